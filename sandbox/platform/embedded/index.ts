import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedStore } from '../store';
import { openAccounts } from './accounts';
import { Bodies } from './bodies';
import { openBuckets } from './buckets';
import { compactionOf } from './compaction';
import { openDatabase } from './database';
import { openObjects } from './objects';
import { openUploads } from './uploads';

/** Opens the embedded store: a database for everything small, files for large bodies. */
export async function openEmbeddedStore(directory: string): Promise<EmbeddedStore> {
	await mkdir(directory, { recursive: true });
	const database = await openDatabase(join(directory, 'database'));
	const buckets = await openBuckets(database);
	const bodies = await Bodies.open(database, directory);
	const compaction = compactionOf(database);
	const objects = openObjects(database, buckets, bodies, compaction);
	return {
		...(await openAccounts(database)),
		...buckets,
		...objects,
		...openUploads(database, buckets, bodies, objects),
		close: async () => {
			compaction.stop();
			await database.close();
		},
	};
}
