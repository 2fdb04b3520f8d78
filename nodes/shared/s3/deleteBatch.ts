import { createHash } from 'crypto';
import { CallFailed, finalFailure } from '../api/failures';
import { ATTEMPTS, backoffMs, sleepUnlessAborted } from '../api/retry';
import { refusalOf } from './refused';
import { redacted, send } from './request';
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
	advice: 'Its key has a character that XML has no form for. Set "Through" to Platform API.',
});

const UNEXPECTED_KEY = new CallFailed({
	message: 'The S3 endpoint answered about other objects than it was asked for',
	advice: 'Which of the objects it deleted is unknown; running it again finishes them.',
});

const NOT_CONFIRMED = new CallFailed({
	message: 'The S3 endpoint did not say what became of the object',
	advice: 'Running it again finishes it.',
});

/** Why the storage refused each key that it did not delete. */
export type Refused = Map<string, CallFailed>;

/**
 * Deletes what fits into one request. Keys that the storage could only not delete at that moment are sent
 * again, alone.
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
	const { signal } = storage.task;
	let left = keys.filter((key) => !NOT_IN_XML.test(key));
	for (let attempt = 1; left.length > 0; attempt++) {
		const errors = errorsIn(await request(storage, bucketName, left), left);
		const isLast = attempt === ATTEMPTS || signal?.aborted === true;
		left = [...errors.keys()].filter((key) => {
			const code = codeOf(errors.get(key));
			if (!isLast && refusalOf(code).retry) return true;
			const error = errors.get(key);
			refused.set(key, error ? notDeleted(storage, error, attempt) : NOT_CONFIRMED);
			return false;
		});
		if (left.length > 0) await sleepUnlessAborted(backoffMs(attempt), signal);
	}
	return refused;
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

const codeOf = (error: string | undefined) =>
	(error && elementText(error, 'Code')?.trim()) || undefined;

/**
 * The keys that an answer does not call deleted, each with its <Error>; without one, where the answer is
 * about others of the keys only. A quiet answer, as was asked for, has the errors alone.
 * @throws CallFailed where it is about a key that was not sent
 */
function errorsIn(xml: string, keys: string[]): Map<string, string | undefined> {
	const keyOf = (element: string) => elementText(element, 'Key') ?? '';
	const errors = new Map(elements(xml, 'Error').map((error) => [keyOf(error), error] as const));
	const deleted = new Set(elements(xml, 'Deleted').map(keyOf));
	const asked = new Set(keys);
	if ([...errors.keys(), ...deleted].some((key) => !asked.has(key))) throw UNEXPECTED_KEY;
	const silent = deleted.size > 0 ? keys.filter((key) => !deleted.has(key)) : [];
	return new Map<string, string | undefined>([
		...silent.map((key) => [key, undefined] as const),
		...errors,
	]);
}

function notDeleted(storage: S3Endpoint, error: string, attempts: number): CallFailed {
	const [code = 'no code', text = ''] = ['Code', 'Message'].map((name) => {
		const said = elementText(error, name);
		return said === undefined ? undefined : redacted(storage, said);
	});
	const advice = refusalOf(codeOf(error)).advice ?? '';
	const failure = {
		message: `The storage did not delete the object: ${code}`,
		advice: `${text && `${text.replace(/[.\s]*$/, '')}. `}${advice}`.trim(),
	};
	return finalFailure(failure, attempts);
}
