import { randomUUID } from 'crypto';
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from '../answers';
import { Semaphore } from '../concurrency/semaphore';
import { BadInput } from '../errors';
import { emptyField, requiredText } from '../parse/text';
import { bareToken } from '../parse/trimmed';
import { rejectLoneSurrogates } from '../parse/unicode';
import { ADDRESS_EXAMPLE, apiBase } from './address';
import { timerMs, withDeadline } from './deadline';
import { isNotFound, type CallContext } from './failures';
import { howToVerify, methodRow } from './methods';
import { sendOnce, CREDENTIAL, type Call, type Caller, type Connection } from './request';
import { withRetries } from './retry';
import type { Secrets } from './secrets';

/** The platform as one run of a node sees it. */
export interface Platform {
	/** @throws CallFailed when the call fails for good */
	call(call: Call): Promise<Answer>;
	/**
	 * Sends a request to another host: without the token, not following redirects, every status an answer.
	 * @throws what n8n's transport throws when there is no answer, or none to its end in time
	 */
	sendExternal(request: ExternalRequest): Promise<unknown>;
}

export interface ExternalRequest extends IHttpRequestOptions {
	timeout: number;
	abortSignal?: AbortSignal;
	/** How many times its timeout an answer may take that keeps arriving. */
	leniency?: number;
}

/**
 * Opens the platform that the node's credential names.
 * @param concurrency the most requests that may be in flight at once
 * @param secrets learns the token, and the secrets that are read
 * @param signal when it fires, nothing is sent again; an execution that is canceled has one of its own
 * @throws BadInput where the credential's address cannot be one
 */
export async function connect(
	caller: Caller,
	concurrency: number,
	secrets: Secrets,
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
	secrets.learnToken(tokenOf(token));
	const connection: Connection = {
		caller,
		base,
		secrets,
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
	const text = bareToken(requiredText(entered, 'Access Token'));
	if (text === '') throw emptyField('Access Token');
	if (typeof entered === 'string') return text;
	throw new BadInput('Access Token must be a text', 'Enter it in the credential again.');
}

async function sendExternal(
	{ leniency = 1, timeout, ...request }: ExternalRequest,
	connection: Connection,
): Promise<unknown> {
	// n8n's transport counts from the beginning until the answer begins, however well the body flows.
	const wait = timeout * (1 + sizeOf(request.body) / BYTES_PER_TIMEOUT);
	const sent = async (abortSignal?: AbortSignal): Promise<unknown> =>
		await connection.caller.helpers.httpRequest({
			...request,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			skipSslCertificateValidation: connection.allowUnauthorizedCerts,
			timeout: timerMs(wait),
			abortSignal,
		});
	// Of a stream, more is to come when its request is done.
	if (request.encoding === 'stream') return await sent(request.abortSignal);
	return await withDeadline(wait * leniency, request.abortSignal ?? connection.signal, sent);
}

/** What is sent at least within each timeout: 8 KiB a second, by default. How much of it is on its way, nobody tells. */
const BYTES_PER_TIMEOUT = 512 * 1024;

const sizeOf = (body: unknown): number => (Buffer.isBuffer(body) ? body.length : 0);

/** Sends a call, again where that may help. */
async function callWithRetries(call: Call, connection: Connection): Promise<Answer> {
	const ruk = String(call.parameters.ruk ?? randomUUID());
	const context: CallContext = {
		method: call.method,
		parameters: call.parameters,
		labels: call.labels,
		address: new URL(connection.base).origin,
		ruk,
	};
	for (const [name, value] of Object.entries(call.parameters)) {
		rejectLoneSurrogates(
			String(value),
			call.labels[name] ?? 'A name from an answer of the platform',
		);
	}
	const { effect, deletes } = methodRow(call.method);
	const attemptOnce = async () =>
		await connection.limiter.run(async () => await sendOnce(call, ruk, connection, context));
	const answer = withRetries(attemptOnce, {
		attempts: call.patience?.attempts,
		longestPauseMs: call.patience?.pauseMs,
		isRepeatable: effect !== 'creates',
		answerIfGone: effect === 'deletes' ? {} : undefined,
		uncertainty: uncertaintyNote(call),
		signal: connection.signal,
	});
	return await answer.catch(async (error: unknown) => {
		if (deletes && isNotFound(error, deletes)) return NOTHING_TO_DELETE;
		return await Promise.reject(error);
	});
}

/** The answer where what was to be deleted was not there: the state that was asked for. */
export const NOTHING_TO_DELETE: Answer = Object.freeze({});

const uncertaintyNote = ({ method }: Call): string | undefined =>
	methodRow(method).effect === 'reads'
		? undefined
		: `The platform may have done it all the same. ${howToVerify(method) ?? 'Doing it again does no harm.'}`;
