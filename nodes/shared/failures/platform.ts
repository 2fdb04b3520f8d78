import type { ApiMethod } from '../operation';
import { BY_CODE } from './byCode';
import { BY_TEXT } from './byText';
import type { CallContext, Failure } from './failure';
import { fill } from './fill';
import { NO_S3, type FailureText } from './text';

/** Codes after which the same request may succeed (the platform's API reference). */
const RETRY_CODES = new Set([1, 17, 19, 99, 302, 304]);

/** The token lacks the permission, or access is denied (the platform's API reference). */
const NOT_PERMITTED_CODES = new Set([2, 8, 705, 8202]);

/** Methods that name nothing of their own: what they cannot find is the service itself. */
const NAMES_NOTHING: ApiMethod[] = ['s3.account.GetKeys', 's3.bucket.List'];

const matches = (code: number, codes: Array<number | [number, number]>) =>
	codes.some((entry) =>
		Array.isArray(entry) ? code >= entry[0] && code <= entry[1] : code === entry,
	);

const byCode = (code: number) => BY_CODE.find(({ codes }) => matches(code, codes));

const byText = (text: string, method: string) =>
	BY_TEXT.find(
		({ pattern, methods }) => (!methods || methods.includes(method)) && pattern.test(text),
	);

/** What is said, is said at the beginning; patterns are not held against megabytes. */
const LONGEST_CAUSE = 2000;

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
	const cause = text.slice(0, LONGEST_CAUSE);
	const found: FailureText & { isGone?: boolean } =
		(isTemporary ? undefined : byCode(code)) ??
		serviceMissing(code, cause, context) ??
		byText(withoutNames(cause, context), context.method) ??
		byCode(code) ??
		otherwise(code, cause, context);
	const answered = `The platform answered: "${context.redact(text) || 'no text'}" (code ${Number.isNaN(code) ? 'unknown' : code}, request key ${context.ruk}).`;
	const { message, advice } = fill(found, context);
	return {
		message,
		advice: `${advice} ${answered}`,
		retry: isTemporary && found === byCode(code),
		isUnknown: isTemporary && found === byCode(code),
		isGone: found.isGone,
		isNotPermitted: NOT_PERMITTED_CODES.has(code),
	};
}
