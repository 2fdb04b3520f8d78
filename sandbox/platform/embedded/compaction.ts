import type { Database } from './database';

/** So many deleted rows begin to show when a listing has to walk over what is left of them. */
const WORTH_IT = 2000;
const QUIET_MS = 300;

/**
 * LevelDB keeps a mark for each deleted row until it compacts, and a listing walks over all of them:
 * after a cleanup of 60,000 objects the first page took 30 ms. So the marks are cleared away when a
 * cleanup has come to rest.
 */
export class Compaction {
	private deleted = 0;
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly database: Database) {}

	/** A row was deleted. */
	count(): void {
		this.deleted += 1;
		if (this.deleted < WORTH_IT) return;
		if (this.timer) this.timer.refresh();
		else this.timer = setTimeout(() => void this.run(), QUIET_MS).unref();
	}

	stop(): void {
		clearTimeout(this.timer);
	}

	private async run(): Promise<void> {
		this.deleted = 0;
		this.timer = undefined;
		await this.database.compactRange('d\0', 'o\x01');
	}
}
