import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { methodsOf } from '../rooms';
import type { Store } from '../store';
import { Accounts } from './accounts';
import { Bodies } from './bodies';
import { Buckets } from './buckets';
import { Compaction } from './compaction';
import { openDatabase } from './database';
import { Objects } from './objects';
import { Uploads } from './uploads';

/** Opens the embedded store: a database for all that is small, files for large bodies. */
export async function openEmbeddedStore(directory: string): Promise<Store> {
	await mkdir(directory, { recursive: true });
	const database = await openDatabase(join(directory, 'database'));
	const accounts = await Accounts.open(database);
	const buckets = await Buckets.open(database);
	const bodies = await Bodies.open(database, directory);
	const compaction = new Compaction(database);
	const objects = new Objects(database, buckets, bodies, compaction);
	const uploads = new Uploads(database, buckets, bodies, objects);
	return {
		...methodsOf(accounts),
		...methodsOf(buckets),
		...methodsOf(objects),
		...methodsOf(uploads),
		close: async () => {
			compaction.stop();
			await database.close();
		},
	};
}
