import { timeOf } from '../answers/times';
import { CallFailed } from '../api/failures';
import { quotable } from '../api/redact';
import type { S3Endpoint } from './endpoint';
import { s3FailureOf } from './refused';
import { send } from './request';
import { elements, elementText } from './xml';

/** An upload in parts that was begun and not ended: its parts take storage, and no listing of objects shows it. */
export interface IncompleteUpload {
	key: string;
	uploadId: string;
	/** When it was begun, in epoch milliseconds; undefined where the storage does not say. */
	initiated?: number;
}

const untrusted = (problem: string) =>
	new CallFailed({
		message: `The storage's list of incomplete uploads was not understood: ${problem}`,
		advice:
			'The list ended there, and nothing on that page was used. Report it to the provider of the platform.',
	});

/**
 * The incomplete uploads of a bucket below a prefix, page by page (ListMultipartUploads).
 * @throws CallFailed for a list that names what was not asked for, or does not come to an end
 */
export async function* incompleteUploads(
	storage: S3Endpoint,
	bucketName: string,
	prefix = '',
): AsyncGenerator<IncompleteUpload> {
	const seen = new Set<string>();
	for (let marker: Record<string, string> | undefined = {}; marker;) {
		const query: Record<string, string> = { uploads: '', ...(prefix && { prefix }), ...marker };
		const { body } = await send(storage, {
			...{ method: 'GET', bucketName, query, expects: 'ListMultipartUploadsResult' },
		});
		const uploads = elements(body, 'Upload').map((row) => uploadIn(row, prefix));
		marker = nextMarker(body);
		const place = JSON.stringify(marker);
		if (marker && seen.has(place)) throw untrusted('it does not come to an end');
		seen.add(place);
		yield* uploads;
	}
}

function uploadIn(row: string, prefix: string): IncompleteUpload {
	const [key = '', uploadId = ''] = [elementText(row, 'Key'), elementText(row, 'UploadId')];
	if (key === '' || uploadId === '') throw untrusted('an upload has no key or no ID');
	if (!key.startsWith(prefix)) {
		const shown = quotable(key, {});
		throw untrusted(`the key "${shown}" does not begin with the prefix "${prefix}"`);
	}
	return { key, uploadId, initiated: timeOf(elementText(row, 'Initiated')) };
}

/** Where the next page begins; undefined on the last one. */
function nextMarker(page: string): Record<string, string> | undefined {
	if (elementText(page, 'IsTruncated')?.trim() !== 'true') return undefined;
	const key = elementText(page, 'NextKeyMarker') ?? '';
	const uploadId = elementText(page, 'NextUploadIdMarker') ?? '';
	if (key === '') throw untrusted('it does not say where its next page begins');
	return { 'key-marker': key, ...(uploadId && { 'upload-id-marker': uploadId }) };
}

/** Ends an incomplete upload and removes its parts; one that is gone is done. */
export async function abortUpload(
	storage: S3Endpoint,
	bucketName: string,
	{ key, uploadId }: IncompleteUpload,
): Promise<void> {
	try {
		await send(storage, { method: 'DELETE', bucketName, key, query: { uploadId } });
	} catch (error) {
		if (s3FailureOf(error)?.code !== 'NoSuchUpload') return await Promise.reject(error);
	}
}
