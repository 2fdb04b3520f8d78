import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
		endpoint: () => undefined,
		close: async () => {
			compaction.stop();
			await database.close();
		},
	};
}

type Methods<T> = {
	[K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: T[K];
};

/** A room's methods as functions, so that the rooms together make one store. */
function methodsOf<T extends object>(room: T): Methods<T> {
	const names = Object.getOwnPropertyNames(Object.getPrototypeOf(room)) as Array<keyof T>;
	const entries = names
		.filter((name) => (name as string) !== 'constructor')
		.map((name) => [name, (room[name] as (...args: unknown[]) => unknown).bind(room)]);
	return Object.fromEntries(entries) as Methods<T>;
}
