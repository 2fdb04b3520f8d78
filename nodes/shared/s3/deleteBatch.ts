import { createHash } from 'crypto';
import { CallFailed } from '../failures';
import { redacted, send } from './send';
import type { Storage } from './storage';
import { elements, elementText, escapeXml } from './xml';

/** The most keys that one request deletes (Amazon S3 API Reference, DeleteObjects). */
export const DELETE_AT_ONCE = 1000;

/** What XML 1.0 has no form for, escaped or not: one such key and the storage refuses the whole request. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const NOT_WRITABLE = new CallFailed({
	message: 'The S3 endpoint cannot be asked to delete this object with others',
	advice: 'Its key has a character that XML has no form for. Set "Through" to Platform API.',
});

const NOT_ASKED_FOR = new CallFailed({
	message: 'The S3 endpoint answered about other objects than it was asked for',
	advice: 'Which of the objects it deleted is unknown; running it again finishes them.',
});

/**
 * Deletes up to 1,000 objects with one request.
 * @returns why the storage refused each key that it did not delete
 */
export async function deleteBatch(
	storage: Storage,
	bucketName: string,
	keys: string[],
): Promise<Map<string, CallFailed>> {
	const writable = keys.filter((key) => !NOT_IN_XML.test(key));
	const refused = new Map(
		keys.filter((key) => NOT_IN_XML.test(key)).map((key) => [key, NOT_WRITABLE]),
	);
	if (writable.length === 0) return refused;
	const objects = writable.map((key) => `<Object><Key>${escapeXml(key)}</Key></Object>`).join('');
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
	const asked = new Set(writable);
	for (const error of elements(answer.body, 'Error')) {
		const key = elementText(error, 'Key') ?? '';
		if (!asked.has(key)) throw NOT_ASKED_FOR;
		refused.set(key, notDeleted(storage, error));
	}
	return refused;
}

function notDeleted(storage: Storage, error: string): CallFailed {
	const [code = 'no code', text = ''] = ['Code', 'Message'].map((name) => {
		const said = elementText(error, name);
		return said === undefined ? undefined : redacted(storage, said);
	});
	return new CallFailed({
		message: `The storage did not delete the object: ${code}`,
		advice: `${text} Check the policy of the bucket.`.trim(),
	});
}
