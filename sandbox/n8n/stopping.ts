import { say } from './say';

type Stop = () => Promise<void> | void;

const PARENT_WATCH_MS = 1_000;

/** What has been started, to be stopped in the opposite order, once. */
export class Stopping {
	private readonly stops: Stop[] = [];
	private under: Promise<void> | undefined;

	/** Registers what stops something that has just been started. */
	add(stop: Stop): void {
		this.stops.push(stop);
	}

	get isUnderWay(): boolean {
		return this.under !== undefined;
	}

	/** Stops everything; a second call waits for the first. */
	async stop(): Promise<void> {
		this.under ??= this.run();
		await this.under;
	}

	private async run(): Promise<void> {
		for (const stop of this.stops.reverse()) await stop();
	}

	/**
	 * Stops everything on Ctrl-C and the like, and when the shell that npm ran us in has ended: npm hands
	 * a SIGTERM to that shell only.
	 */
	onSignals(): void {
		const end = (reason: string, code: number) => {
			if (this.under) return;
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
