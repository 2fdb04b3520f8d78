import { ClassicLevel } from 'classic-level';

/** The embedded database: ordered by the bytes of its keys. */
export type Database = ClassicLevel<string, string>;

/** A change of a batch; a batch is committed completely or not at all. */
export type Change =
	| { type: 'put'; key: string; value: string }
	| { type: 'put'; key: string; value: Buffer; valueEncoding: 'buffer' }
	| { type: 'del'; key: string };

/**
 * Names of rows. A NUL separates their parts; names of host groups and buckets have none, and an object's key comes
 * last. LevelDB sorts by bytes, which is S3's order of listings.
 */
export const rowName = {
	account: (hostGroup: string, ownerUid: number, name: string) =>
		`a\0${hostGroup}\0${ownerUid}\0${name}`,
	bucket: (hostGroup: string, bucket: string) => `b\0${hostGroup}\0${bucket}`,
	/** By the bucket's id, so that a new bucket does not get the objects of a deleted one with its name. */
	object: (bucketId: string, key: string) => `o\0${bucketId}\0${key}`,
	bytes: (segmentId: string) => `d\0${segmentId}`,
	upload: (uploadId: string) => `u\0${uploadId}`,
	/** At most ten thousand parts, so five digits sort as numbers. */
	part: (uploadId: string, partNumber: number) =>
		`p\0${uploadId}\0${String(partNumber).padStart(5, '0')}`,
};

/** Opens the database in a directory, and makes it when it is missing. */
export async function openDatabase(directory: string): Promise<Database> {
	const database: Database = new ClassicLevel<string, string>(directory, {
		...{ keyEncoding: 'utf8', valueEncoding: 'utf8' },
		// For listings, which read many rows, and deletions, which read each row first.
		...{ cacheSize: 32 * 1024 * 1024, writeBufferSize: 16 * 1024 * 1024 },
	});
	await database.open();
	return database;
}

export const put = (key: string, row: object): Change => ({
	...{ type: 'put', key, value: JSON.stringify(row) },
});
export const del = (key: string): Change => ({ type: 'del', key });

/** Commits a batch of changes. */
export async function commit(database: Database, changes: Change[]): Promise<void> {
	if (changes.length > 0) await database.batch<string, string | Buffer>(changes as never, {});
}

/**
 * Reads a row. Synchronously: that is faster for a small row than asking a thread. By bytes: classic-level 3.0.0 cuts
 * a text that outgrows its buffer within a character, and finds nothing.
 */
export function readRow<Row>(database: Database, key: string): Row | undefined {
	const text = database.getSync<Buffer, string>(Buffer.from(key), { keyEncoding: 'buffer' });
	return text === undefined ? undefined : (JSON.parse(text) as Row);
}

/** The rows whose names start with this and a NUL; with their names' other parts. */
export async function* readRows<Row>(
	database: Database,
	start: string,
): AsyncGenerator<[parts: string[], row: Row]> {
	for await (const [name, text] of database.iterator({ gt: `${start}\0`, lt: `${start}\x01` })) {
		yield [name.slice(start.length + 1).split('\0'), JSON.parse(text) as Row];
	}
}
