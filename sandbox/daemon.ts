import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_MS = 20_000;

/** A program that runs until it is stopped. */
export class Daemon {
	private readonly ended: Promise<void>;
	private hasEnded = false;

	constructor(
		private readonly name: string,
		private readonly child: ChildProcess,
		private readonly log: string,
		private readonly signal: NodeJS.Signals,
	) {
		const ended = new Promise((resolve) => {
			child.once('error', resolve);
			child.once('exit', resolve);
		});
		this.ended = ended.then(() => void (this.hasEnded = true));
	}

	/** Throws when the daemon has ended, with the end of its log. */
	async check(): Promise<void> {
		if (!this.hasEnded) return;
		const said = (await readFile(this.log, 'utf8')).trim().split('\n').slice(-5).join('\n');
		const isInUse = /lock|already in use/i.test(said);
		const why = isInUse ? '. Perhaps another sandbox uses this data directory' : '';
		throw new Error(`${this.name} ended by itself${why}:\n${said}`);
	}

	async stop(): Promise<void> {
		if (this.hasEnded) return;
		this.child.kill(this.signal);
		await Promise.race([this.ended, sleep(STOP_MS, undefined, { ref: false })]);
		if (!this.hasEnded) this.child.kill('SIGKILL');
		await this.ended;
	}
}
