import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { networkCode } from '../client';
import { CallFailed, type Failure } from '../failures';
import { retryDelay, wait } from '../waiting';
import { encoded, queryText, signedHeaders, type S3Request } from './signature';
import type { Storage } from './storage';
import { elementText } from './xml';

/** A request to the bucket, or to one of its objects. */
export interface StorageCall {
	method: S3Request['method'];
	bucketName: string;
	key?: string;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: Buffer | string;
}

export interface StorageAnswer {
	body: string;
	headers: IDataObject;
}

const ATTEMPTS = 4;

/** S3's codes and statuses after which the same request may succeed (Amazon S3 API Reference, "Error responses"). */
const RETRY_STATUSES = new Set([429, 500, 502, 503, 504]);

/**
 * Sends a signed request to an S3 endpoint, again where that may help; every request made here may be
 * repeated. Only the account's keys sign it; the platform's token has no part in it, and a redirect is
 * not followed.
 * @throws CallFailed
 */
export async function send(storage: Storage, call: StorageCall): Promise<StorageAnswer> {
	const { signal } = storage.task;
	for (let attempt = 1; ; attempt++) {
		const outcome = await sendOnce(storage, call);
		if (!('failure' in outcome)) return outcome;
		if (!outcome.failure.retry || attempt === ATTEMPTS || signal?.aborted) {
			throw new CallFailed(outcome.failure);
		}
		await wait(retryDelay(attempt, outcome.failure.retryAfter), signal);
	}
}

/** An object's path; a key's slashes stay. */
function pathOf({ isVirtualHost }: Storage, { bucketName, key }: StorageCall): string {
	const parts = [...(isVirtualHost ? [] : [bucketName]), ...(key === undefined ? [] : [key])];
	return `/${parts.map((part) => part.split('/').map(encoded).join('/')).join('/')}`;
}

type Outcome = StorageAnswer | { failure: Failure };

async function sendOnce(storage: Storage, call: StorageCall): Promise<Outcome> {
	const { origin, keys, region, task } = storage;
	const body = call.body ?? '';
	const request: S3Request = {
		method: call.method,
		host: new URL(origin).host,
		path: pathOf(storage, call),
		query: call.query ?? {},
		headers: call.headers ?? {},
		body,
	};
	const query = queryText(request.query);
	let response: IN8nHttpFullResponse;
	try {
		response = (await task.platform.sendElsewhere({
			method: call.method,
			url: `${origin}${request.path}${query && `?${query}`}`,
			headers: signedHeaders(request, keys, region, new Date()),
			body: body.length > 0 ? body : undefined,
			encoding: 'text',
		})) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: unreachable(origin, networkCode(error)) };
	}
	const { statusCode, headers } = response;
	const text = String(response.body ?? '');
	// S3 can answer 200 and a failure in the body, where the work takes long (CompleteMultipartUpload).
	if (statusCode >= 200 && statusCode <= 299 && !/<Error[\s>]/.test(text.slice(0, 500))) {
		return { body: text, headers };
	}
	return { failure: refused(origin, statusCode, text) };
}

/** A connection to the storage that failed. */
export function unreachable(origin: string, code: string): Failure {
	return {
		message: `The S3 endpoint cannot be reached at ${origin}`,
		advice: `Check that this n8n may connect to it (${code || 'no code'}).`,
		retry: true,
	};
}

/** A status that is not a success, with S3's own code and text. */
export function refused(origin: string, status: number, xml: string): Failure {
	const code = elementText(xml, 'Code');
	const text = elementText(xml, 'Message');
	const said = code ? `${code}: ${(text ?? '').slice(0, 300)}` : `HTTP ${status}`;
	if (status >= 300 && status < 400) {
		return {
			message: `The S3 endpoint ${origin} redirects elsewhere`,
			advice: 'Redirects are not followed, because the signature would go with the request.',
		};
	}
	return {
		message: `The S3 endpoint refused the request: ${said}`,
		advice:
			status === 403
				? 'Check that the account whose keys were used belongs to the owner of the bucket, and the policy of the bucket.'
				: status === 404
					? 'Check the bucket, the object key and the host group.'
					: 'Try again later.',
		retry: RETRY_STATUSES.has(status) || code === 'SlowDown' || code === 'InternalError',
	};
}
