import { S3Failure } from '../failures';
import { checkKey } from '../names';
import type {
	Body,
	BucketRef,
	Filling,
	ListPage,
	ListQuery,
	ObjectInfo,
	ObjectOptions,
	ObjectStore,
	OpenedObject,
	UploadRef,
} from '../store';
import type { Bodies } from './bodies';
import type { Buckets } from './buckets';
import type { Compaction } from './compaction';
import { commit, readRow, type Change, type Database } from './database';
import { generatedTag, seedOf } from '../generated';
import { listPage } from './listing';
import { Locks } from '../locks';
import { DEFAULT_STORAGE_CLASS, rowName, toObjectInfo, type ObjectRow } from './rows';

const FILL_BATCH = 2000;

/** Objects: a row that describes each, and its body. */
export class Objects implements ObjectStore {
	private readonly locks = new Locks();

	constructor(
		private readonly database: Database,
		private readonly buckets: Buckets,
		private readonly bodies: Bodies,
		private readonly compaction: Compaction,
	) {}

	async putObject(
		ref: BucketRef,
		key: string,
		body: Body,
		options: ObjectOptions,
	): Promise<ObjectInfo> {
		checkKey(key);
		this.buckets.find(ref);
		const { size, md5, body: segments, changes } = await this.bodies.receive(body);
		const row = { ...makeRow(options), size, tag: md5.toString('hex'), body: segments };
		return await this.replace(ref, key, row, changes);
	}

	async openObject(ref: BucketRef, key: string): Promise<OpenedObject> {
		const row = await this.rowOf(ref, key);
		return {
			info: toObjectInfo(key, row),
			read: (start, end) => this.bodies.read(row.body, start, end),
		};
	}

	async deleteObject(ref: BucketRef, key: string): Promise<void> {
		checkKey(key);
		const name = rowName.object(this.buckets.find(ref).id, key);
		await this.locks.run(name, async () => {
			const row = readRow<ObjectRow>(this.database, name);
			if (!row) return;
			await commit(this.database, [{ type: 'del', key: name }, ...this.bodies.dropRows(row.body)]);
			await this.bodies.dropFiles(row.body);
			this.compaction.count();
		});
	}

	async copyObject(
		from: BucketRef & { key: string },
		to: BucketRef & { key: string },
	): Promise<ObjectInfo> {
		checkKey(to.key);
		this.buckets.find(to);
		const row = await this.rowOf(from, from.key);
		const isItself = from.bucket === to.bucket && from.key === to.key;
		if (isItself) throw new S3Failure('InvalidRequest', 'an object cannot be copied to itself');
		const { body, changes } = await this.bodies.copy(row.body);
		return await this.replace(
			to,
			to.key,
			{ ...row, at: Date.now(), upload: undefined, body },
			changes,
		);
	}

	async listObjects(ref: BucketRef, query: ListQuery): Promise<ListPage> {
		return await listPage(this.database, this.buckets.find(ref).id, query);
	}

	async fill(ref: BucketRef, objects: Iterable<Filling>): Promise<number> {
		const { id } = this.buckets.find(ref);
		let changes: Change[] = [];
		let count = 0;
		for (const filling of objects) {
			checkKey(filling.key);
			changes.push(...this.fillingRows(id, filling));
			count += 1;
			if (changes.length < FILL_BATCH) continue;
			await commit(this.database, changes);
			changes = [];
		}
		await commit(this.database, changes);
		return count;
	}

	/** Puts a row in an object's place and drops the body that it had. */
	async replace(
		ref: BucketRef,
		key: string,
		row: ObjectRow,
		changes: Change[],
	): Promise<ObjectInfo> {
		const name = rowName.object(this.buckets.find(ref).id, key);
		await this.locks.run(name, async () => {
			const old = readRow<ObjectRow>(this.database, name)?.body ?? [];
			await commit(this.database, [
				...changes,
				{ type: 'put', key: name, value: JSON.stringify(row) },
				...this.bodies.dropRows(old),
			]);
			await this.bodies.dropFiles(old);
		});
		return toObjectInfo(key, row);
	}

	/** The object that a finished upload became: to finish it again, after a lost answer, is no failure. */
	async madeBy({ uploadId, key, ...ref }: UploadRef): Promise<ObjectInfo | undefined> {
		const name = rowName.object(this.buckets.find(ref).id, key);
		const row = readRow<ObjectRow>(this.database, name);
		return row?.upload === uploadId ? toObjectInfo(key, row) : undefined;
	}

	private async rowOf(ref: BucketRef, key: string): Promise<ObjectRow> {
		const name = rowName.object(this.buckets.find(ref).id, key);
		const row = readRow<ObjectRow>(this.database, name);
		if (!row) throw new S3Failure('NoSuchKey', key);
		return row;
	}

	private fillingRows(bucketId: string, filling: Filling): Change[] {
		const { key, body, size = 0, lastModified } = filling;
		const row = makeRow(filling);
		if (lastModified) row.at = lastModified.getTime();
		const changes: Change[] = [];
		if (body !== undefined || size === 0) {
			const received = this.bodies.asRow(Buffer.from(body ?? ''));
			changes.push(...received.changes);
			Object.assign(row, received, { tag: received.md5.toString('hex') });
		} else {
			const seed = seedOf(key);
			const body = [{ in: 'nothing' as const, seed, size }];
			Object.assign(row, { size, tag: generatedTag(seed, size), body });
		}
		const { at, tag, class: storageClass, type } = row;
		const value = { size: row.size, at, tag, class: storageClass, type, body: row.body };
		changes.push({ type: 'put', key: rowName.object(bucketId, key), value: JSON.stringify(value) });
		return changes;
	}
}

/** A row with what a request said of an object; its body is still to come. */
export function makeRow({ contentType, storageClass }: ObjectOptions): ObjectRow {
	const isDefault = storageClass === DEFAULT_STORAGE_CLASS;
	return {
		size: 0,
		at: Date.now(),
		tag: '',
		class: isDefault ? undefined : storageClass,
		type: contentType,
		body: [],
	};
}
