import type { Results } from './results';
export async function plotOf(_: Results): Promise<string> {
	return '';
}
