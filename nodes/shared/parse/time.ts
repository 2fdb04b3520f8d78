import { isoDateTime } from '../answers/times';
import { BadInput } from '../errors';
import { trimmed } from './trimmed';

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

const MILLISECONDS = {
	weeks: 7 * DAY,
	days: DAY,
	hours: HOUR,
	minutes: MINUTE,
	seconds: 1000,
	milliseconds: 1,
};

const MONTHS = { years: 12, quarters: 3, months: 1 };

const DURATION = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i;

/**
 * A reader of points in time: a duration before now, such as "30 days", or a date. A date without a zone
 * is in UTC. Both come from expressions as objects, too (Luxon's Duration and DateTime, Date).
 * @returns epoch milliseconds; undefined where nothing is entered
 */
export function pointInTime(value: unknown, label: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const milliseconds =
		typeof value === 'object' ? fromDateObject(value) : fromText(trimmed(String(value)));
	if (milliseconds !== undefined && Number.isFinite(milliseconds)) return milliseconds;
	throw new BadInput(
		`${label} is neither a duration nor a date`,
		`Enter "${label}" like 30 days, 12 hours, 2026-01-31 or 2026-01-31T08:00:00Z; a number needs a unit.`,
	);
}

/** A date is a time, a duration is one before now; any other object is refused, whatever number it gives. */
function fromDateObject(value: object): number | undefined {
	if ('isLuxonDuration' in value) return beforeNow(value);
	const isDate = Object.prototype.toString.call(value) === '[object Date]';
	// A plain object may have a field of this name.
	const isTime = (isDate || 'isLuxonDateTime' in value) && typeof value.valueOf === 'function';
	return isTime ? Number(value.valueOf()) : undefined;
}

/**
 * A Luxon duration's amounts by unit; undefined for an invalid one, which has no units. Read by its fields, not by
 * Luxon: what n8n's expressions give may come from another copy of it.
 */
function amountsOf(duration: object): Map<string, number> | undefined {
	const units: unknown =
		'toObject' in duration && typeof duration.toObject === 'function'
			? duration.toObject()
			: undefined;
	const amounts = Object.entries(units ?? {}).map(
		([name, amount]) => [name, Number(amount)] as const,
	);
	return amounts.length > 0 ? new Map(amounts) : undefined;
}

const sum = (amounts: Map<string, number>, worth: Record<string, number>) =>
	Object.entries(worth).reduce((total, [name, each]) => total + each * (amounts.get(name) ?? 0), 0);

function beforeNow(duration: object): number | undefined {
	const amounts = amountsOf(duration);
	if (!amounts) return undefined;
	const now = Date.now();
	const months = subtractDuration(now, sum(amounts, MONTHS), { months: 1 });
	const time = months !== undefined ? months - sum(amounts, MILLISECONDS) : NaN;
	// A difference the wrong way round would be a time to come, which every object is older than.
	return time <= now ? time : undefined;
}

/**
 * A reader of durations such as "12 hours" of a fixed length, within bounds.
 * @returns milliseconds
 */
export const durationWithin =
	(min: number, max: number, bounds: string) =>
	(value: unknown, label: string): number => {
		const isObject = typeof value === 'object' && value !== null;
		const milliseconds = isObject ? lengthOf(value) : fixedLength(trimmed(String(value ?? '')));
		if (milliseconds !== undefined && milliseconds >= min && milliseconds <= max) {
			return milliseconds;
		}
		throw new BadInput(
			`${label} is not a duration of ${bounds}`,
			`Enter "${label}" like 15 minutes, 12 hours or 7 days; a number needs a unit.`,
		);
	};

/** Undefined where months or years make the length depend on the calendar. */
function lengthOf(duration: object): number | undefined {
	const amounts = 'isLuxonDuration' in duration ? amountsOf(duration) : undefined;
	return amounts && sum(amounts, MONTHS) === 0 ? sum(amounts, MILLISECONDS) : undefined;
}

function fixedLength(text: string): number | undefined {
	const [, amount, name] = DURATION.exec(text) ?? [];
	const ms = amount ? unitNamed(name)?.ms : undefined;
	return ms === undefined ? undefined : Number(amount) * ms;
}

function fromText(text: string): number | undefined {
	const [, amount, name] = DURATION.exec(text) ?? [];
	if (amount) {
		const unit = unitNamed(name);
		return unit && subtractDuration(Date.now(), Number(amount), unit);
	}
	return isoDateTime(text);
}

/** A capital M is months to some (Luxon, ISO 8601) and minutes to others, so it is neither. */
const unitNamed = (name: string) =>
	name === 'M' ? undefined : UNITS.find(({ pattern }) => pattern.test(name.toLowerCase()));

function subtractDuration(
	now: number,
	amount: number,
	{ ms, months }: { ms?: number; months?: number },
) {
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
