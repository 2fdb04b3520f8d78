import type { ApiMethod } from './operation';
import {
	BY_CODE,
	BY_NETWORK_CODE,
	BY_STATUS,
	BY_TEXT,
	NO_S3,
	NOT_JELASTIC,
	type FailureText,
} from './failureTexts';

/** What a call named: for texts. */
export interface CallContext {
	method: ApiMethod;
	/** What was sent, without the token. */
	parameters: Record<string, string | number>;
	/** Each parameter's label in the editor. */
	labels: Record<string, string>;
	/** The platform's address, without path. */
	address: string;
	/** Names the request in the platform's logs. */
	ruk: string;
	/** Removes the token and what looks like a secret from a text of the platform's. */
	redact: (text: string) => string;
}

/** Why a call failed, and what follows from it. */
export interface Failure extends FailureText {
	/** Worth sending again, where the operation may be repeated. */
	retry?: boolean;
	/** Whether the platform may have done the work although no answer says so. */
	isUnknown?: boolean;
	/** What was named is not there. */
	isGone?: boolean;
	/** Seconds the platform asked to wait. */
	retryAfter?: number;
}

/** A call that failed, for good. */
export class CallFailed extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
	}
}

/** Codes after which the same request may succeed (the platform's API reference). */
const RETRY_CODES = new Set([1, 17, 19, 99, 302, 304]);
const RETRY_STATUSES = new Set([429, 502, 503, 504]);

/** Methods that name nothing of their own: what they cannot find is the service itself. */
const NAMES_NOTHING: ApiMethod[] = ['s3.account.GetKeys', 's3.bucket.List'];

const quoted = (values: Array<string | number | undefined>) =>
	[...new Set(values)]
		.filter((value) => value !== undefined)
		.map((value) => `"${value}"`)
		.join(' or ');

function filled(text: string, { method, parameters, labels, address }: CallContext): string {
	const { hostGroup, name, accKey, key, srcKey, bucketName, srcBucketName, dstBucketName } =
		parameters;
	const named = Object.entries(parameters)
		.filter(([parameter]) => parameter in labels && parameter !== 'policy')
		.map(([parameter, value]) => `${labels[parameter]} "${value}"`)
		.join(', ');
	const values: Record<string, string> = {
		method,
		address,
		named: named || 'S3 storage',
		hostGroup: quoted([hostGroup]),
		account: quoted([name]),
		accessKey: quoted([accKey]),
		key: quoted([key ?? srcKey]),
		bucket: quoted([bucketName, srcBucketName, dstBucketName]),
		objectBucket: quoted([bucketName ?? srcBucketName]),
	};
	return text.replace(/\{(\w+)\}/g, (_, slot: string) => values[slot] ?? '');
}

const fill = (text: FailureText, context: CallContext): FailureText => ({
	message: filled(text.message, context),
	advice: filled(text.advice, context),
});

const matches = (code: number, codes: Array<number | [number, number]>) =>
	codes.some((entry) =>
		Array.isArray(entry) ? code >= entry[0] && code <= entry[1] : code === entry,
	);

const byCode = (code: number) => BY_CODE.find(({ codes }) => matches(code, codes));

const byText = (text: string, method: string) =>
	BY_TEXT.find(
		({ pattern, methods }) => (!methods || methods.includes(method)) && pattern.test(text),
	);

const QUOTES = ['[]', '""', "''", '()'];

/** A text of the platform's without the names that it quotes: a bucket may be called "policy". */
function withoutNames(text: string, { parameters }: CallContext): string {
	const names = Object.values(parameters).flatMap((name) =>
		QUOTES.map(([open, close]) => `${open}${name}${close}`),
	);
	return names.reduce((rest, name) => rest.split(name).join(''), text);
}

/** Code 3 names the parameter as the API does; people know it by its label. */
function invalidParameter(text: string, { labels }: CallContext): FailureText {
	const name = Object.keys(labels).find((parameter) => new RegExp(`\\b${parameter}\\b`).test(text));
	return {
		message: name
			? `The platform does not accept the value of "${labels[name]}"`
			: 'The platform does not accept one of the values',
		advice: name ? `Check "${labels[name]}".` : 'Check the fields of the node.',
	};
}

