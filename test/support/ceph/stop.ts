import { kept } from './running';

export default async function stop(): Promise<void> {
	await kept()?.stop();
}
