import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './say';

/** The programs that claim folders: npm start and the tests in test/system. */
const PROGRAMS = /\bstart\.ts\b|\bjest\b|\bplaywright\b/;

/** Whether a process is one of ours: alive, and where that can be seen (Linux), running such a program. */
function isRunning(pid: number): boolean {
	const commandLine = `/proc/${pid}/cmdline`;
	try {
		process.kill(pid, 0);
		return !existsSync('/proc/self') || PROGRAMS.test(readFileSync(commandLine, 'utf8'));
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Locks a folder for this process: two n8n would damage one database. Returns what unlocks it. */
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
