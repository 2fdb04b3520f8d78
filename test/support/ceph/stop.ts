import { rm } from 'node:fs/promises';
import { kept } from './running';

export default async function stop(): Promise<void> {
	const running = kept();
	await running?.cluster.stop();
	if (running) await rm(running.directory, { recursive: true, force: true });
}
