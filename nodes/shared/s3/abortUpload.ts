import { CallFailed } from '../api/failures';
import { errorText, describeError } from '../api/failures/describeError';
import { quotable } from '../api/redact';
import type { Target } from './uploadTarget';
import { s3FailureOf } from './refused';
import { send } from './request';

/** How long the end of an upload may take once the execution is canceled: that stops within a second. */
const CANCELED_MS = 900;

/**
 * Removes what was stored of an upload in parts: it would cost storage for ever. With all the time that a
 * request has; less once the execution is canceled.
 * @param cause why the upload failed
 * @returns that cause; it names the upload where that could not be removed
 */
export async function removeUpload(
	target: Target,
	uploadId: string,
	cause: unknown,
): Promise<unknown> {
	const { storage, bucketName, key } = target;
	const canceled = storage.task.signal;
	const ending = new AbortController();
	const cutShort = () =>
		AbortSignal.timeout(CANCELED_MS).addEventListener('abort', () => ending.abort());
	if (canceled?.aborted) cutShort();
	else canceled?.addEventListener('abort', cutShort, { once: true });
	try {
		const call = { bucketName, key, query: { uploadId }, signal: ending.signal };
		await send(storage, { method: 'DELETE', ...call });
		return cause;
	} catch (error) {
		if (s3FailureOf(error)?.code === 'NoSuchUpload') return cause;
		const { message, advice } = describeError(cause) ?? { message: errorText(cause), advice: '' };
		const left = `The parts that were stored could not be removed, and take room until they are: remove the upload "${quotable(uploadId, {})}" of the object "${key}" in the bucket "${bucketName}" with an S3 client (AbortMultipartUpload). ${errorText(error)}`;
		return new CallFailed({ message, advice: `${advice} ${left}`.trim() });
	} finally {
		canceled?.removeEventListener('abort', cutShort);
	}
}
