import type { IBinaryData } from 'n8n-workflow';
import { CallFailed } from '../failures';
import { BadInput, type ResultItem } from '../operation';
import { forEachInPool } from '../pool';
import type { Task } from '../task';
import { bareTag } from '../answers/values';
import { mustBeSendable } from './keys';
import { send, type StorageAnswer } from './send';
import { openStorage, type Storage } from './storage';
import { elementText, escapeXml } from './xml';

const MIB = 2 ** 20;

/** S3 takes parts of 5 MiB or more, and at most 10,000 of them (Amazon S3 User Guide, "Multipart upload limits"). */
const PART_BYTES = 8 * MIB;
const MOST_PARTS = 10_000;

/** How long the end of a failed upload may take: a cancelled execution stops within a second. */
const ABORT_MS = 900;

/** So many parts are in memory at once. */
const PARTS_AT_ONCE = 3;

/** Object: Upload. Puts an item's binary data into an object: in one request, or in parts above 8 MiB. */
export async function upload(task: Task): Promise<ResultItem[]> {
	const { parameters, settings, named } = task;
	const bucketName = String(parameters.bucketName);
	const key = String(parameters.key);
	mustBeSendable(key);
	const binary = binaryOf(task);
	const contentType = contentTypeOf(String(settings.contentType ?? (binary.mimeType || ANY_TYPE)));
	const storage = await openStorage(task, bucketName);
	const target: Target = { storage, bucketName, key, contentType };
	const stored = await putParts(target, partsOf(task, binary));
	const tag = bareTag(stored.eTag);
	return [{ json: { ...named, size: stored.size, ...(tag && { eTag: tag }), uploaded: true } }];
}

/** The type of bytes of which nothing is known (RFC 2046, 4.5.1). */
const ANY_TYPE = 'application/octet-stream';

const FORM = 'application/x-www-form-urlencoded';

/** A content type as it can be sent: a header holds ASCII. */
function contentTypeOf(entered: string): string {
	if (!/^[\x20-\x7e]+$/.test(entered) || entered.trim() === '') {
		throw new BadInput('Content Type is not a media type', 'Enter "Content Type" like text/csv.');
	}
	// Media types are the same in any case (RFC 9110, 8.3.1); n8n's transport would encode this one's body.
	return entered === FORM ? 'application/X-www-form-urlencoded' : entered;
}

interface Target {
	storage: Storage;
	bucketName: string;
	key: string;
	contentType: string;
}

interface Stored {
	size: number;
	eTag: unknown;
}

function binaryOf({ context, itemIndex, settings }: Task): IBinaryData {
	const field = String(settings.binaryPropertyName);
	const binaries = context.getInputData()[itemIndex].binary ?? {};
	// Every object has a "constructor".
	if (Object.hasOwn(binaries, field)) return binaries[field];
	const fields = Object.keys(binaries);
	throw new BadInput(
		`The input item has no binary field "${field}"`,
		fields.length
			? `Choose "Input Binary Field" among: ${fields.join(', ')}.`
			: 'Let a node before this one bring a file, such as Read/Write Files from Disk or HTTP Request.',
	);
}

/** The binary data in parts; from n8n's store as a stream, never whole in memory. */
async function* partsOf(
	{ context, itemIndex, settings }: Task,
	binary: IBinaryData,
): AsyncGenerator<Buffer> {
	const size = Number(binary.bytes ?? 0);
	const partBytes = Math.max(PART_BYTES, Math.ceil(size / (MOST_PARTS - 1)));
	if (!binary.id) {
		const field = String(settings.binaryPropertyName);
		const whole = await context.helpers.getBinaryDataBuffer(itemIndex, field);
		for (let at = 0; at < whole.length; at += partBytes) yield whole.subarray(at, at + partBytes);
		return;
	}
	let chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of await context.helpers.getBinaryStream(binary.id, 256 * 1024)) {
		chunks.push(chunk as Buffer);
		length += (chunk as Buffer).length;
		while (length >= partBytes) {
			const joined = Buffer.concat(chunks);
			yield joined.subarray(0, partBytes);
			chunks = [joined.subarray(partBytes)];
			length = chunks[0].length;
		}
	}
	if (length > 0) yield Buffer.concat(chunks);
}

