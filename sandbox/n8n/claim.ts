import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './say';

/** Whether a process is one of ours: alive, and where that can be seen (Linux), running this program. */
function isRunning(pid: number): boolean {
	const commandLine = `/proc/${pid}/cmdline`;
	try {
		process.kill(pid, 0);
		return !existsSync('/proc/self') || readFileSync(commandLine, 'utf8').includes('start.ts');
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Takes a folder for this process: two n8n on one database would spoil it. Gives what lets go of it. */
export function claim(folder: string): () => void {
	const file = join(folder, 'running.pid');
	const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
	if (holder && holder !== process.pid && isRunning(holder)) {
		throw new Problem(
			`Another npm start (process ${holder}) uses ${folder}. Stop it first; if it is something else, delete ${file}.`,
		);
	}
	mkdirSync(folder, { recursive: true });
	writeFileSync(file, String(process.pid));
	return () => rmSync(file, { force: true });
}
