import { createHash } from 'crypto';
import { CallFailed } from '../failures';
import { send } from './send';
import type { Storage } from './storage';
import { elements, elementText, escapeXml } from './xml';

/** The most keys that one request deletes (Amazon S3 API Reference, DeleteObjects). */
export const DELETE_AT_ONCE = 1000;

/**
 * Deletes up to 1,000 objects with one request.
 * @returns why the storage refused each key that it did not delete
 */
export async function deleteBatch(
	storage: Storage,
	bucketName: string,
	keys: string[],
): Promise<Map<string, CallFailed>> {
	const objects = keys.map((key) => `<Object><Key>${escapeXml(key)}</Key></Object>`).join('');
	const body = `<?xml version="1.0" encoding="UTF-8"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>${objects}</Delete>`;
	const answer = await send(storage, {
		method: 'POST',
		bucketName,
		query: { delete: '' },
		headers: {
			'content-type': 'application/xml',
			// DeleteObjects demands a checksum of its body.
			'content-md5': createHash('md5').update(body).digest('base64'),
		},
		body,
		expects: 'DeleteResult',
	});
	return new Map(
		elements(answer.body, 'Error').map((error) => [
			elementText(error, 'Key') ?? '',
			new CallFailed({
				message: `The storage did not delete the object: ${elementText(error, 'Code') ?? 'no code'}`,
				advice: `${elementText(error, 'Message') ?? ''} Check the policy of the bucket.`.trim(),
			}),
		]),
	);
}
