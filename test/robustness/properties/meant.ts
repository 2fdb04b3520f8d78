// What a value in a field can mean, written independently of the nodes' own readers.

const KEY_BYTES = 1024;

/** Whether a text has a form in UTF-8. */
export const isWhole = (text: string): boolean => Buffer.from(text).toString() === text;

const isExact = (number: number): boolean =>
	Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));

const isLocator = (value: object): value is { value: unknown } =>
	'__rl' in value && 'value' in value;

/** The text that a value means: empty if there is none, undefined if it can't be meant. */
export function textMeant(value: unknown): string | undefined {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return isWhole(value) ? value : undefined;
	if (typeof value === 'number') return isExact(value) ? String(value) : undefined;
	if (typeof value === 'bigint') return value.toString();
	return typeof value === 'object' && isLocator(value) ? textMeant(value.value) : undefined;
}

/** White space, control characters, and what is invisible, but for what makes part of an emoji. */
const BLANK = String.raw`(?:(?![\p{Variation_Selector}\u{10000}-\u{10FFFF}])[\s\p{Cc}\p{Default_Ignorable_Code_Point}])`;
const BLANKS_AROUND = new RegExp(`^${BLANK}+|${BLANK}+$`, 'gu');

/** A name that a value means: any text but blanks, without the blanks around it. */
export function nameMeant(value: unknown): string | undefined {
	return textMeant(value)?.replace(BLANKS_AROUND, '') || undefined;
}

/** A bucket's name that a value means: one part of a path. */
export function bucketMeant(value: unknown): string | undefined {
	const name = nameMeant(value);
	return name === undefined || name.includes('/') || /^\.\.?$/.test(name) ? undefined : name;
}

/** An object's key that a value means: any text of 1 to 1,024 bytes. */
export function keyMeant(value: unknown): string | undefined {
	const text = textMeant(value);
	return text && Buffer.byteLength(text) <= KEY_BYTES ? text : undefined;
}

/** Keys as S3 lists them. */
export const inOrder = <T>(keys: T[]): T[] =>
	[...keys].sort((a, b) => Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))));
