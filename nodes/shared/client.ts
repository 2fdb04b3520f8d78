import { randomUUID } from 'crypto';
import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { ADDRESS_EXAMPLE, apiBase } from './address';
import { isRecord, type Answer } from './answers';
import {
	bodyFailure,
	CallFailed,
	networkFailure,
	platformFailure,
	statusFailure,
	type CallContext,
	type Failure,
} from './failures';
import { BadInput, type ApiMethod, type Operation } from './operation';
import { Limiter } from './limiter';
import { retryDelay, wait } from './waiting';

export type Parameters = Record<string, string | number>;

/** One call of a method, whatever number of requests it takes to get its answer. */
export interface Call {
	method: ApiMethod | PlatformMethod;
	parameters: Parameters;
	/** How a lost answer is met. */
	rules: Pick<Operation, 'repeatable' | 'goneIsDone' | 'lookWith'>;
	/** Milliseconds to wait for one answer. */
	timeout: number;
	/** Each parameter's label, for failures. */
	labels: Record<string, string>;
}

/** Methods of other services that help the pickers. */
export type PlatformMethod = 'environment.control.GetRegions';

/** The platform as one run of a node sees it. */
export interface Platform {
	/** @throws CallFailed when the call fails for good */
	call(call: Call): Promise<Answer>;
	/**
	 * Sends a request to another host: without the token, not following redirects, every status an answer.
	 * @throws what n8n's transport throws when there is no answer
	 */
	sendElsewhere(request: IHttpRequestOptions): Promise<unknown>;
}

export const CREDENTIAL = 'jelasticApi';

/** Requests for one call: the first, and as many again where it may be repeated. */
const ATTEMPTS = 4;

type Caller = (IExecuteFunctions | ILoadOptionsFunctions) & IAllExecuteFunctions;

interface Connection {
	caller: Caller;
	base: string;
	token: string;
	allowUnauthorizedCerts: boolean;
	signal?: AbortSignal;
	limiter: Limiter;
}

/**
 * Opens the platform that the node's credential names.
 * @param concurrency the most requests that may be in flight at once
 * @throws BadInput where the credential's address cannot be one
 */
export async function connect(caller: Caller, concurrency: number): Promise<Platform> {
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
		token: String(token ?? ''),
		allowUnauthorizedCerts: allowUnauthorizedCerts === true,
		limiter: new Limiter(concurrency),
		signal: 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined,
	};
	return {
		call: async (call) => await answerTo(call, connection),
		sendElsewhere: async (request) =>
			await connection.limiter.run(async () => await sendElsewhere(request, connection)),
	};
}

async function sendElsewhere(request: IHttpRequestOptions, connection: Connection) {
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
async function answerTo(call: Call, connection: Connection): Promise<Answer> {
	const ruk = String(call.parameters.ruk ?? randomUUID());
	const context: CallContext = {
		method: call.method as ApiMethod,
		parameters: call.parameters,
		labels: call.labels,
		address: new URL(connection.base).origin,
		ruk,
		redact: (text) => redact(text, connection.token, call.parameters),
	};
	let mayBeDone = false;
	for (let attempt = 1; ; attempt++) {
		const outcome = await connection.limiter.run(
			async () => await attemptOnce(call, ruk, connection, context),
		);
		if ('answer' in outcome) return outcome.answer;
		const { failure } = outcome;
		// A deletion sent again after a lost answer, that finds nothing: the lost one has done it.
		if (failure.isGone && mayBeDone && call.rules.goneIsDone) return {};
		mayBeDone ||= failure.isUnknown === true;
		const isOver =
			!call.rules.repeatable ||
			!failure.retry ||
			attempt === ATTEMPTS ||
			connection.signal?.aborted;
		if (isOver) throw new CallFailed(lastWords(failure, call, attempt, mayBeDone));
		await wait(retryDelay(attempt, failure.retryAfter), connection.signal);
	}
}

function lastWords(failure: Failure, call: Call, attempts: number, mayBeDone: boolean): Failure {
	const tried = attempts > 1 ? ` Tried ${attempts} times.` : '';
	const unknown =
		mayBeDone && call.rules.lookWith
			? ` The platform may have done it all the same. ${call.rules.lookWith}`
			: '';
	return { ...failure, advice: `${failure.advice}${tried}${unknown}` };
}

type Outcome = { answer: Answer } | { failure: Failure };

async function attemptOnce(
	call: Call,
	ruk: string,
	connection: Connection,
	context: CallContext,
): Promise<Outcome> {
	let response: IN8nHttpFullResponse;
	try {
		response = (await connection.caller.helpers.httpRequestWithAuthentication.call(
			connection.caller,
			CREDENTIAL,
			requestOf(call, ruk, connection),
		)) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: networkFailure(networkCode(error), context) };
	}
	return judged(response, context);
}

/** The token is not here: the credential puts it into the form. */
function requestOf(call: Call, ruk: string, connection: Connection): IHttpRequestOptions {
	const [service, controller, name] = call.method.split('.');
	return {
		method: 'POST',
		url: `${connection.base}/${service}/${controller}/rest/${name.toLowerCase()}`,
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: { appid: 'cluster', ...call.parameters, ruk } as IDataObject,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A 307 would carry the form, and the token in it, to another host.
		disableFollowRedirect: true,
		timeout: call.timeout,
		skipSslCertificateValidation: connection.allowUnauthorizedCerts,
	};
}

/** Judges an answer by its HTTP status, as JSON, by `result`, and by `result` of a nested `response`. */
function judged(response: IN8nHttpFullResponse, context: CallContext): Outcome {
	const { statusCode, headers, body } = response;
	if (statusCode < 200 || statusCode > 299) {
		return {
			failure: statusFailure(statusCode, headers?.location, headers?.['retry-after'], context),
		};
	}
	const answer = envelopeOf(body);
	if (!answer) {
		return { failure: bodyFailure(typeof body === 'string' ? body : '', context) };
	}
	const failed = [answer, answer.response].find(
		(part): part is IDataObject => isRecord(part) && 'result' in part && Number(part.result) !== 0,
	);
	if (!failed) return { answer };
	const text = [failed.error, failed.reason].filter((part) => typeof part === 'string').join(' ');
	return { failure: platformFailure(Number(failed.result), text, context) };
}

function envelopeOf(body: unknown): IDataObject | undefined {
	let parsed = body;
	if (typeof body === 'string') {
		try {
			parsed = JSON.parse(body);
		} catch {
			return undefined;
		}
	}
	return isRecord(parsed) && Number.isInteger(Number(parsed.result ?? NaN)) ? parsed : undefined;
}

/** n8n wraps what axios throws in NodeApiErrors; the cause's code survives at different depths. */
export function networkCode(error: unknown): string {
	for (let cause = error, depth = 0; isObject(cause) && depth < 5; cause = cause.cause, depth++) {
		for (const code of [cause.code, cause.httpCode]) {
			if (typeof code === 'string' && /^[A-Z][A-Z_\d]+$/.test(code)) return code;
		}
	}
	return '';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** Looks like a secret key: 40 characters of base64. */
const SECRET = /(?<![\w+/])[\w+/]{40}(?![\w+/])/g;

/** A text of the platform's, shortened, without the token and without secret keys. */
function redact(text: string, token: string, sent: Parameters): string {
	const kept = Object.values(sent).map(String);
	const bare = token === '' ? text : text.split(token).join('***');
	return bare
		.replace(SECRET, (word) => (kept.some((value) => value.includes(word)) ? word : '***'))
		.slice(0, 300);
}
