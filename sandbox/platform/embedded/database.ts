import { ClassicLevel } from 'classic-level';

/** The embedded database: ordered by the bytes of its keys. */
export type Database = ClassicLevel<string, string>;

/** One change of a batch; a batch happens as a whole or not at all. */
export type Change =
	| { type: 'put'; key: string; value: string }
	| { type: 'put'; key: string; value: Buffer; valueEncoding: 'buffer' }
	| { type: 'del'; key: string };

/** Opens the database in a directory, and makes it when it is not there. */
export async function openDatabase(directory: string): Promise<Database> {
	const database: Database = new ClassicLevel<string, string>(directory, {
		keyEncoding: 'utf8',
		valueEncoding: 'utf8',
		// Listings read large stretches, and deletions look each row up first.
		cacheSize: 32 * 1024 * 1024,
		writeBufferSize: 16 * 1024 * 1024,
	});
	await database.open();
	return database;
}

/** Carries a batch of changes out. */
export async function commit(database: Database, changes: Change[]): Promise<void> {
	if (changes.length > 0) await database.batch<string, string | Buffer>(changes as never, {});
}

/**
 * A row's value, read as JSON. At once: a small row is there before a thread could be asked for it. By
 * bytes: classic-level 3.0.0 cuts a text that outgrows its buffer within a character, and finds nothing.
 */
export function readRow<Row>(database: Database, key: string): Row | undefined {
	const text = database.getSync<Buffer, string>(Buffer.from(key), { keyEncoding: 'buffer' });
	return text === undefined ? undefined : (JSON.parse(text) as Row);
}
