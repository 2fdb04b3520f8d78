import type { ListPage, ListQuery } from '../store';
import type { Database } from './database';
import { readPageToken, writePageToken, type PageEnd } from '../pageToken';
import { rowName, toObjectInfo, type ObjectRow } from './rows';

/** Rows fetched at once after a jump: likely the next is near, so few enough to throw away. */
const BATCH_AFTER_JUMP = 32;
// No UTF-8 text holds this byte, so it sorts after every key that begins with what stands before it.
const AFTER_ALL = Buffer.from([0xff]);
const READ_AHEAD_BYTES = 512 * 1024;

/** One page of a bucket's objects, with S3's rules of prefix, delimiter and continuation. */
export async function listPage(
	database: Database,
	bucketId: string,
	query: ListQuery,
): Promise<ListPage> {
	const { prefix = '', delimiter = '', maxKeys } = query;
	const start = whereToStart(bucketId, query);
	const page: ListPage = { objects: [], commonPrefixes: [] };
	const base = rowName.object(bucketId, '');
	let last: PageEnd | undefined;
	const rows = new Rows(database, base, prefix, start, maxKeys + 1);
	try {
		for (;;) {
			const row = await rows.next();
			if (!row) return page;
			const [key, text] = row;
			const folded = delimiter ? foldedPrefix(key, prefix, delimiter) : undefined;
			if (page.objects.length + page.commonPrefixes.length === maxKeys) {
				return { ...page, nextContinuationToken: last && writePageToken(bucketId, last) };
			}
			if (folded === undefined) {
				page.objects.push(toObjectInfo(key, JSON.parse(text) as ObjectRow));
				last = { after: key, folded: false };
			} else {
				page.commonPrefixes.push(folded);
				last = { after: folded, folded: true };
				rows.skip(folded);
			}
		}
	} finally {
		rows.close();
	}
}

function whereToStart(bucketId: string, query: ListQuery): PageEnd | undefined {
	if (query.continuationToken !== undefined)
		return readPageToken(bucketId, query.continuationToken);
	return query.startAfter ? { after: query.startAfter, folded: false } : undefined;
}

function foldedPrefix(key: string, prefix: string, delimiter: string): string | undefined {
	const at = key.indexOf(delimiter, prefix.length);
	return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The rows of a bucket below a prefix and behind a start, in batches, with a way to jump ahead. */
class Rows {
	private readonly iterator;
	private batch: Array<[string, string]> = [];
	private at = 0;
	private skipped: string | undefined;
	private batchSize: number;

	constructor(
		database: Database,
		private readonly base: string,
		prefix: string,
		start: PageEnd | undefined,
		private readonly maxBatch: number,
	) {
		this.batchSize = maxBatch;
		const from = startRow(base, prefix, start);
		this.iterator = database.iterator<Buffer, string>({
			...from,
			lt: Buffer.concat([Buffer.from(base + prefix), AFTER_ALL]),
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
			// The batch ended inside the skipped prefix: whatever is left of it is jumped over.
			if (this.skipped !== undefined && this.batch.at(-1)?.[0].startsWith(this.skipped)) {
				this.iterator.seek(Buffer.concat([Buffer.from(this.base + this.skipped), AFTER_ALL]));
				this.batchSize = BATCH_AFTER_JUMP;
			}
			const batch = await this.iterator.nextv(this.batchSize);
			this.batchSize = Math.min(this.batchSize * 2, this.maxBatch);
			if (batch.length === 0) return undefined;
			const skip = Buffer.byteLength(this.base);
			this.batch = batch.map(([name, text]) => [name.toString('utf8', skip), text]);
			this.at = 0;
		}
	}

	skip(prefix: string): void {
		this.skipped = prefix;
	}

	/** Nobody waits for it: the database's own end does. */
	close(): void {
		void this.iterator.close();
	}
}

function startRow(base: string, prefix: string, start: PageEnd | undefined) {
	const first = Buffer.from(base + prefix);
	if (!start) return { gte: first };
	const name = Buffer.from(base + start.after);
	const behind = start.folded ? Buffer.concat([name, AFTER_ALL]) : name;
	return Buffer.compare(behind, first) < 0 ? { gte: first } : { gt: behind };
}
