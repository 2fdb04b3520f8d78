import { NO, YES } from './fieldNames';
import { isCanonicalTime, timeOf } from './times';

/** Milliseconds since 1970 as ISO 8601 in UTC, to the second where it is a whole one; undefined where they are no time. */
export function toIso(milliseconds: number): string | undefined {
	const date = new Date(milliseconds);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('.000Z', 'Z');
}

/** A time as ISO 8601 in UTC; undefined where there is none that can be read. */
export function isoTime(value: unknown): string | undefined {
	const time = timeOf(value);
	if (time === undefined) return undefined;
	const isCanonical = typeof value === 'string' && isCanonicalTime(value);
	return isCanonical ? value.replace('.000Z', 'Z') : toIso(time);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days since a time in milliseconds; the platform's clock may be ahead. */
export const daysSince = (time: number): number =>
	Math.max(Math.floor((Date.now() - time) / DAY_MS), 0);

/** A size in bytes as a number; undefined where there is none or it is not one. */
export function sizeNumber(value: unknown): number | undefined {
	const isWritten = typeof value === 'string' && /^\d+$/.test(value);
	if (typeof value !== 'number' && !isWritten) return undefined;
	const number = Number(value);
	return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** An entity tag without the quotes that HTTP puts around it, and without the mark of a weak one (RFC 9110, 8.8.3). */
export function unquoteETag(value: unknown): string | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	return value.replace(/^(?:W\/)?(?:"|&quot;)|(?:"|&quot;)$/gi, '');
}

/** A yes or no that may come as a word or a number; undefined where it is neither. */
export function yesOrNo(value: unknown): boolean | undefined {
	if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
	const word = String(value).trim().toLowerCase();
	if (YES.includes(word)) return true;
	return NO.includes(word) ? false : undefined;
}

/** Whether a value says yes. */
export const isTrue = (value: unknown): boolean => yesOrNo(value) === true;
