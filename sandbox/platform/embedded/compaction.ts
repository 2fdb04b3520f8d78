import type { Database } from './database';

/** Deleted rows from which on listings become noticeably slower. */
const MIN_DELETED = 2000;
const QUIET_MS = 300;

export interface Compaction {
	/** Counts a deleted row. */
	count(): void;
	stop(): void;
}

/**
 * LevelDB keeps a mark for each deleted row until it compacts, and listings read all of them: after a cleanup of
 * 60,000 objects the first page took 30 ms. So it compacts after a cleanup.
 */
export function compactionOf(database: Database): Compaction {
	let deleted = 0;
	let timer: NodeJS.Timeout | undefined;
	const run = () => {
		deleted = 0;
		timer = undefined;
		void database.compactRange('d\0', 'o\x01');
	};
	return {
		count: () => {
			deleted += 1;
			if (deleted < MIN_DELETED) return;
			timer = timer?.refresh() ?? setTimeout(run, QUIET_MS).unref();
		},
		stop: () => clearTimeout(timer),
	};
}