/** Code 5 says "not found" of the service itself where it is not installed. */
function serviceMissing(code: number, text: string, { method }: CallContext) {
	const isService = NAMES_NOTHING.includes(method) || /\b(service|method|api)\b/i.test(text);
	return code === 5 && isService ? NO_S3 : undefined;
}

function otherwise(code: number, text: string, context: CallContext) {
	if (code === 3) return invalidParameter(text, context);
	if (code === 5) {
		return {
			message: 'The platform could not find what was named: {named}',
			advice: 'Check each of them: upper and lower case count, and each belongs to one host group.',
			isGone: true,
		};
	}
	return {
		message: 'The platform answered with a failure',
		advice: 'Check the values that were named; the provider can find the request by its key.',
	};
}

/** A failure the platform answered with: a code that is not 0, and a text. */
export function platformFailure(code: number, text: string, context: CallContext): Failure {
	const isTemporary = RETRY_CODES.has(code);
	const found: FailureText & { isGone?: boolean } =
		(isTemporary ? undefined : byCode(code)) ??
		serviceMissing(code, text, context) ??
		byText(withoutNames(text, context), context.method) ??
		byCode(code) ??
		otherwise(code, text, context);
	const answered = `The platform answered: "${context.redact(text) || 'no text'}" (code ${code}, request key ${context.ruk}).`;
	const { message, advice } = fill(found, context);
	return {
		message,
		advice: `${advice} ${answered}`,
		retry: isTemporary && found === byCode(code),
		isUnknown: isTemporary && found === byCode(code),
		isGone: found.isGone,
	};
}

/**
 * A failure by HTTP status; the body is not repeated, since it may hold anything.
 * @param location where a redirect points
 * @param retryAfter the header Retry-After: seconds (a date is not honoured)
 */
export function statusFailure(
	status: number,
	location: unknown,
	retryAfter: unknown,
	context: CallContext,
): Failure {
	const trace = `(HTTP ${status}, request key ${context.ruk})`;
	if (status >= 300 && status < 400) {
		return {
			message: `${context.address} redirects elsewhere`,
			advice: `It points to ${hostOf(location)}; redirects are not followed, because the access token would go with the request. If that is the platform's address, enter it as "Platform Address" in the credential ${trace}.`,
		};
	}
	const { message, advice } = fill(
		BY_STATUS[status] ?? {
			message: `The platform, or a gateway before it, answered with HTTP ${status}`,
			advice: status >= 500 ? 'Try again later.' : 'Check "Platform Address" in the credential.',
		},
		context,
	);
	const seconds = Number(retryAfter);
	return {
		message,
		advice: `${advice} ${trace}`,
		retry: RETRY_STATUSES.has(status),
		isUnknown: status >= 500,
		retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
	};
}

function hostOf(location: unknown): string {
	return typeof location === 'string' && URL.canParse(location)
		? new URL(location).origin
		: 'another place';
}

/** An answer that is no envelope: cut short where it began as JSON, else not from a Jelastic platform. */
export function bodyFailure(body: string, context: CallContext): Failure {
	if (body.trimStart().startsWith('{')) {
		return {
			message: 'The answer of the platform came incomplete',
			advice: `Try again. (request key ${context.ruk})`,
			retry: true,
			isUnknown: true,
		};
	}
	return fill(NOT_JELASTIC, context);
}

/** A connection that failed. @param code as Node.js names it, such as ECONNREFUSED */
export function networkFailure(code: string, context: CallContext): Failure {
	const found = BY_NETWORK_CODE.find(({ pattern }) => pattern.test(code));
	const { message, advice } = fill(
		found ?? {
			message: 'The request to {address} could not be sent',
			advice: 'Check "Platform Address" in the credential, and the network settings of this n8n.',
		},
		context,
	);
	return {
		message,
		advice: `${advice} (${code || 'no code'}, request key ${context.ruk})`,
		retry: found?.retry,
		isUnknown: !found?.neverSent,
	};
}
