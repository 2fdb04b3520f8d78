import { createHash } from 'crypto';
import { CallFailed } from '../api/failures';
import { unquoteETag } from '../answers/values';
import { forEachInPool } from '../concurrency/pool';
import { encoded } from './signature';
import { send, type S3Answer } from './request';
import { removeUpload } from './abortUpload';
import { elementText, escapeXml } from './xml';
import { Target } from './uploadTarget';

/** So many parts of a file are in memory at once. */
export const PARTS_AT_ONCE = 3;

/** S3 sends blanks while it puts the parts together, which takes minutes (Amazon S3 API Reference, CompleteMultipartUpload). */
const LENIENCY = 10;

/** What the storage confirmed. */
export interface UploadResult {
	size: number;
	eTag: unknown;
}

/**
 * Puts what is one part as a whole, and more in parts.
 * @throws CallFailed when the storage refuses; what was stored of the parts until then is thrown away
 */
export async function putParts(
	target: Target,
	parts: AsyncGenerator<Buffer>,
): Promise<UploadResult> {
	try {
		const first = await parts.next();
		const second = first.done ? first : await parts.next();
		if (second.done) return await putWhole(target, first.done ? Buffer.alloc(0) : first.value);
		return await putInParts(target, prepend([first.value as Buffer, second.value], parts));
	} finally {
		// Closes the file, also where the upload failed before its end.
		await parts.return(undefined);
	}
}

async function* prepend<T>(begun: T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
	yield* begun;
	yield* rest;
}

/** By this the storage itself holds the bytes against what was sent; its entity tag need not be an MD5. */
const checksumOf = (body: Buffer) => ({
	'content-md5': createHash('md5').update(body).digest('base64'),
});

async function putWhole(target: Target, body: Buffer): Promise<UploadResult> {
	const { storage, bucketName, key } = target;
	const headers = { ...target.headers, ...checksumOf(body) };
	const answer = await send(storage, { method: 'PUT', bucketName, key, headers, body });
	return { size: body.length, eTag: tagOf(answer) };
}

/** The entity tag, with which S3 confirms each PUT. */
function tagOf({ headers }: S3Answer): string {
	if (typeof headers.etag === 'string' && headers.etag !== '') return headers.etag;
	throw new CallFailed({
		message: 'The S3 endpoint did not confirm the upload',
		advice:
			'Its answer has no entity tag. Check that no sign-in page or proxy stands before it, and try again.',
	});
}

/** Holds what an answer says it is about against what was asked. */
function mustBeAbout({ body }: S3Answer, { bucketName, key }: Target): void {
	const bucketSaid = elementText(body, 'Bucket') ?? bucketName;
	const keySaid = elementText(body, 'Key') ?? key;
	const isKey = [key, encoded(key), key.split('/').map(encoded).join('/')].includes(keySaid);
	if (bucketSaid === bucketName && isKey) return;
	throw new CallFailed({
		message: 'The S3 endpoint answered about another object than the one that was uploaded',
		advice: `It named the object "${keySaid.slice(0, 200)}" in the bucket "${bucketSaid.slice(0, 100)}". Check what is stored there, and report it to the provider of the platform.`,
	});
}

async function putInParts(target: Target, parts: AsyncIterable<Buffer>): Promise<UploadResult> {
	const { storage, bucketName, key, headers } = target;
	const begun = await send(storage, {
		bucketName,
		key,
		method: 'POST',
		query: { uploads: '' },
		headers,
		expects: 'UploadId',
	});
	const uploadId = elementText(begun.body, 'UploadId') ?? '';
	const { signal, note } = storage.task;
	// n8n saves a canceled execution at that moment, before the parts can be removed.
	const whenCanceled = () =>
		note(
			`Canceled during an upload in parts. If some are left, Object: Delete Incomplete Uploads removes them: "${key}" in the bucket "${bucketName}".`,
		);
	signal?.addEventListener('abort', whenCanceled);
	try {
		mustBeAbout(begun, target);
		return await finishedUpload(target, uploadId, parts);
	} catch (error) {
		return await Promise.reject(await removeUpload(target, uploadId, error));
	} finally {
		signal?.removeEventListener('abort', whenCanceled);
	}
}

async function finishedUpload(
	target: Target,
	uploadId: string,
	parts: AsyncIterable<Buffer>,
): Promise<UploadResult> {
	const { storage, bucketName, key } = target;
	const object = { bucketName, key };
	const tags: string[] = [];
	let size = 0;
	const work = async ([partNumber, body]: [number, Buffer]) => {
		const query = { partNumber: String(partNumber), uploadId };
		const headers = checksumOf(body);
		const answer = await send(storage, { ...object, method: 'PUT', query, headers, body });
		tags[partNumber - 1] = tagOf(answer);
		size += body.length;
	};
	await forEachInPool(enumerate(parts), PARTS_AT_ONCE, work, storage.task.signal);
	if (storage.task.signal?.aborted) {
		throw new CallFailed({ message: 'The execution was canceled', advice: 'Nothing was stored.' });
	}
	const list = tags
		.map(
			// Storages refuse the mark of a weak tag here.
			(tag, at) =>
				`<Part><PartNumber>${at + 1}</PartNumber><ETag>${escapeXml(`"${unquoteETag(tag)}"`)}</ETag></Part>`,
		)
		.join('');
	const done = await send(storage, {
		...object,
		method: 'POST',
		query: { uploadId },
		headers: { 'content-type': 'application/xml' },
		body: `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${list}</CompleteMultipartUpload>`,
		expects: 'CompleteMultipartUploadResult',
		notFoundMeansDone: true,
		leniency: LENIENCY,
	});
	mustBeAbout(done, target);
	return { size, eTag: elementText(done.body, 'ETag') };
}

async function* enumerate<T>(source: AsyncIterable<T>): AsyncGenerator<[number, T]> {
	let number = 0;
	for await (const value of source) yield [++number, value];
}
