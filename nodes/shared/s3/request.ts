import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { networkCode } from '../api/request';
import { endpointFailure, finalFailure, type Failure } from '../api/failures';
import { redact } from '../api/redact';
import { ATTEMPTS, backoffMs, sleepUnlessAborted } from '../api/retry';
import { refusalFailure, type S3Failure } from './refused';
import { encoded, queryText, signedHeaders, type KeyPair, type S3Request } from './signature';
import { preferPair, type S3Endpoint } from './endpoint';
import { hasElement } from './xml';

/** A request to the bucket, or to one of its objects. */
export interface S3Call {
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
	/** In place of the execution's: for what is to be sent although that is canceled. */
	signal?: AbortSignal;
}

export interface S3Answer {
	body: string;
	headers: IDataObject;
}

/** Whatever is sent here changes something. */
const UNKNOWN = 'The storage may have done it all the same. Doing it again does no harm.';

/**
 * Sends a signed request to an S3 endpoint, again where that may help; every request made here may be
 * repeated. Only the account's keys sign it, the next pair where one is refused; the platform's token has
 * no part in it, and a redirect is not followed.
 * @throws CallFailed
 */
export async function send(storage: S3Endpoint, call: S3Call): Promise<S3Answer> {
	const signal = call.signal ?? storage.task.signal;
	const pairs = [...storage.access.pairs];
	let firstRefusal: S3Failure | undefined;
	let mayBeDone = false;
	for (let attempt = 1; ; attempt++) {
		const outcome = await sendOnce(storage, call, pairs[0]);
		if (!('failure' in outcome)) {
			preferPair(storage.access, pairs[0]);
			return outcome;
		}
		if (outcome.failure.isPairRefused) {
			firstRefusal ??= outcome.failure;
			if (pairs.length > 1 && !signal?.aborted) {
				pairs.shift();
				attempt--;
				continue;
			}
		}
		const failure = outcome.failure.isPairRefused ? firstRefusal! : outcome.failure;
		if (failure.notFound && mayBeDone && call.goneIsDone) return { body: '', headers: {} };
		mayBeDone ||= failure.mayHaveSucceeded === true;
		if (!failure.retry || attempt === ATTEMPTS || signal?.aborted) {
			throw finalFailure(failure, attempt, mayBeDone ? UNKNOWN : undefined);
		}
		await sleepUnlessAborted(backoffMs(attempt, failure.retryAfter), signal);
	}
}

/** Scheme and host that a bucket is asked at. */
const originOf = ({ access }: S3Endpoint, bucketName: string): string =>
	access.isVirtualHost ? access.origin.replace('://', `://${bucketName}.`) : access.origin;

/** An object's path; a key's slashes stay. */
function pathOf({ access }: S3Endpoint, { bucketName, key }: S3Call): string {
	const parts = [
		...(access.isVirtualHost ? [] : [bucketName]),
		...(key === undefined ? [] : [key]),
	];
	return `${access.basePath}/${parts.map((part) => part.split('/').map(encoded).join('/')).join('/')}`;
}

type Outcome = S3Answer | { failure: S3Failure };

async function sendOnce(storage: S3Endpoint, call: S3Call, pair: KeyPair): Promise<Outcome> {
	const { access, task } = storage;
	const { method, bucketName, key, query = {}, headers: own = {}, body = '' } = call;
	const origin = originOf(storage, bucketName);
	const path = pathOf(storage, call);
	const request: S3Request = {
		method,
		host: new URL(origin).host,
		path,
		query,
		headers: own,
		body,
	};
	const search = queryText(query);
	let response: IN8nHttpFullResponse;
	try {
		response = (await task.platform.sendExternal({
			method,
			url: `${origin}${path}${search && `?${search}`}`,
			headers: signedHeaders(request, pair, access.region, new Date()),
			body: body.length > 0 ? body : undefined,
			encoding: 'text',
			timeout: task.timeout,
			abortSignal: call.signal,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: endpointFailure(networkCode(error), origin) };
	}
	const { statusCode: status, headers } = response;
	const xml = String(response.body ?? '');
	// S3 can answer 200 and a failure in the body, where the work takes long (CompleteMultipartUpload).
	const isRefused = status < 200 || status > 299 || /^\s*(<\?[^>]*>\s*)?<Error[\s>]/.test(xml);
	if (isRefused) {
		const shown = (text: string) => redacted(storage, text);
		return {
			failure: refusalFailure({ status, headers, xml }, { origin, bucketName, key, shown }),
		};
	}
	// Neither a page of somebody else's nor half an answer.
	if (call.expects && !hasElement(xml, call.expects)) return { failure: notUnderstood(origin) };
	return { body: xml, headers };
}

const notUnderstood = (origin: string): Failure => ({
	message: `No S3 endpoint answers at ${origin}`,
	advice: 'Check that no sign-in page or proxy stands before the S3 endpoint, and try again.',
	retry: true,
	mayHaveSucceeded: true,
});

/** What the storage says, without the secret keys that it knows. */
export function redacted({ access, task }: S3Endpoint, text: string): string {
	const bare = access.pairs.reduce(
		(said, { secretKey }) => said.split(secretKey).join('***'),
		text,
	);
	return redact(bare, '', task.named);
}
