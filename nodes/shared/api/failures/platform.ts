import type { ApiMethod, Missing } from '../methods';
import { quotable } from '../redact';
import { CODES, type CodeCause } from './codes';
import type { CallContext, Failure } from './failure';
import { interpolateMessage, namesAllPlaceholders } from './interpolate';
import { MESSAGE_PATTERNS } from './messages';
import { NO_S3, type UserMessage } from './text';

/** Methods that name nothing of their own: what they cannot find is the service itself. */
const WITHOUT_PARAMETERS: ApiMethod[] = ['s3.account.GetKeys', 's3.bucket.List'];

const matches = (code: number, codes: Array<number | [number, number]>) =>
	codes.some((entry) =>
		Array.isArray(entry) ? code >= entry[0] && code <= entry[1] : code === entry,
	);

const isFor = ({ methods }: { methods?: string[] }, method: string) =>
	!methods || methods.includes(method);

const byCode = (code: number, method: string) =>
	CODES.find((row) => matches(code, row.codes) && isFor(row, method));

/** What a text says, if the call named what it is said of. */
const byText = (text: string, context: CallContext) =>
	MESSAGE_PATTERNS.find(
		(row) =>
			isFor(row, context.method) &&
			row.patterns.some((pattern) => pattern.test(text)) &&
			namesAllPlaceholders(row, context),
	);

/** Match the first 2 KB only: a regular expression over a megabyte would block the event loop. */
const MATCHED_LENGTH = 2000;

const QUOTES = ['[]', '""', "''", '()'];

/** A name that no sentence has: with something in it that is no letter. */
const isNoWord = (name: string) => /[^a-z]/i.test(name) && name.length > 2;

/** A text of the platform's without the names in it: a bucket may be called "policy" or "key-limit". */
function withoutNames(text: string, { parameters }: CallContext): string {
	const sent = Object.values(parameters).map(String);
	const quoted = sent.flatMap((name) => QUOTES.map(([open, close]) => `${open}${name}${close}`));
	const names = [...quoted, ...sent.filter(isNoWord)].sort((a, b) => b.length - a.length);
	return names
		.reduce((rest, name) => rest.split(name).join(' '), text)
		.replace(/\[[^[\]]*\]|"[^"]*"|`[^`]*`|(?<!\w)'[^']*'(?!\w)/g, ' ');
}

/** Code 3 names the parameter as the API does; people know it by its label. */
function invalidParameter(text: string, { labels }: CallContext): UserMessage {
	const name = Object.keys(labels).find((parameter) => new RegExp(`\\b${parameter}\\b`).test(text));
	return {
		message: name
			? `The platform does not accept the value of "${labels[name]}"`
			: 'The platform does not accept one of the values',
		advice: name ? `Check "${labels[name]}".` : 'Check the fields of the node.',
	};
}

/** Code 5 says "not found" of the service itself where it is not installed. */
function missingService(code: number, text: string, { method }: CallContext) {
	const isService = WITHOUT_PARAMETERS.includes(method) || /\b(service|method|api)\b/i.test(text);
	return code === 5 && isService ? NO_S3 : undefined;
}

function unknownCode(code: number, text: string, context: CallContext) {
	if (code === 3) return invalidParameter(text, context);
	if (code === 5) {
		return {
			message: 'The platform could not find what was named: {named}',
			advice: 'Check each of them: upper and lower case count, and each belongs to one host group.',
			missing: 'something' as const,
		};
	}
	return {
		message: 'The platform answered with a failure',
		advice:
			'Check the values that were named; the provider can find the request by its request key.',
	};
}

/** A failure the platform answered with: a code that is not 0, and a text. */
export function platformFailure(code: number, text: string, context: CallContext): Failure {
	const cause = text.slice(0, MATCHED_LENGTH);
	const coded = byCode(code, context.method);
	const { isTemporary = false, isNotPermitted = false, endsRun } = coded ?? {};
	// A text may tell more than a vague code. No text makes a failure that passes one that does not.
	const found: UserMessage & Partial<CodeCause> & { missing?: Missing } =
		(coded?.isVague ? undefined : coded) ??
		missingService(code, cause, context) ??
		byText(withoutNames(cause, context), context) ??
		coded ??
		unknownCode(code, cause, context);
	const { ownerAdvice = found.advice } = found;
	const advised = 'ownerUid' in context.parameters ? ownerAdvice : found.advice;
	const answered = `The platform answered: "${quotable(text, context.parameters) || 'no text'}".`;
	const { message, advice } = interpolateMessage({ ...found, advice: advised }, context);
	return {
		message,
		advice: `${advice} ${answered}`,
		details: { code: Number.isNaN(code) ? 'unknown' : code, requestKey: context.ruk },
		retry: isTemporary,
		mayHaveSucceeded: isTemporary || found.isUnknown === true,
		notFound: found.missing,
		cause: found.cause,
		isNotPermitted,
		endsRun,
	};
}
