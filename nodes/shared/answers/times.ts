const CLOCK =
	'(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?)?(?:\\s?(?<half>[ap]m))?';
const ZONE = '(?<zone>z|utc|ut|gmt|(?:utc|gmt)?[+-]\\d\\d(?::?\\d\\d)?)';
const DAY = '(?<day>\\d{1,2})';
const MONTH_NAME = '(?<monthName>[a-z]{3,9})\\.?';
const WEEKDAY = '(?:[a-z]{3,9},? +)?';
const YEAR = '(?<year>\\d{4})';

/** A zone's name may stand behind its offset, as Java writes it. */
const REST = `(?:,?(?: +| at )${CLOCK})?(?: ?${ZONE}(?:\\[[^\\]]*\\])?)?$`;

/** ISO 8601, and with a space, as databases write it. */
const ISO = new RegExp(
	`^${YEAR}-(?<month>\\d\\d)-(?<day>\\d\\d)(?:[t ]${CLOCK}(?: ?${ZONE}(?:\\[[^\\]]*\\])?)?)?$`,
	'i',
);

/** Other forms that have one meaning only; 08/09/2021 has two. */
const FORMS = [
	`^${YEAR}/(?<month>\\d\\d)/${DAY}${REST}`,
	// ISO 8601 without its marks, as in signatures.
	`^${YEAR}(?<month>\\d\\d)(?<day>\\d\\d)T(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)${ZONE}?$`,
	// HTTP and mail: Thu, 19 Aug 2021 14:51:37 GMT.
	`^${WEEKDAY}${DAY}[ -]${MONTH_NAME}[ -]${YEAR}${REST}`,
	// Java: Aug 19, 2021 2:51:37 PM.
	`^${WEEKDAY}${MONTH_NAME} +${DAY},? ${YEAR}${REST}`,
	// Java and C: Thu Aug 19 14:51:37 UTC 2021.
	`^${WEEKDAY}${MONTH_NAME} +${DAY} ${CLOCK}(?: ${ZONE})? ${YEAR}$`,
].map((form) => new RegExp(form, 'i'));

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Below this a number of time is taken for seconds: in milliseconds it would be March 1973. */
const SECONDS_BELOW = 1e11;

/**
 * S3 is from March 2006, so nothing in it is older. What is before means that there is no time: 0, the year 1, 1970, or
 * what a clock makes of them in its zone.
 */
export const EARLIEST = Date.UTC(2006, 2, 14);

/** No time is longer; a regular expression over a megabyte would block the event loop. */
const LONGEST = 100;

/**
 * A time as the platform writes it, in milliseconds since 1970: as a number of milliseconds or seconds, or
 * as a text. Without a zone it is GMT, as the platform's own client reads it, wherever n8n runs.
 * @returns undefined for what cannot be read (a guess would shift what goes by age), and where it is too early
 */
export function timeOf(value: unknown): number | undefined {
	const time = writtenTime(value);
	return time === undefined || time < EARLIEST ? undefined : time;
}

function writtenTime(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	if (text.length > LONGEST) return undefined;
	if (/^\d+(\.\d+)?$/.test(text)) {
		const number = Number(text);
		return valid(number < SECONDS_BELOW ? number * 1000 : number);
	}
	if (isCanonicalTime(text)) return canonicalTime(text);
	// Java puts a narrow space before PM.
	const plain = text.replace(/\s/g, ' ');
	for (const form of [ISO, ...FORMS]) {
		const parts = form.exec(plain)?.groups;
		if (parts) return milliseconds(parts);
	}
	return undefined;
}

const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

/** Whether a time is written as S3 writes it: so it is read without trying forms, since a listing brings thousands. */
export const isCanonicalTime = (text: string): boolean => CANONICAL.test(text);

function canonicalTime(text: string): number | undefined {
	const date = new Date(text);
	// There is no February 31, and no hour 24: both would count as another day.
	return date.getUTCDate() === Number(text.slice(8, 10)) ? date.getTime() : undefined;
}

/** A date in ISO 8601, as `timeOf` reads it, and nothing else. */
export function isoDateTime(text: string): number | undefined {
	const parts = text.length > LONGEST ? undefined : ISO.exec(text)?.groups;
	return parts && milliseconds(parts);
}

const valid = (milliseconds: number) =>
	Number.isNaN(new Date(milliseconds).getTime()) ? undefined : Math.trunc(milliseconds);

function milliseconds(parts: Partial<Record<string, string>>): number | undefined {
	const { monthName, fraction = '0' } = parts;
	const year = Number(parts.year);
	const month = monthName
		? MONTHS.indexOf(monthName.slice(0, 3).toLowerCase())
		: Number(parts.month) - 1;
	const day = Number(parts.day);
	const hour = hourOf(Number(parts.hour ?? 0), parts.half);
	const minute = Number(parts.minute ?? 0);
	const second = Number(parts.second ?? 0);
	const offset = offsetOf(parts.zone);
	if (hour > 23 || minute > 59 || second > 59) return undefined;
	const time = Date.UTC(year, month, day, hour, minute, second, Number(`0.${fraction}`) * 1000);
	// There is no February 31: it would count as another day.
	const date = new Date(time);
	const isReal =
		date.getUTCDate() === day && date.getUTCMonth() === month && date.getUTCFullYear() === year;
	return isReal && !Number.isNaN(offset) ? time - offset : undefined;
}

function hourOf(hour: number, half?: string): number {
	if (half === undefined) return hour;
	if (hour < 1 || hour > 12) return Infinity;
	return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

/** How far a zone is before GMT, in milliseconds; NaN where there is no such zone. */
function offsetOf(zone = 'z'): number {
	const [, sign, hours, minutes = 0] = /([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	if (sign === undefined) return 0;
	if (Number(hours) > 14 || Number(minutes) > 59) return NaN;
	return (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
}
