import { readPageToken, writePageToken, type PageEnd } from '../pageToken';
import type { ListPage, ListQuery } from '../store';
import { rowName, type Database } from './database';
import { toObjectInfo, type ObjectRow } from './rows';

/** Rows fetched after a jump: likely the next jump is near, so few enough to throw away. */
const BATCH_AFTER_JUMP = 32;
const READ_AHEAD_BYTES = 512 * 1024;
// No UTF-8 text contains this byte, so it sorts after every key that begins with what precedes it.
const AFTER_ALL = Buffer.from([0xff]);

const after = (name: string) => Buffer.concat([Buffer.from(name), AFTER_ALL]);

/** One page of a bucket's objects, with S3's rules of prefix, delimiter and continuation. */
export async function listPage(
	database: Database,
	bucketId: string,
	query: ListQuery,
): Promise<ListPage> {
	const { prefix = '', delimiter = '', maxKeys } = query;
	const page: ListPage = { objects: [], commonPrefixes: [] };
	let last: PageEnd | undefined;
	const rows = new Rows(database, bucketId, query);
	try {
		for (let row = await rows.next(); row; row = await rows.next()) {
			if (page.objects.length + page.commonPrefixes.length === maxKeys) {
				return { ...page, nextContinuationToken: last && writePageToken(bucketId, last) };
			}
			const [key, text] = row;
			const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
			if (at < 0) {
				page.objects.push(toObjectInfo(key, JSON.parse(text) as ObjectRow));
				last = { after: key, folded: false };
			} else {
				const folded = key.slice(0, at + delimiter.length);
				page.commonPrefixes.push(folded);
				last = { after: folded, folded: true };
				rows.skip(folded);
			}
		}
		return page;
	} finally {
		rows.close();
	}
}

/** The rows of a bucket with a prefix and after a start, in batches, with a way to jump ahead. */
class Rows {
	private readonly iterator;
	private readonly base: string;
	private batch: Array<[string, string]> = [];
	private at = 0;
	private skipped: string | undefined;
	private batchSize: number;
	private readonly maxBatch: number;

	constructor(database: Database, bucketId: string, query: ListQuery) {
		const { prefix = '', continuationToken, startAfter, maxKeys } = query;
		this.base = rowName.object(bucketId, '');
		this.maxBatch = this.batchSize = maxKeys + 1;
		const first = Buffer.from(this.base + prefix);
		let start: Buffer | undefined;
		if (continuationToken !== undefined) {
			const end = readPageToken(bucketId, continuationToken);
			start = end.folded ? after(this.base + end.after) : Buffer.from(this.base + end.after);
		} else if (startAfter) {
			start = Buffer.from(this.base + startAfter);
		}
		this.iterator = database.iterator<Buffer, string>({
			...(start && Buffer.compare(start, first) >= 0 ? { gt: start } : { gte: first }),
			lt: after(this.base + prefix),
			keyEncoding: 'buffer',
			highWaterMarkBytes: READ_AHEAD_BYTES,
		} as never);
	}

	async next(): Promise<[string, string] | undefined> {
		for (;;) {
			while (this.at < this.batch.length) {
				const row = this.batch[this.at++];
				if (this.skipped === undefined || !row[0].startsWith(this.skipped)) return row;
			}
			// The batch ended within the skipped prefix: jump over the rest of it.
			if (this.skipped !== undefined && this.batch.at(-1)?.[0].startsWith(this.skipped)) {
				this.iterator.seek(after(this.base + this.skipped));
				this.batchSize = BATCH_AFTER_JUMP;
			}
			const batch = await this.iterator.nextv(this.batchSize);
			if (batch.length === 0) return undefined;
			this.batchSize = Math.min(this.batchSize * 2, this.maxBatch);
			const keyStart = Buffer.byteLength(this.base);
			this.batch = batch.map(([name, text]) => [name.toString('utf8', keyStart), text]);
			this.at = 0;
		}
	}

	skip(prefix: string): void {
		this.skipped = prefix;
	}

	/** Not awaited: closing the database does. */
	close(): void {
		void this.iterator.close();
	}
}