/** Puts what is one part as a whole, and more in parts. */
async function putParts(target: Target, parts: AsyncGenerator<Buffer>): Promise<Stored> {
	try {
		const first = await parts.next();
		const second = first.done ? first : await parts.next();
		if (second.done) return await putWhole(target, first.done ? Buffer.alloc(0) : first.value);
		return await putInParts(target, resumed([first.value as Buffer, second.value], parts));
	} finally {
		// Closes the file, also where the upload failed before its end.
		await parts.return(undefined);
	}
}

async function* resumed<T>(begun: T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
	yield* begun;
	yield* rest;
}

async function putWhole(target: Target, body: Buffer): Promise<Stored> {
	const { storage, bucketName, key, contentType } = target;
	const headers = { 'content-type': contentType };
	const answer = await send(storage, { method: 'PUT', bucketName, key, headers, body });
	return { size: body.length, eTag: tagOf(answer) };
}

/** The entity tag, with which S3 confirms each PUT. */
function tagOf({ headers }: StorageAnswer): string {
	if (typeof headers.etag === 'string' && headers.etag !== '') return headers.etag;
	throw new CallFailed({
		message: 'The S3 endpoint did not confirm the upload',
		advice:
			'Its answer has no entity tag. Check that no sign-in page or proxy stands before it, and try again.',
	});
}

async function putInParts(target: Target, parts: AsyncIterable<Buffer>): Promise<Stored> {
	const { storage, bucketName, key, contentType } = target;
	const object = { bucketName, key };
	const begun = await send(storage, {
		...object,
		method: 'POST',
		query: { uploads: '' },
		headers: { 'content-type': contentType },
		expects: 'UploadId',
	});
	const uploadId = elementText(begun.body, 'UploadId') ?? '';
	try {
		return await finishedUpload(target, uploadId, parts);
	} catch (error) {
		// What was stored of the parts would cost storage for ever; so this is sent to a cancelled end, too.
		await send(storage, {
			...object,
			method: 'DELETE',
			query: { uploadId },
			signal: AbortSignal.timeout(ABORT_MS),
		}).catch(() => {});
		return await Promise.reject(error);
	}
}

async function finishedUpload(
	{ storage, bucketName, key }: Target,
	uploadId: string,
	parts: AsyncIterable<Buffer>,
): Promise<Stored> {
	const object = { bucketName, key };
	const tags: string[] = [];
	let size = 0;
	const work = async ([partNumber, body]: [number, Buffer]) => {
		const query = { partNumber: String(partNumber), uploadId };
		const answer = await send(storage, { ...object, method: 'PUT', query, body });
		tags[partNumber - 1] = tagOf(answer);
		size += body.length;
	};
	await forEachInPool(numbered(parts), PARTS_AT_ONCE, work, storage.task.signal);
	if (storage.task.signal?.aborted) {
		throw new CallFailed({ message: 'The execution was cancelled', advice: 'Nothing was stored.' });
	}
	const list = tags
		.map(
			(tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escapeXml(tag)}</ETag></Part>`,
		)
		.join('');
	const done = await send(storage, {
		...object,
		method: 'POST',
		query: { uploadId },
		headers: { 'content-type': 'application/xml' },
		body: `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${list}</CompleteMultipartUpload>`,
		expects: 'CompleteMultipartUploadResult',
		goneIsDone: true,
	});
	return { size, eTag: elementText(done.body, 'ETag') };
}

async function* numbered<T>(source: AsyncIterable<T>): AsyncGenerator<[number, T]> {
	let number = 0;
	for await (const value of source) yield [++number, value];
}
