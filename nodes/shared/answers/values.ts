/** A date and time without a zone, as the platform writes it. */
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)$/;

/** ISO 8601, or as HTTP and Java write it. Date.parse makes a date of any text that ends in a number. */
const DATED = /^(\d{4}-\d\d-\d\d|[A-Z][a-z]{2},? .*\d\d:\d\d)/;

/** Below this a number of time is taken for seconds: in milliseconds it would be March 1973. */
const SECONDS_BELOW = 1e11;

/**
 * A time as ISO 8601 in UTC.
 * @param value epoch milliseconds (or seconds), ISO 8601, or `2021-08-19 14:51:37`, which the
 *   platform's own client formats and parses as GMT
 * @returns the value as it is where it cannot be read; undefined where there is none
 */
export function isoTime(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const text = String(value);
	if (/^\d+$/.test(text)) {
		const number = Number(text);
		return isoOf(number < SECONDS_BELOW ? number * 1000 : number) ?? text;
	}
	if (!DATED.test(text)) return text;
	const zoned = text.replace(WITHOUT_ZONE, '$1T$2Z');
	return isoOf(Date.parse(zoned)) ?? text;
}

/** Milliseconds since 1970 as ISO 8601 in UTC; undefined where they are no time. */
export function isoOf(milliseconds: number): string | undefined {
	const date = new Date(milliseconds);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A size in bytes as a number; undefined where there is none or it is not one. */
export function sizeNumber(value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

/** An entity tag without the quotes that HTTP puts around it (RFC 9110, 8.8.3). */
export function bareTag(value: unknown): string | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	return value.replace(/^(?:"|&quot;)|(?:"|&quot;)$/g, '');
}

/** A yes or no that may come as a text. */
export function isYes(value: unknown): boolean {
	return value === true || value === 'true' || value === 1;
}
