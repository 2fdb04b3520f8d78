import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { networkCode } from '../request';
import { endpointFailure, failedAtLast, type Failure } from '../failures';
import { redact } from '../redact';
import { timeoutOf } from '../task';
import { ATTEMPTS, retryDelay, wait } from '../waiting';
import { encoded, queryText, signedHeaders, type S3Request } from './signature';
import type { Storage } from './storage';
import { elementText, hasElement } from './xml';

/** A request to the bucket, or to one of its objects. */
export interface StorageCall {
	method: S3Request['method'];
	bucketName: string;
	key?: string;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: Buffer | string;
	/** The element that the answer must consist of; without, the status alone counts. */
	expects?: string;
	/** For what ends an upload: when a repeated request finds none, the lost one has ended it. */
	goneIsDone?: boolean;
	/** In place of the execution's: for what is to be sent although that is cancelled. */
	signal?: AbortSignal;
}

export interface StorageAnswer {
	body: string;
	headers: IDataObject;
}

/** Whatever is sent here changes something. */
const UNKNOWN = 'The storage may have done it all the same. Doing it again does no harm.';

/** S3's codes and statuses after which the same request may succeed (Amazon S3 API Reference, "Error responses"). */
const RETRY_STATUSES = new Set([429, 500, 502, 503, 504]);

/**
 * Sends a signed request to an S3 endpoint, again where that may help; every request made here may be
 * repeated. Only the account's keys sign it; the platform's token has no part in it, and a redirect is
 * not followed.
 * @throws CallFailed
 */
export async function send(storage: Storage, call: StorageCall): Promise<StorageAnswer> {
	const signal = call.signal ?? storage.task.signal;
	let mayBeDone = false;
	for (let attempt = 1; ; attempt++) {
		const outcome = await sendOnce(storage, call);
		if (!('failure' in outcome)) return outcome;
		const { failure } = outcome;
		if (failure.isGone && mayBeDone && call.goneIsDone) return { body: '', headers: {} };
		mayBeDone ||= failure.isUnknown === true;
		if (!failure.retry || attempt === ATTEMPTS || signal?.aborted) {
			throw failedAtLast(failure, attempt, mayBeDone ? UNKNOWN : undefined);
		}
		await wait(retryDelay(attempt, failure.retryAfter), signal);
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
			timeout: timeoutOf(task.settings),
			abortSignal: call.signal,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: endpointFailure(networkCode(error), origin) };
	}
	const { statusCode, headers } = response;
	const text = String(response.body ?? '');
	// S3 can answer 200 and a failure in the body, where the work takes long (CompleteMultipartUpload).
	const isRefused =
		statusCode < 200 || statusCode > 299 || /^\s*(<\?[^>]*>\s*)?<Error[\s>]/.test(text);
	if (isRefused) {
		return { failure: refused(origin, statusCode, text, (said) => redacted(storage, said)) };
	}
	// Neither a page of somebody else's nor half an answer.
	if (call.expects && !hasElement(text, call.expects)) return { failure: notUnderstood(origin) };
	return { body: text, headers };
}

const notUnderstood = (origin: string): Failure => ({
	message: `No S3 endpoint answers at ${origin}`,
	advice: 'Check that no sign-in page or proxy stands before the S3 endpoint, and try again.',
	retry: true,
	isUnknown: true,
});

/** What the storage says, without the secret key that it knows. */
export const redacted = ({ keys, task }: Storage, text: string): string =>
	redact(text, keys.secretKey, task.parameters);

/** A status that is not a success, with S3's own code and text, as `shown` lets them be seen. */
export function refused(
	origin: string,
	status: number,
	xml: string,
	shown = (text: string) => redact(text, '', {}),
): Failure {
	const code = elementText(xml, 'Code');
	const text = elementText(xml, 'Message');
	const said = code ? shown(`${code.slice(0, 100)}: ${text ?? ''}`) : `HTTP ${status}`;
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
		isUnknown: status >= 500,
		isGone: code === 'NoSuchUpload',
	};
}
