import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { networkCode } from '../api/request';
import { endpointFailure, isSuccess, type Failure, type Outcome } from '../api/failures';
import { withRetries } from '../api/retry';
import { refusalFailure, type S3Failure } from './refused';
import { queryText, signedHeaders, type KeyPair, type S3Request } from './signature';
import { demotePair, pairsToTry, preferPair, type S3Endpoint } from './endpoint';
import { placeOf } from './place';
import { hasElement } from './xml';

/** A request to a bucket, to one of its objects, or, without either, to the endpoint itself. */
export interface S3Call {
	method: S3Request['method'];
	bucketName?: string;
	key?: string;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: Buffer | string;
	/** An element that the answer must have; if unset, the status alone counts. */
	expects?: string;
	/** For what completes an upload: when a repeated request finds none, the one whose answer was lost completed it. */
	notFoundMeansDone?: boolean;
	/** The most requests; more where it may help, by default. */
	attempts?: number;
	/** How many times Timeout its answer may take that keeps arriving. */
	leniency?: number;
	/** Instead of the execution's: for what must be sent even after a cancel. */
	signal?: AbortSignal;
}

export interface S3Answer {
	body: string;
	headers: IDataObject;
}

/** Fits every request sent here that does not only read. */
const UNCERTAINTY = 'The storage may have done it all the same. Doing it again does no harm.';

/**
 * Sends a signed request to an S3 endpoint, again where that may help; every request made here may be
 * repeated. It is signed with the account's keys only, with the next pair where one is refused; the
 * platform's token is never sent, and a redirect is not followed.
 * @throws CallFailed
 */
export async function send(storage: S3Endpoint, call: S3Call): Promise<S3Answer> {
	const signal = call.signal ?? storage.task.signal;
	const { access } = storage;
	const pairs = pairsToTry(access);
	let refusal: S3Failure | undefined;
	const attemptOnce = async (): Promise<Outcome<S3Answer>> => {
		for (;;) {
			const [pair] = pairs;
			const outcome = await sendInItsRegion(storage, call, pair);
			if ('answer' in outcome) preferPair(access, pair);
			if ('answer' in outcome || !outcome.failure.isPairRefused) return outcome;
			const { failure } = outcome;
			demotePair(access, pair, failure.endsRun);
			// The first, but a pair that is accepted and may not do it says more than one that is not known.
			if (!refusal || (refusal.endsRun && !failure.endsRun)) refusal = failure;
			if (pairs.length === 1) return { failure: refusal };
			pairs.shift();
		}
	};
	const answerIfGone = call.notFoundMeansDone ? { body: '', headers: {} } : undefined;
	const uncertainty = ['GET', 'HEAD'].includes(call.method) ? undefined : UNCERTAINTY;
	const { attempts } = call;
	return await withRetries(attemptOnce, { attempts, answerIfGone, uncertainty, signal });
}

/** Signs again where the storage names another region as its own, from then on for all requests. */
async function sendInItsRegion(
	storage: S3Endpoint,
	call: S3Call,
	pair: KeyPair,
): Promise<Outcome<S3Answer, S3Failure>> {
	const { access } = storage;
	const { region } = access;
	const outcome = await sendOnce(storage, call, pair);
	if ('answer' in outcome) return outcome;
	const { region: own = region } = outcome.failure;
	if (own === region) return outcome;
	access.region = own;
	return await sendOnce(storage, call, pair);
}

async function sendOnce(
	storage: S3Endpoint,
	call: S3Call,
	pair: KeyPair,
): Promise<Outcome<S3Answer, S3Failure>> {
	const { access, task } = storage;
	const { method, bucketName, key, query = {}, headers: own = {}, body = '' } = call;
	const { origin, host, path } = placeOf(access, call);
	const request: S3Request = { method, host, path, query, headers: own, body };
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
			leniency: call.leniency,
			abortSignal: call.signal,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: endpointFailure(networkCode(error), origin) };
	}
	const { statusCode: status, headers } = response;
	const xml = String(response.body ?? '');
	// S3 can answer 200 and a failure in the body, where the work takes long (CompleteMultipartUpload).
	const isRefused = !isSuccess(status) || /^\s*(<\?[^>]*>\s*)?<(?:[\w.-]+:)?Error[\s>]/i.test(xml);
	if (isRefused) {
		const asked = { origin, bucketName, key, sent: task.named };
		return { failure: refusalFailure({ status, headers, xml, ...asked }) };
	}
	// A sign-in page, or half an answer.
	const isUnexpected = call.expects ? !hasElement(xml, call.expects) : isPage(call, headers);
	if (isUnexpected) return { failure: notUnderstood(origin) };
	return { answer: { body: xml, headers } };
}

/** A web page; one that is an object has an entity tag. What is put is confirmed by its own, or is not. */
const isPage = ({ method }: S3Call, headers: IDataObject): boolean =>
	method !== 'PUT' && !headers.etag && String(headers['content-type']).startsWith('text/html');

/** An answer that no S3 endpoint gives. */
export const notUnderstood = (origin: string): Failure => ({
	message: `No S3 endpoint answers at ${origin}`,
	advice: 'Check that no sign-in page or proxy stands before the S3 endpoint, and try again.',
	retry: true,
	mayHaveSucceeded: true,
});
