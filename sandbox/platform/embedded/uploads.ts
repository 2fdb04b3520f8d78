import { createHash, randomBytes } from 'node:crypto';
import { S3Failure } from '../failures';
import { checkKey } from '../names';
import type {
	Body,
	BucketRef,
	ObjectInfo,
	ObjectOptions,
	Part,
	UploadRef,
	UploadStore,
} from '../store';
import type { Bodies } from './bodies';
import type { Buckets } from './buckets';
import { commit, readRow, type Change, type Database } from './database';
import { Locks } from '../locks';
import { makeRow, type Objects } from './objects';
import { rowName, type PartRow, type UploadRow } from './rows';

/** S3: every part but the last has 5 MiB or more. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

/** Multipart uploads. The finished object's body is its parts' bodies, so nothing is copied. */
export class Uploads implements UploadStore {
	private readonly locks = new Locks();

	constructor(
		private readonly database: Database,
		private readonly buckets: Buckets,
		private readonly bodies: Bodies,
		private readonly objects: Objects,
	) {}

	async createUpload(ref: BucketRef, key: string, options: ObjectOptions): Promise<string> {
		checkKey(key);
		const { id: bucketId } = this.buckets.find(ref);
		const { class: storageClass, type } = makeRow(options);
		const uploadId = randomBytes(24).toString('hex');
		const row: UploadRow = { bucketId, key, class: storageClass, type };
		await commit(this.database, [
			{ type: 'put', key: rowName.upload(uploadId), value: JSON.stringify(row) },
		]);
		return uploadId;
	}

	async putPart(upload: UploadRef, partNumber: number, body: Body): Promise<Part> {
		await this.find(upload);
		const { size, md5, body: segments, changes } = await this.bodies.receive(body);
		const row: PartRow = { size, at: Date.now(), tag: md5.toString('hex'), body: segments };
		const name = rowName.part(upload.uploadId, partNumber);
		await this.locks.run(name, async () => {
			const old = readRow<PartRow>(this.database, name)?.body ?? [];
			await commit(this.database, [
				...changes,
				{ type: 'put', key: name, value: JSON.stringify(row) },
				...this.bodies.dropRows(old),
			]);
			await this.bodies.dropFiles(old);
		});
		return toPart(partNumber, row);
	}

	async listParts(upload: UploadRef): Promise<Part[]> {
		await this.find(upload);
		const rows = await this.partRows(upload.uploadId);
		return [...rows].map(([partNumber, row]) => toPart(partNumber, row));
	}

	async completeUpload(
		upload: UploadRef,
		parts: Array<{ partNumber: number; eTag: string }>,
	): Promise<ObjectInfo> {
		return await this.locks.run(upload.uploadId, async () => {
			const finished = await this.objects.madeBy(upload);
			if (finished) return finished;
			const { class: storageClass, type } = await this.find(upload);
			const rows = await this.partRows(upload.uploadId);
			const chosen = chooseParts(rows, parts);
			const row = {
				...makeRow({ contentType: type, storageClass }),
				size: chosen.reduce((sum, { size }) => sum + size, 0),
				tag: tagOfParts(chosen),
				upload: upload.uploadId,
				body: chosen.flatMap(({ body }) => body),
			};
			const unused = [...rows.values()].filter((part) => !chosen.includes(part));
			const changes = this.dropUpload(upload.uploadId, [...rows.keys()], unused);
			const info = await this.objects.replace(upload, upload.key, row, changes);
			for (const { body } of unused) await this.bodies.dropFiles(body);
			return info;
		});
	}

	async abortUpload(upload: UploadRef): Promise<void> {
		await this.locks.run(upload.uploadId, async () => {
			await this.find(upload);
			const rows = await this.partRows(upload.uploadId);
			const parts = [...rows.values()];
			await commit(this.database, this.dropUpload(upload.uploadId, [...rows.keys()], parts));
			for (const { body } of parts) await this.bodies.dropFiles(body);
		});
	}

	private async find(upload: UploadRef): Promise<UploadRow> {
		const row = readRow<UploadRow>(this.database, rowName.upload(upload.uploadId));
		const isThis = row?.key === upload.key && row.bucketId === this.buckets.find(upload).id;
		if (!isThis) throw new S3Failure('NoSuchUpload', upload.uploadId);
		return row;
	}

	private async partRows(uploadId: string): Promise<Map<number, PartRow>> {
		const rows = new Map<number, PartRow>();
		const range = { gt: `p\0${uploadId}\0`, lt: `p\0${uploadId}\x01` };
		for await (const [name, text] of this.database.iterator(range)) {
			rows.set(Number(name.slice(-5)), JSON.parse(text) as PartRow);
		}
		return rows;
	}

	private dropUpload(uploadId: string, numbers: number[], dropped: PartRow[]): Change[] {
		return [
			{ type: 'del', key: rowName.upload(uploadId) },
			...numbers.map((n) => ({ type: 'del' as const, key: rowName.part(uploadId, n) })),
			...dropped.flatMap(({ body }) => this.bodies.dropRows(body)),
		];
	}
}

function toPart(partNumber: number, { size, at, tag }: PartRow): Part {
	return { partNumber, size, eTag: `"${tag}"`, lastModified: new Date(at) };
}

function chooseParts(
	rows: Map<number, PartRow>,
	wanted: Array<{ partNumber: number; eTag: string }>,
): PartRow[] {
	if (wanted.length === 0) throw new S3Failure('MalformedXML');
	const isOutOfOrder = wanted.some(
		({ partNumber }, index) => index > 0 && wanted[index - 1].partNumber >= partNumber,
	);
	if (isOutOfOrder) throw new S3Failure('InvalidPartOrder');
	return wanted.map(({ partNumber, eTag }, index) => {
		const row = rows.get(partNumber);
		if (row?.tag !== eTag.replaceAll('"', '')) throw new S3Failure('InvalidPart');
		const isLast = index === wanted.length - 1;
		if (!isLast && row.size < MIN_PART_BYTES) throw new S3Failure('EntityTooSmall');
		return row;
	});
}

/** As S3 does: the MD5 of the parts' MD5s, and how many there were. */
function tagOfParts(parts: PartRow[]): string {
	const md5 = createHash('md5');
	for (const { tag } of parts) md5.update(Buffer.from(tag, 'hex'));
	return `${md5.digest('hex')}-${parts.length}`;
}
