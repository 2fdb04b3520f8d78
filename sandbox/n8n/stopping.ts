import { say } from './say';

type Stop = () => Promise<void> | void;

const PARENT_WATCH_MS = 1_000;

/** Stops what has been started, in the opposite order, once. */
export class Stopping {
	private readonly stops: Stop[] = [];
	private stopped: Promise<void> | undefined;

	add(stop: Stop): void {
		this.stops.push(stop);
	}

	get isUnderWay(): boolean {
		return this.stopped !== undefined;
	}

	/** A second call waits for the first. */
	async stop(): Promise<void> {
		const stopAll = async () => {
			for (const stop of this.stops.reverse()) await stop();
		};
		await (this.stopped ??= stopAll());
	}

	/** On Ctrl-C and the like, and when npm's shell has ended: npm passes a SIGTERM on only to that. */
	onSignals(): void {
		const end = (reason: string, code: number) => {
			if (this.stopped) return;
			say(`Stopping (${reason}) …`);
			void this.stop().finally(() => process.exit(code));
		};
		process.on('SIGINT', () => end('Ctrl-C', 130));
		process.on('SIGTERM', () => end('SIGTERM', 143));
		process.on('SIGHUP', () => end('the terminal was closed', 129));
		const parent = process.ppid;
		setInterval(() => {
			if (process.ppid !== parent) end('npm has ended', 143);
		}, PARENT_WATCH_MS).unref();
	}
}
