import { createHash } from 'crypto';
import { CallFailed, type Failure } from '../api/failures';
import { quotable } from '../api/redact';
import { Attempts } from '../api/retry';
import { refusalOf } from './refused';
import { send } from './request';
import type { S3Endpoint } from './endpoint';
import { elements, elementText, escapeXml } from './xml';

/** The most that one request deletes: keys (Amazon S3 API Reference, DeleteObjects), and bytes that no storage refuses. */
export const DELETE_AT_ONCE = { keys: 1000, bytes: 512 * 1024 - 1024 };

const objectElement = (key: string) => `<Object><Key>${escapeXml(key)}</Key></Object>`;

/** How many bytes of a request a key takes. */
export const bytesToDelete = (key: string): number => Buffer.byteLength(objectElement(key), 'utf8');

/** What XML 1.0 has no form for, escaped or not: one such key and the storage refuses the whole request. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const UNENCODABLE_KEY = new CallFailed({
	message: 'The S3 endpoint cannot be asked to delete this object with others',
	advice: 'Its key has a character that XML has no form for. Set "Delete Via" to Platform API.',
});

const UNEXPECTED_KEY = new CallFailed({
	message: 'The S3 endpoint answered about other objects than it was asked for',
	advice: 'Which of the objects it deleted is unknown; running it again finishes them.',
});

const NOT_CONFIRMED: Failure = {
	message: 'The S3 endpoint did not say what became of the object',
	advice: 'Running it again finishes it.',
};

/** Why the storage refused each key that it did not delete. */
export type Refused = Map<string, CallFailed>;

/**
 * Deletes what fits into one request. Keys that the storage could not delete at that moment are sent again
 * without the others.
 * @throws CallFailed where the request as a whole fails
 */
export async function deleteBatch(
	storage: S3Endpoint,
	bucketName: string,
	keys: string[],
): Promise<Refused> {
	const refused: Refused = new Map(
		keys.filter((key) => NOT_IN_XML.test(key)).map((key) => [key, UNENCODABLE_KEY]),
	);
	let left = keys.filter((key) => !NOT_IN_XML.test(key));
	if (left.length === 0) return refused;
	const attempts = new Attempts<Refused>({ signal: storage.task.signal });
	const asked = left.length;
	const sending = attempts.run(async () => {
		const answer = await request(storage, bucketName, left);
		const toRepeat = new Map<string, Failure>();
		for (const [key, failure] of failuresIn(answer, left, storage)) {
			if (attempts.mayRepeat(failure)) toRepeat.set(key, failure);
			else refused.set(key, attempts.finalFailure(failure));
		}
		left = [...toRepeat.keys()];
		const [failure] = toRepeat.values();
		return failure ? { failure } : { answer: refused };
	});
	return await sending.catch((error: unknown) => {
		// Of the others the storage has said what became of them.
		if (left.length === asked || !(error instanceof CallFailed)) throw error;
		return new Map([...refused, ...left.map((key) => [key, error] as const)]);
	});
}

async function request(storage: S3Endpoint, bucketName: string, keys: string[]): Promise<string> {
	const body = `<?xml version="1.0" encoding="UTF-8"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>${keys.map(objectElement).join('')}</Delete>`;
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
	return answer.body;
}

/**
 * Why keys were not deleted, by an answer: the keys with an <Error>, and where the answer names deleted keys,
 * those that it leaves out. A quiet answer, as was asked for, has only errors.
 * @throws CallFailed where it names a key that was not sent
 */
function failuresIn(xml: string, keys: string[], storage: S3Endpoint): Map<string, Failure> {
	const keyOf = (element: string) => elementText(element, 'Key') ?? '';
	const errors = elements(xml, 'Error').map(
		(error) => [keyOf(error), notDeleted(storage, error)] as const,
	);
	const deleted = new Set(elements(xml, 'Deleted').map(keyOf));
	const asked = new Set(keys);
	const named = [...deleted, ...errors.map(([key]) => key)];
	if (named.some((key) => !asked.has(key))) throw UNEXPECTED_KEY;
	const silent = deleted.size > 0 ? keys.filter((key) => !deleted.has(key)) : [];
	return new Map([...silent.map((key) => [key, NOT_CONFIRMED] as const), ...errors]);
}

function notDeleted(storage: S3Endpoint, error: string): Failure {
	const said = (name: string) => quotable(elementText(error, name) ?? '', storage.task.named);
	const { advice = '', retry } = refusalOf(elementText(error, 'Code')?.trim());
	const text = said('Message').replace(/[.\s]*$/, '');
	return {
		message: `The storage did not delete the object: ${said('Code') || 'no code'}`,
		advice: `${text && `${text}. `}${advice}`.trim(),
		retry,
	};
}
