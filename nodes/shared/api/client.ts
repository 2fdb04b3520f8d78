import { randomUUID } from 'crypto';
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from '../answers';
import { Semaphore } from '../concurrency/semaphore';
import { BadInput } from '../errors';
import { requiredText } from '../parse/text';
import { rejectLoneSurrogates } from '../parse/unicode';
import { ADDRESS_EXAMPLE, apiBase } from './address';
import { finalFailure, type CallContext, type Failure } from './failures';
import { howToVerify, methodRow } from './methods';
import { redact } from './redact';
import { sendOnce, CREDENTIAL, type Call, type Caller, type Connection } from './request';
import { ATTEMPTS, backoffMs, sleepUnlessAborted } from './retry';

/** The platform as one run of a node sees it. */
export interface Platform {
	/** @throws CallFailed when the call fails for good */
	call(call: Call): Promise<Answer>;
	/**
	 * Sends a request to another host: without the token, not following redirects, every status an answer.
	 * @throws what n8n's transport throws when there is no answer
	 */
	sendExternal(request: IHttpRequestOptions): Promise<unknown>;
}

/**
 * Opens the platform that the node's credential names.
 * @param concurrency the most requests that may be in flight at once
 * @param signal when it fires, nothing is sent again; an execution that is canceled has one of its own
 * @throws BadInput where the credential's address cannot be one
 */
export async function connect(
	caller: Caller,
	concurrency: number,
	signal = 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined,
): Promise<Platform> {
	const { host, token, allowUnauthorizedCerts } = await caller.getCredentials(CREDENTIAL);
	const base = apiBase(host);
	if (!base) {
		throw new BadInput(
			'Platform Address is not an address',
			`Enter the address of the platform's dashboard as "Platform Address" in the credential, like ${ADDRESS_EXAMPLE}.`,
		);
	}
	const connection: Connection = {
		caller,
		base,
		token: tokenOf(token),
		allowUnauthorizedCerts: allowUnauthorizedCerts === true,
		limiter: new Semaphore(concurrency),
		signal,
	};
	return {
		call: async (call) => await callWithRetries(call, connection),
		sendExternal: async (request) =>
			await connection.limiter.run(async () => await sendExternal(request, connection)),
	};
}

/** The token as the credential puts it on each request; an expression may give what is none. */
function tokenOf(entered: unknown): string {
	const text = requiredText(entered, 'Access Token').trim();
	if (typeof entered === 'string') return text;
	throw new BadInput('Access Token must be a text', 'Enter it in the credential again.');
}

async function sendExternal(request: IHttpRequestOptions, connection: Connection) {
	return (await connection.caller.helpers.httpRequest({
		...request,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		skipSslCertificateValidation: connection.allowUnauthorizedCerts,
		abortSignal: request.abortSignal ?? connection.signal,
	})) as unknown;
}

/** One call's life: send, judge the answer, send again where that is right. */
async function callWithRetries(call: Call, connection: Connection): Promise<Answer> {
	const ruk = String(call.parameters.ruk ?? randomUUID());
	const context: CallContext = {
		method: call.method,
		parameters: call.parameters,
		labels: call.labels,
		address: new URL(connection.base).origin,
		ruk,
		redact: (text) => redact(text, connection.token, call.parameters),
	};
	for (const [name, value] of Object.entries(call.parameters)) {
		rejectLoneSurrogates(
			String(value),
			call.labels[name] ?? 'A name from an answer of the platform',
		);
	}
	const { attempts, pauseMs } = call.patience ?? { attempts: ATTEMPTS, pauseMs: Infinity };
	const { effect } = methodRow(call.method);
	let mayBeDone = false;
	for (let attempt = 1; ; attempt++) {
		const outcome = await connection.limiter.run(
			async () => await sendOnce(call, ruk, connection, context),
		);
		if ('answer' in outcome) return outcome.answer;
		const { failure } = outcome;
		// A deletion sent again after a lost answer, that finds nothing: the lost one has done it.
		if (failure.notFound && mayBeDone && effect === 'deletes') return {};
		mayBeDone ||= failure.mayHaveSucceeded === true;
		const isOver =
			!(effect !== 'creates' || isNotDone(failure)) ||
			!failure.retry ||
			attempt === attempts ||
			connection.signal?.aborted;
		if (isOver) throw finalFailure(failure, attempt, mayBeDone ? uncertaintyNote(call) : undefined);
		const delay = Math.min(backoffMs(attempt, failure.retryAfter), pauseMs);
		await sleepUnlessAborted(delay, connection.signal);
	}
}

/** What was certainly not done may be done now, whatever it is; only an answer that may be lost forbids it. */
const isNotDone = ({ mayHaveSucceeded }: Failure) => mayHaveSucceeded === false;

const uncertaintyNote = ({ method }: Call): string | undefined =>
	methodRow(method).effect === 'reads'
		? undefined
		: `The platform may have done it all the same. ${howToVerify(method) ?? 'Doing it again does no harm.'}`;
