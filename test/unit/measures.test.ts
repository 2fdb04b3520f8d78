import { DateTime, Duration, Interval } from 'luxon';
import { pointInTime } from '../../nodes/shared/parse/time';
import { sizeInBytes } from '../../nodes/shared/parse/size';

// The last day of March in a leap year: months and years back from it end on shorter ones.
const NOW = Date.parse('2028-03-31T12:00:00.500Z');

beforeAll(() => {
	jest.useFakeTimers({ now: NOW });
});
afterAll(() => {
	jest.useRealTimers();
});

const TIMES: Array<[unknown, string]> = [
	['90 seconds', '2028-03-31T11:58:30.500Z'],
	['90s', '2028-03-31T11:58:30.500Z'],
	['1 sec', '2028-03-31T11:59:59.500Z'],
	['5 minutes', '2028-03-31T11:55:00.500Z'],
	['5 m', '2028-03-31T11:55:00.500Z'],
	['5min', '2028-03-31T11:55:00.500Z'],
	['12 hours', '2028-03-31T00:00:00.500Z'],
	['1.5h', '2028-03-31T10:30:00.500Z'],
	['30 days', '2028-03-01T12:00:00.500Z'],
	['30 Days', '2028-03-01T12:00:00.500Z'],
	['  30d ', '2028-03-01T12:00:00.500Z'],
	['0 days', '2028-03-31T12:00:00.500Z'],
	['2 weeks', '2028-03-17T12:00:00.500Z'],
	['1w', '2028-03-24T12:00:00.500Z'],
	['1 month', '2028-02-29T12:00:00.500Z'],
	['6 mo', '2027-09-30T12:00:00.500Z'],
	['13 months', '2027-02-28T12:00:00.500Z'],
	['2 years', '2026-03-31T12:00:00.500Z'],
	['1y', '2027-03-31T12:00:00.500Z'],
	['2026-01-31', '2026-01-31T00:00:00.000Z'],
	['2028-02-29', '2028-02-29T00:00:00.000Z'],
	['2026-01-31T08:00', '2026-01-31T08:00:00.000Z'],
	['2026-01-31 08:00:30', '2026-01-31T08:00:30.000Z'],
	['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'],
	['2026-01-31T08:00:00.250+02:00', '2026-01-31T06:00:00.250Z'],
	['2026-01-31 08:00:00-0530', '2026-01-31T13:30:00.000Z'],
	[new Date('2026-01-31T08:00:00Z'), '2026-01-31T08:00:00.000Z'],
	[DateTime.fromISO('2026-01-31T08:00:00', { zone: 'Europe/Berlin' }), '2026-01-31T07:00:00.000Z'],
	[Duration.fromObject({ days: 7 }), '2028-03-24T12:00:00.500Z'],
	[Duration.fromISO('P1M'), '2028-02-29T12:00:00.500Z'],
	[Duration.fromObject({ years: 1, months: 1, days: 2 }), '2027-02-26T12:00:00.500Z'],
	[Duration.fromMillis(500), '2028-03-31T12:00:00.000Z'],
	[Duration.fromObject({ days: 1, hours: -12 }), '2028-03-31T00:00:00.500Z'],
	[DateTime.fromISO('2026-01-03').diff(DateTime.fromISO('2026-01-01')), '2028-03-29T12:00:00.500Z'],
	[
		DateTime.fromISO('2026-02-02').diff(DateTime.fromISO('2026-01-01'), ['months', 'days']),
		'2028-02-28T12:00:00.500Z',
	],
];

test.each(TIMES)('the point in time %p', (value, expected) => {
	expect(new Date(pointInTime(value, 'Older Than') ?? NaN).toISOString()).toBe(expected);
});

const NO_TIMES: unknown[] = [
	...['30', 'days', '-3 days', '3 fortnights', '1.5 months', '3 days ago', ' ', 'yesterday'],
	// Minutes to some and months to others: a guess would delete what was to stay.
	...['6 M', '6M'],
	...['2026-02-29', '2026-02-31', '2026-02-31T08:00:00Z', '2026-13-01', '2026-1-1', '31.01.2026'],
	...['2026-01-31T25:00', '2026-01-31T08:00 or so', '01/31/2026', 1769846400000, true],
	...[[], [5], ['30 days'], {}, new Date(NaN), '99999999999999 months'],
	...[DateTime.invalid('no time'), Duration.invalid('no duration'), Duration.fromObject({})],
	...[Duration.fromObject({ days: -7 }), Duration.fromObject({ months: 1.5 })],
	...[
		{ isLuxonDateTime: true, valueOf: 1 },
		{ isLuxonDuration: true, days: 7 },
	],
	...[Interval.after(DateTime.fromISO('2026-01-01'), { days: 7 }), { valueOf: () => 604_800_000 }],
	...[Object(604_800_000), new Map(), () => 5],
];

test.each(NO_TIMES)('%p is no point in time', (value) => {
	expect(() => pointInTime(value, 'Younger Than')).toThrow(
		expect.objectContaining({
			message: 'Younger Than is neither a duration nor a date',
			advice: expect.stringContaining('Enter "Younger Than" like 30 days'),
		}),
	);
});

const SIZES: Array<[unknown, number]> = [
	['0', 0],
	['500', 500],
	[500, 500],
	['500 B', 500],
	['1 KB', 1000],
	['1kb', 1000],
	['1 KiB', 1024],
	['10 MB', 10_000_000],
	['1.5 GiB', 1_610_612_736],
	[' 2 MiB ', 2_097_152],
	['3GB', 3_000_000_000],
	['1 TB', 1e12],
	['1 TiB', 1_099_511_627_776],
];

test.each(SIZES)('the size %p', (value, expected) => {
	expect(sizeInBytes(value, 'Larger Than')).toBe(expected);
});

test.each([
	...['MB', '-1', '1 XB', '1,000', '1 000', '1e3', '10 MB or so', '10 bytes', '10 constructor'],
	...[true, {}, [5]].map((value) => [value]),
])('%p is no size', (value) => {
	expect(() => sizeInBytes(value, 'Larger Than')).toThrow(
		expect.objectContaining({
			message: 'Larger Than is not a size',
			advice: expect.stringContaining('Enter "Larger Than" in bytes'),
		}),
	);
});

test.each([undefined, null, ''])('%p is no entry', (value) => {
	expect([pointInTime(value, 'x'), sizeInBytes(value, 'x')]).toEqual([undefined, undefined]);
});
