import { createHash, randomBytes } from 'node:crypto';
import { S3Failure } from '../failures';
import { Locks } from '../locks';
import { checkKey } from '../names';
import type { EmbeddedStore, Part, PartRef, UploadRef } from '../store';
import type { Bodies } from './bodies';
import type { Buckets } from './buckets';
import { commit, del, put, readRow, readRows, rowName, type Database } from './database';
import type { Objects } from './objects';
import { optionsRow, type BodyRow, type OptionsRow } from './rows';

/** S3: every part but the last has 5 MiB or more. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

interface UploadRow extends OptionsRow {
	bucketId: string;
	key: string;
	at?: number;
}

type Uploads = Pick<
	EmbeddedStore,
	'createUpload' | 'putPart' | 'listParts' | 'listUploads' | 'completeUpload' | 'abortUpload'
>;

/** Multipart uploads. The completed object's body is its parts' bodies, so nothing is copied. */
export function openUploads(
	database: Database,
	buckets: Buckets,
	bodies: Bodies,
	objects: Objects,
): Uploads {
	const locks = new Locks();
	const find = (upload: UploadRef): UploadRow => {
		const row = readRow<UploadRow>(database, rowName.upload(upload.uploadId));
		const isThis = row?.key === upload.key && row.bucketId === buckets.find(upload).id;
		if (!isThis) throw new S3Failure('NoSuchUpload', upload.uploadId);
		return row;
	};
	const partsOf = async ({ uploadId }: UploadRef): Promise<Map<number, BodyRow>> => {
		const parts = new Map<number, BodyRow>();
		for await (const [[number], row] of readRows<BodyRow>(database, `p\0${uploadId}`)) {
			parts.set(Number(number), row);
		}
		return parts;
	};
	const deletions = ({ uploadId }: UploadRef, parts: Map<number, BodyRow>) => [
		del(rowName.upload(uploadId)),
		...[...parts.keys()].map((number) => del(rowName.part(uploadId, number))),
	];
	return {
		createUpload: async ({ key, ...ref }, options) => {
			checkKey(key);
			const { id: bucketId } = buckets.find(ref);
			const uploadId = randomBytes(24).toString('hex');
			const row: UploadRow = { bucketId, key, at: Date.now(), ...optionsRow(options) };
			await commit(database, [put(rowName.upload(uploadId), row)]);
			return uploadId;
		},
		putPart: async (upload, partNumber, body) => {
			find(upload);
			const { changes, ...content } = await bodies.receive(body);
			const row = { ...content, at: Date.now() };
			await bodies.replace(rowName.part(upload.uploadId, partNumber), row, changes);
			return toPart(partNumber, row);
		},
		listParts: async (upload) => {
			find(upload);
			return [...(await partsOf(upload))].map(([partNumber, row]) => toPart(partNumber, row));
		},
		listUploads: async (ref) => {
			const { id } = buckets.find(ref);
			const found = [];
			for await (const [[uploadId], { bucketId, key, at = 0 }] of readRows<UploadRow>(
				database,
				'u',
			)) {
				if (bucketId === id) found.push({ key, uploadId, startedAt: new Date(at) });
			}
			return found.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
		},
		completeUpload: async (upload, wanted) =>
			await locks.run(upload.uploadId, async () => {
				const completed = objects.madeBy(upload);
				if (completed) return completed;
				const { class: storageClass, type, headers } = find(upload);
				const parts = await partsOf(upload);
				const chosen = chooseParts(parts, wanted);
				const row = {
					...{ class: storageClass, type, headers, at: Date.now() },
					size: chosen.reduce((sum, { size }) => sum + size, 0),
					tag: tagOfParts(chosen),
					upload: upload.uploadId,
					body: chosen.flatMap(({ body }) => body),
				};
				const info = await objects.replace(upload, upload.key, row, deletions(upload, parts));
				const unused = [...parts.values()].filter((part) => !chosen.includes(part));
				await bodies.commit(
					[],
					unused.flatMap(({ body }) => body),
				);
				return info;
			}),
		abortUpload: async (upload) =>
			await locks.run(upload.uploadId, async () => {
				find(upload);
				const parts = await partsOf(upload);
				const unused = [...parts.values()].flatMap(({ body }) => body);
				await bodies.commit(deletions(upload, parts), unused);
			}),
	};
}

function toPart(partNumber: number, { size, at, tag }: BodyRow): Part {
	return { partNumber, size, eTag: `"${tag}"`, lastModified: new Date(at) };
}

function chooseParts(parts: Map<number, BodyRow>, wanted: PartRef[]): BodyRow[] {
	if (wanted.length === 0) throw new S3Failure('MalformedXML');
	const isOutOfOrder = wanted.some(
		({ partNumber }, index) => index > 0 && wanted[index - 1].partNumber >= partNumber,
	);
	if (isOutOfOrder) throw new S3Failure('InvalidPartOrder');
	return wanted.map(({ partNumber, eTag }, index) => {
		const row = parts.get(partNumber);
		if (row?.tag !== eTag.replaceAll('"', '')) throw new S3Failure('InvalidPart');
		const isLast = index === wanted.length - 1;
		if (!isLast && row.size < MIN_PART_BYTES) throw new S3Failure('EntityTooSmall');
		return row;
	});
}

/** As S3's: the MD5 of the parts' MD5s, and their number. */
function tagOfParts(parts: BodyRow[]): string {
	const md5 = createHash('md5');
	for (const { tag } of parts) md5.update(Buffer.from(tag, 'hex'));
	return `${md5.digest('hex')}-${parts.length}`;
}
