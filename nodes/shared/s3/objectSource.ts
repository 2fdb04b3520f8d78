import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../api/failures';
import { Attempts } from '../api/retry';
import { bodyFailure, replaced } from './bodyFailures';
import {
	askForObject,
	BrokenOff,
	bytesOf,
	type ObjectAnswer,
	type ObjectTask,
} from './objectAnswer';

/** One state of an object: by its entity tag the storage knows it again. */
interface State {
	tag: string;
	size: number;
}

/** Undefined where it cannot be known again: a weak tag stands for several states (RFC 9110, 8.8.1). */
function stateOf({ etag, 'content-length': size }: IDataObject): State | undefined {
	const isKnown = typeof etag === 'string' && /^"[^"]+"$/.test(etag) && /^\d+$/.test(String(size));
	return isKnown ? { tag: etag, size: Number(size) } : undefined;
}

/** zlib's code for what ends before its end, which n8n's transport does not tell. */
const SHORT = 'Z_BUF_ERROR';

/** Nothing that packs makes bytes longer by more than a hundredth: fewer bytes were not packed as was said. */
function isTooShort(count: number, { headers }: ObjectAnswer): boolean {
	const length = Number(headers['content-length']);
	return Number.isFinite(length) && count < length * 0.99 - 64;
}

/** An object's bytes, asked for again where they break off. */
export class ObjectSource {
	/** Why the bytes ended before their end. */
	failure?: Failure;
	/** All requests of a download share one limit. */
	readonly attempts: Attempts<ObjectAnswer>;

	constructor(private readonly task: ObjectTask) {
		this.attempts = new Attempts({ signal: task.signal });
	}

	/** The answer to a request for the whole object. @throws CallFailed */
	async open(): Promise<ObjectAnswer> {
		this.failure = undefined;
		return await this.attempts.run(async () => await askForObject(this.task, {}));
	}

	/**
	 * The object's bytes. Where they break off they go on from there, if the storage still has the same
	 * object; else they end in an error, and `failure` says why.
	 */
	async *bytes(first: ObjectAnswer): AsyncGenerator<Buffer> {
		const state = stateOf(first.headers);
		let answer = first;
		let count = 0;
		for (;;) {
			const outcome = yield* this.counted(answer, count);
			count += outcome.count;
			const { failure } = outcome;
			if (!failure) {
				// A packed rest, unpacked by itself, would be something else.
				const isRight = answer.status === 206 ? count === state?.size : !isTooShort(count, first);
				if (isRight) return;
				throw this.broken(
					answer.status === 206 ? replaced(answer.origin) : bodyFailure(SHORT, answer.origin, 0),
				);
			}
			const isUnpackable = !failure.retry;
			if (!state || isUnpackable) {
				throw this.broken(answer.status === 206 ? replaced(answer.origin) : failure);
			}
			answer = await this.rest(state, count, failure);
		}
	}

	private broken(failure: Failure): BrokenOff {
		this.failure = failure;
		return new BrokenOff(failure);
	}

	/** Gives the bytes of an answer that were not given before. @returns how many, and why not all */
	private async *counted(
		answer: ObjectAnswer,
		before: number,
	): AsyncGenerator<Buffer, { count: number; failure?: Failure }> {
		let skip = answer.status === 206 ? 0 : before;
		let count = 0;
		try {
			for await (const chunk of bytesOf(answer, this.task.timeout)) {
				const more = chunk.subarray(Math.min(skip, chunk.length));
				skip -= chunk.length - more.length;
				count += more.length;
				if (more.length > 0) yield more;
			}
			return { count };
		} catch (error) {
			if (error instanceof BrokenOff) return { count, failure: error.failure };
			return await Promise.reject(error);
		}
	}

	/** The answer to a request for what is missing. @throws BrokenOff where the object is to be had from its beginning only */
	private async rest(state: State, from: number, failure: Failure): Promise<ObjectAnswer> {
		this.failure = failure;
		await this.attempts.pauseAfter(failure);
		const answer = await this.attempts.run(async () => {
			this.failure = undefined;
			const headers = { range: `bytes=${from}-`, 'if-match': state.tag };
			const outcome = await askForObject(this.task, headers);
			if ('answer' in outcome) return outcome;
			if (!outcome.failure.retry) throw this.broken({ ...failure, retry: true });
			this.failure = outcome.failure;
			return outcome;
		});
		if (isRestOf(state, answer, from)) return answer;
		answer.stop();
		throw this.broken(replaced(answer.origin));
	}
}

/** Whether an answer is the same object, whole or from where it is missing. */
function isRestOf({ tag, size }: State, { status, headers }: ObjectAnswer, from: number): boolean {
	if (headers.etag !== tag) return false;
	return status === 200 || headers['content-range'] === `bytes ${from}-${size - 1}/${size}`;
}
