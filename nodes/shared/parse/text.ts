import { BadInput } from '../errors';
import { trimmed } from './trimmed';
import { rejectLoneSurrogates } from './unicode';

/** S3 allows keys of 1,024 bytes of UTF-8 (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
export const KEY_BYTES = 1024;

const notText = (label: string, given: string) =>
	new BadInput(
		`${label} must be a text`,
		`Enter one text, or an expression that gives one text; it gave ${given}.`,
	);

/** What a field holds; a locator as the engine hands it out, or as a whole when it came by expression. */
const unwrapLocator = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value && 'value' in value
		? value.value
		: value;

/** Whether a field holds no value at all. */
export function isNothing(entered: unknown, isBlankText = true): boolean {
	const value = unwrapLocator(entered);
	if (typeof value !== 'string') return value === undefined || value === null;
	return (isBlankText ? trimmed(value) : value) === '';
}

/** The text of a field, numbers as they are written. */
function toText(entered: unknown, label: string): string {
	const value = unwrapLocator(entered);
	if (value === undefined || value === null) return '';
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	if (typeof value !== 'string') {
		throw notText(label, Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`);
	}
	rejectLoneSurrogates(value, label);
	return value;
}

/** The text of a field that names something. A number that lost digits on its way would name something else. */
function toExactText(entered: unknown, label: string): string {
	const value = unwrapLocator(entered);
	const isExact =
		typeof value !== 'number' ||
		Number.isSafeInteger(value) ||
		(Number.isFinite(value) && !Number.isInteger(value));
	if (!isExact) throw notText(label, 'a number that is not exact; hand it on as a text');
	return toText(value, label);
}

/** Reads a text that must be there. */
export function requiredText(value: unknown, label: string): string {
	const text = toExactText(value, label);
	if (trimmed(text) === '') throw emptyField(label);
	return text;
}

/** Why a field that must have a value is refused: an expression may give none. */
export const emptyField = (label: string): BadInput =>
	new BadInput(
		`${label} is empty`,
		`Enter a value for "${label}"; where it is an expression, check that the input item has the field.`,
	);

/**
 * Reads the name of a host group, a bucket, an account or an access key. None begins or ends with what shows nothing;
 * a platform that trims it would take `logs` and `logs ` for one bucket, where this node took them for two.
 */
export const trimmedName = (value: unknown, label: string): string =>
	trimmed(requiredText(value, label));

/** Reads the name of a bucket. One that is more, or less, than one part of a URL's path would mean another bucket. */
export function bucketName(value: unknown, label: string): string {
	const name = trimmedName(value, label);
	if (!name.includes('/') && name !== '.' && name !== '..') return name;
	throw new BadInput(
		`${label} has a slash, or is "." or ".."`,
		`Enter the name of the bucket alone as "${label}", without a key or a prefix.`,
	);
}

/** As `trimmedName`, of a field that may be left empty. */
export const optionalName = (value: unknown, label: string): string | undefined =>
	trimmed(optionalText(value, label) ?? '') || undefined;

/** Reads an object's key: any text, of at most 1,024 bytes. */
export function objectKey(value: unknown, label: string): string {
	const key = toExactText(value, label);
	if (key === '') throw emptyField(label);
	const bytes = Buffer.byteLength(key, 'utf8');
	if (bytes > KEY_BYTES) {
		throw new BadInput(
			`${label} is longer than 1,024 bytes`,
			`S3 allows object keys of at most ${KEY_BYTES} bytes in UTF-8; this one has ${bytes}. Shorten "${label}".`,
		);
	}
	return key;
}

/** Reads a text that may be left out. */
export function optionalText(value: unknown, label: string): string | undefined {
	const text = toExactText(value, label);
	return text === '' ? undefined : text;
}

/** A reader of one of a few values; the first where none is entered. */
export const oneOf =
	<const Value extends string>(...values: Value[]) =>
	(value: unknown, label: string): Value =>
		knownAmong(values, optionalText(value, label) ?? values[0], label);

/** A reader of at least one of a few values. */
export const someOf =
	<const Value extends string>(...values: Value[]) =>
	(value: unknown, label: string): Value[] => {
		const chosen = [value ?? []].flat().map((one) => knownAmong(values, one, label));
		if (chosen.length === 0) throw emptyField(label);
		return chosen;
	};

function knownAmong<Value extends string>(values: Value[], value: unknown, label: string): Value {
	const known = values.find((one) => one === value);
	if (known !== undefined) return known;
	throw new BadInput(`${label} has an unknown value`, `Choose "${label}" again.`);
}

/** A reader of whole numbers within bounds; an empty value is unset. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER) {
	return (value: unknown, label: string): number | undefined => {
		const text = trimmed(toText(value, label));
		if (text === '') return undefined;
		const number = Number(text);
		if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(number) || number < min || number > max) {
			const bounds = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`;
			throw new BadInput(
				`${label} must be a whole number`,
				`Enter a whole number, ${bounds}, for "${label}".`,
			);
		}
		return number;
	};
}

/** As `wholeNumber`, of a field that must have a value. */
export const requiredNumber = (min: number) => (value: unknown, label: string) => {
	const number = wholeNumber(min)(value, label);
	if (number === undefined) throw emptyField(label);
	return number;
};

/** Reads a switch; an expression may give it as a text. */
export function flag(value: unknown, label: string): boolean {
	if (value === undefined || value === null || value === '') return false;
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	throw new BadInput(`${label} must be true or false`, `Turn "${label}" on or off.`);
}
