import { isoDateTime } from '../answers/times';
import { BadInput } from '../operation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds in a unit; months and years go by the calendar. */
const UNITS: Array<{ pattern: RegExp; ms?: number; months?: number }> = [
	{ pattern: /^(s|secs?|seconds?)$/, ms: 1000 },
	{ pattern: /^(m|mins?|minutes?)$/, ms: MINUTE },
	{ pattern: /^(h|hours?)$/, ms: HOUR },
	{ pattern: /^(d|days?)$/, ms: DAY },
	{ pattern: /^(w|weeks?)$/, ms: 7 * DAY },
	{ pattern: /^(mo|months?)$/, months: 1 },
	{ pattern: /^(y|years?)$/, months: 12 },
];

const DURATION = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i;

/**
 * A reader of points in time: a duration before now, such as "30 days", or a date. A date without a zone
 * is in UTC. Dates come from expressions as objects, too (Luxon's DateTime, Date).
 * @returns epoch milliseconds; undefined where nothing is entered
 */
export function pointInTime(value: unknown, label: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const milliseconds = typeof value === 'object' ? timeIn(value) : timeOf(String(value).trim());
	if (milliseconds !== undefined && Number.isFinite(milliseconds)) return milliseconds;
	throw new BadInput(
		`${label} is neither a duration nor a date`,
		`Enter "${label}" like 30 days, 12 hours, 2026-01-31 or 2026-01-31T08:00:00Z; a number needs a unit.`,
	);
}

/** A date knows its milliseconds; a list, which would count as 1970, is none. */
function timeIn(value: object): number | undefined {
	// An object may have a field of this name.
	const milliseconds: unknown = typeof value.valueOf === 'function' ? value.valueOf() : undefined;
	return typeof milliseconds === 'number' ? milliseconds : undefined;
}

function timeOf(text: string): number | undefined {
	const [, amount, name] = DURATION.exec(text) ?? [];
	if (amount) {
		const unit = unitNamed(name);
		return unit && before(Date.now(), Number(amount), unit);
	}
	return isoDateTime(text);
}

/** A capital M is months to some (Luxon, ISO 8601) and minutes to others, so it is neither. */
const unitNamed = (name: string) =>
	name === 'M' ? undefined : UNITS.find(({ pattern }) => pattern.test(name.toLowerCase()));

function before(now: number, amount: number, { ms, months }: (typeof UNITS)[number]) {
	if (ms !== undefined) return now - amount * ms;
	if (!Number.isInteger(amount)) return undefined;
	const date = new Date(now);
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() - amount * (months ?? 0));
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(day, lastDay));
	return date.getTime();
}

const SIZE_UNITS = new Map([
	['', 1],
	['b', 1],
	['kb', 1e3],
	['mb', 1e6],
	['gb', 1e9],
	['tb', 1e12],
	['kib', 2 ** 10],
	['mib', 2 ** 20],
	['gib', 2 ** 30],
	['tib', 2 ** 40],
]);

/** A reader of sizes: a number of bytes, or with a unit, such as "10 MB" or "1.5 GiB"; in bytes. */
export function sizeInBytes(value: unknown, label: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	// A list of one number reads like the number.
	const text = typeof value === 'object' ? '' : String(value).trim();
	const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
	const bytes = Number(amount) * (SIZE_UNITS.get(unit.toLowerCase()) ?? NaN);
	if (Number.isFinite(bytes)) return bytes;
	throw new BadInput(
		`${label} is not a size`,
		`Enter "${label}" in bytes, or with a unit, like 500 KB, 10 MB or 1.5 GiB.`,
	);
}
