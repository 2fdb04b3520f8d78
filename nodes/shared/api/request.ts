import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import { FORBIDDEN_BY_N8N } from './failures/networkCodes';
import { findFailure, isCode, isNestedTooDeeply, isRecord, type Answer } from '../answers';
import {
	bodyFailure,
	isSuccess,
	networkFailure,
	platformFailure,
	statusFailure,
	type CallContext,
	type Failure,
	type Outcome,
} from './failures';
import type { Semaphore } from '../concurrency/semaphore';
import { timerMs, withDeadline } from './deadline';
import type { ApiMethod, Parameters } from './methods';
import type { Secrets } from './secrets';

/** One call of a method, whatever number of requests it takes to get its answer. */
export interface Call {
	method: ApiMethod;
	parameters: Parameters;
	/** Milliseconds in which one answer must be there, to its end. */
	timeout: number;
	/** Where somebody waits before the screen: how often it is sent, and how long it pauses in between. */
	patience?: { attempts: number; pauseMs: number };
	/** Each parameter's label, for failures. */
	labels: Record<string, string>;
}

export const CREDENTIAL = 'jelasticApi';

export type Caller = (IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions) &
	IAllExecuteFunctions;

/** Where requests go, and from where. */
export interface Connection {
	caller: Caller;
	base: string;
	/** Those that come in answers are added. */
	secrets: Secrets;
	allowUnauthorizedCerts: boolean;
	signal?: AbortSignal;
	limiter: Semaphore;
}

/** Sends one request of a call, and judges its answer. Throws nothing. */
export async function sendOnce(
	call: Call,
	ruk: string,
	connection: Connection,
	context: CallContext,
): Promise<Outcome<Answer>> {
	const { caller, signal: outer } = connection;
	let response: IN8nHttpFullResponse;
	try {
		response = (await withDeadline(
			call.timeout,
			outer,
			async (signal) =>
				await caller.helpers.httpRequestWithAuthentication.call(
					withSignal(caller, signal),
					CREDENTIAL,
					{ ...requestOf(call, ruk, connection), abortSignal: signal },
				),
		)) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: networkFailure(networkCode(error), context, wasConnecting(error)) };
	}
	return interpretResponse(response, connection.secrets, context);
}

/** In executions n8n takes the signal of a request not from its options, but from the context that sends it. */
const withSignal = (caller: Caller, signal: AbortSignal): Caller =>
	Object.create(caller, { getExecutionCancelSignal: { value: () => signal } }) as Caller;

/** The URL of a method. @param base as `apiBase` gives it */
export function methodUrl(base: string, method: string): string {
	const [service, controller, name] = method.split('.');
	return `${base}/${service}/${controller}/rest/${name.toLowerCase()}`;
}

/** The token is not here: the credential puts it into the form. */
function requestOf(call: Call, ruk: string, connection: Connection): IHttpRequestOptions {
	return {
		method: 'POST',
		url: methodUrl(connection.base, call.method),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: { appid: 'cluster', ...call.parameters, ruk } as IDataObject,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A 307 would carry the form, and the token in it, to another host.
		disableFollowRedirect: true,
		timeout: timerMs(call.timeout),
		skipSslCertificateValidation: connection.allowUnauthorizedCerts,
	};
}

/** Judges an answer by its HTTP status, as JSON, by `result`, and by `result` wherever payload is read from. */
function interpretResponse(
	response: IN8nHttpFullResponse,
	secrets: Secrets,
	context: CallContext,
): Outcome<Answer> {
	const { statusCode, headers, body } = response;
	if (!isSuccess(statusCode)) return { failure: statusFailure(statusCode, headers, context) };
	const answer = envelopeOf(body);
	if (!answer) return { failure: bodyFailure(typeof body === 'string' ? body : '', context) };
	if (isNestedTooDeeply(answer)) return { failure: NESTED_TOO_DEEPLY };
	secrets.learnFrom(answer);
	const failed = findFailure(answer);
	if (!failed) return { answer };
	const text = [failed.error, failed.reason].filter((part) => typeof part === 'string').join(' ');
	return { failure: platformFailure(Number(failed.result), text, context) };
}

const NESTED_TOO_DEEPLY: Failure = {
	message: 'The answer of the platform was not understood: it holds lists in lists without end',
	advice: 'Report it to the provider of the platform.',
	mayHaveSucceeded: true,
};

/** An answer's JSON object with its `result`; undefined for anything else. */
export function envelopeOf(body: unknown): IDataObject | undefined {
	let parsed = body;
	if (typeof body === 'string') {
		try {
			parsed = JSON.parse(body);
		} catch {
			return undefined;
		}
	}
	return isRecord(parsed) && isCode(parsed.result) ? parsed : undefined;
}

/** n8n wraps what axios throws in NodeApiErrors; the cause's code survives at different depths. */
export function networkCode(error: unknown): string {
	if (causes(error).some(({ name }) => /^SsrfBlocked/.test(String(name)))) return FORBIDDEN_BY_N8N;
	const codes = causes(error).flatMap(({ code, httpCode }) => [code, httpCode]);
	return String(
		codes.find((code) => typeof code === 'string' && /^[A-Z][A-Z_\d]+$/.test(code)) ?? '',
	);
}

/** Whether there was no connection yet, so that nothing was sent. */
const wasConnecting = (error: unknown) =>
	causes(error).some(({ syscall }) => syscall === 'connect' || syscall === 'getaddrinfo');

const causes = (error: unknown, levels = 5): IDataObject[] =>
	isRecord(error) && levels > 0 ? [error, ...causes(error.cause, levels - 1)] : [];
