import { S3Failure } from '../failures';
import { generatedTag, seedOf } from '../generated';
import { checkKey } from '../names';
import type {
	BucketRef,
	EmbeddedStore,
	Filling,
	ObjectInfo,
	ObjectStore,
	UploadRef,
} from '../store';
import type { Bodies } from './bodies';
import type { Buckets } from './buckets';
import type { Compaction } from './compaction';
import { commit, put, readRow, rowName, type Change, type Database } from './database';
import { listPage } from './listing';
import { optionsRow, toObjectInfo, type ObjectRow, type Segment } from './rows';

const FILL_BATCH = 2000;

export interface Objects extends ObjectStore, Pick<EmbeddedStore, 'putObject' | 'copyObject'> {
	replace(ref: BucketRef, key: string, row: ObjectRow, changes: Change[]): Promise<ObjectInfo>;
	/** The object that an upload was completed to: to complete it again, after a lost answer, is no failure. */
	madeBy(upload: UploadRef): ObjectInfo | undefined;
}

/** Objects: a row that describes each, and its body. */
export function openObjects(
	database: Database,
	buckets: Buckets,
	bodies: Bodies,
	compaction: Compaction,
): Objects {
	const nameOf = (ref: BucketRef, key: string) => rowName.object(buckets.find(ref).id, key);
	const find = (ref: BucketRef, key: string): ObjectRow => {
		const row = readRow<ObjectRow>(database, nameOf(ref, key));
		if (!row) throw new S3Failure('NoSuchKey', key);
		return row;
	};
	const replace: Objects['replace'] = async (ref, key, row, changes) => {
		await bodies.replace(nameOf(ref, key), row, changes);
		return toObjectInfo(key, row);
	};
	const fillingRows = (bucketId: string, filling: Filling): Change[] => {
		const { key, body, size = 0, lastModified = new Date() } = filling;
		checkKey(key);
		const seed = seedOf(key);
		const generated: Segment[] = [{ in: 'nothing', seed, size }];
		const { changes, ...content } =
			body !== undefined || size === 0
				? bodies.asRow(Buffer.from(body ?? ''))
				: { size, tag: generatedTag(seed, size), body: generated, changes: [] };
		const row = { ...content, at: lastModified.getTime(), ...optionsRow(filling) };
		return [...changes, put(rowName.object(bucketId, key), row)];
	};
	return {
		replace,
		putObject: async ({ key, ...ref }, body, options) => {
			checkKey(key);
			buckets.find(ref);
			const { changes, ...content } = await bodies.receive(body);
			const row = { ...content, at: Date.now(), ...optionsRow(options) };
			return await replace(ref, key, row, changes);
		},
		openObject: async (ref, key) => {
			const row = find(ref, key);
			const read = (start: number, end: number) => bodies.read(row.body, start, end);
			return { info: toObjectInfo(key, row), read };
		},
		deleteObject: async (ref, key) => {
			checkKey(key);
			if (await bodies.replace(nameOf(ref, key), undefined)) compaction.count();
		},
		copyObject: async (from, to, options) => {
			checkKey(to.key);
			buckets.find(to);
			const row = find(from, from.key);
			if (!options && from.bucket === to.bucket && from.key === to.key) {
				throw new S3Failure('InvalidRequest', 'an object cannot be copied to itself');
			}
			const { body, changes } = await bodies.copy(row.body);
			const copied = { ...row, ...(options && optionsRow(options)), body };
			return await replace(to, to.key, { ...copied, at: Date.now(), upload: undefined }, changes);
		},
		listObjects: async (ref, query) => await listPage(database, buckets.find(ref).id, query),
		fill: async (ref, objects) => {
			const { id } = buckets.find(ref);
			let changes: Change[] = [];
			let count = 0;
			for (const filling of objects) {
				changes.push(...fillingRows(id, filling));
				count += 1;
				if (changes.length < FILL_BATCH) continue;
				await commit(database, changes);
				changes = [];
			}
			await commit(database, changes);
			return count;
		},
		madeBy: ({ uploadId, key, ...ref }) => {
			const row = readRow<ObjectRow>(database, nameOf(ref, key));
			return row?.upload === uploadId ? toObjectInfo(key, row) : undefined;
		},
	};
}
