import type { ApiMethod } from '../operation';
import { BY_CODE, type CodeCause } from './byCode';
import { BY_TEXT } from './byText';
import type { CallContext, Failure } from './failure';
import { fill } from './fill';
import { NO_S3, type FailureText } from './text';

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

/** What a refused operation may lack, by codes whose texts say more than they do. */
const NOT_ALLOWED: FailureText = {
	message: 'The platform does not allow this operation now',
	advice: 'Look at {named} in the dashboard, or ask the provider.',
};

function otherwise(code: number, text: string, context: CallContext) {
	if (code === 3) return invalidParameter(text, context);
	if (code === 9) return NOT_ALLOWED;
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

/** With an owner's UID it is the owner who permits: S3 regions are shared between platform accounts. */
const SHARING =
	' "Owner UID" is set, so that owner must share the S3 region with the account of the token, with a role that permits {method}.';

type Cause = FailureText & Pick<Failure, 'isGone'> & Partial<CodeCause>;

/** A failure the platform answered with: a code that is not 0, and a text. */
export function platformFailure(code: number, text: string, context: CallContext): Failure {
	const words = text.slice(0, LONGEST_CAUSE);
	// A code that is known says more than a text: of "not now", no text makes something else.
	const found: Cause =
		byCode(code) ??
		serviceMissing(code, words, context) ??
		byText(withoutNames(words, context), context.method) ??
		otherwise(code, words, context);
	const answered = `The platform answered: "${context.redact(text) || 'no text'}" (code ${Number.isNaN(code) ? 'unknown' : code}, request key ${context.ruk}).`;
	const isOfOwner = found.isNotPermitted && context.parameters.ownerUid !== undefined;
	const { message, advice } = fill(
		{ message: found.message, advice: found.advice + (isOfOwner ? SHARING : '') },
		context,
	);
	return {
		message,
		advice: `${advice} ${answered}`,
		retry: found.isTemporary,
		isUnknown: found.isUnknown,
		isNotPermitted: found.isNotPermitted,
		isGone: found.isGone,
	};
}
