import type { IDataObject, IN8nHttpFullResponse, IPollFunctions } from 'n8n-workflow';
import { urlOf } from '../answers';
import { endpointFailure, type Failure, type Outcome } from '../api/failures';
import { withinTime } from '../api/deadline';
import { networkCode } from '../api/request';
import type { bucket, key } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import type { HostGroupValues, Task } from '../operation';
import { bodyFailure } from './bodyFailures';
import { refusalFailure } from './refused';
import { withIdleTimeout } from './idleTimeout';

/** What a trigger's context has as well as a node's. */
type BinaryHelpers = Pick<IPollFunctions['helpers'], 'prepareBinaryData'>;

/** Work on one object. */
export type ObjectTask<Values = object> = Pick<
	Task<HostGroupValues & ValuesOf<[typeof bucket, typeof key]> & Values>,
	'values' | 'named' | 'call' | 'platform' | 'timeout' | 'signal'
> & { context: { helpers: BinaryHelpers } };

/** A body as n8n's transport streams it. */
export type Body = Exclude<Parameters<BinaryHelpers['prepareBinaryData']>[0], Buffer>;

/** An object's answer, whose body is still to come. */
export interface ObjectAnswer {
	/** 200 for the whole object, 206 for its rest. */
	status: number;
	headers: IDataObject;
	body: Body;
	origin: string;
	/** Ends the request. */
	stop: () => void;
}

/** A page that is an object has an entity tag, as every object has (Amazon S3 API Reference, GetObject). */
const notTheObject = (origin: string): Failure => ({
	message: `What came from ${origin} is a web page, not the object: it has no entity tag`,
	advice: 'Check that no sign-in page or proxy stands before the S3 endpoint, and try again.',
});

/**
 * Asks for an object once, by a presigned URL of its own: each lives for a time only.
 * @param headers which part, of which state of the object
 */
export async function askForObject(
	task: ObjectTask,
	headers: Record<string, string>,
): Promise<Outcome<ObjectAnswer>> {
	const { hostGroup, bucketName, key } = task.values;
	const object = { hostGroup, bucketName, key };
	const url = urlOf(await task.call('s3.bucket.GetPresignedURL', object));
	const { origin } = new URL(url);
	const { platform, signal, timeout } = task;
	const ending = new AbortController();
	const stop = () => {
		signal?.removeEventListener('abort', stop);
		ending.abort();
	};
	if (signal?.aborted) stop();
	else signal?.addEventListener('abort', stop);
	try {
		const request = {
			method: 'GET',
			url,
			// The bytes as they are stored; a proxy might send them packed.
			headers: { 'accept-encoding': 'identity', ...headers },
			encoding: 'stream',
			timeout,
			abortSignal: ending.signal,
		} as const;
		const begun = async () => await platform.sendExternal(request);
		const response = (await withinTime(timeout, stop, begun)) as IN8nHttpFullResponse;
		const { statusCode: status, headers: received } = response;
		const body = response.body as unknown as Body;
		const answer = { status, headers: received, body, origin, stop };
		const failure = await failureIn(answer, task, 'range' in headers);
		if (!failure) return { answer };
		stop();
		return { failure };
	} catch (error) {
		stop();
		return { failure: endpointFailure(networkCode(error), origin) };
	}
}

async function failureIn(
	answer: ObjectAnswer,
	task: ObjectTask,
	isPartAsked: boolean,
): Promise<Failure | undefined> {
	const { status, headers, origin } = answer;
	if (status === 200 || (status === 206 && isPartAsked)) {
		const type = headers['content-type'];
		const isPage = typeof type === 'string' && type.startsWith('text/html') && !headers.etag;
		return isPage ? notTheObject(origin) : undefined;
	}
	const { bucketName, key } = task.values;
	const xml = await beginningOf(answer, task.timeout);
	return refusalFailure({
		...{ status, headers, xml, origin, bucketName, key },
		sent: task.named,
	});
}

/** The beginning of a body, for a failure's text; what comes until it breaks off is enough. */
async function beginningOf({ body, stop }: ObjectAnswer, timeout: number): Promise<string> {
	let text = '';
	try {
		for await (const chunk of withIdleTimeout(body as AsyncIterable<Buffer>, timeout, stop)) {
			text += String(chunk);
			if (text.length > 4096) break;
		}
	} catch {
		return text;
	}
	return text;
}

/** The bytes of a body as they come, none of them waited for too long. @throws BrokenOff */
export async function* bytesOf(answer: ObjectAnswer, timeout: number): AsyncGenerator<Buffer> {
	let isSilent = false;
	const silent = () => {
		isSilent = true;
		answer.stop();
	};
	try {
		yield* withIdleTimeout(answer.body as AsyncIterable<Buffer>, timeout, silent);
	} catch (error) {
		const code = isSilent ? 'ETIMEDOUT' : networkCode(error);
		await Promise.reject(new BrokenOff(bodyFailure(code, answer.origin, timeout)));
	} finally {
		answer.stop();
	}
}

/** A body that ended before its end. */
export class BrokenOff extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
	}
}
