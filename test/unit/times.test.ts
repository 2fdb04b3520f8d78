import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { timeOf } from '../../nodes/shared/answers/times';

/** All of them the same time. */
const SAME = [
	'2021-08-19 14:51:37',
	'2021-08-19T14:51:37',
	'2021-08-19T14:51:37Z',
	'2021-08-19T14:51:37.000z',
	'2021-08-19 14:51:37,000',
	'2021-08-19 14:51:37 UTC',
	'2021-08-19 14:51:37 GMT',
	'2021-08-19T16:51:37+02:00',
	'2021-08-19T16:51:37 +0200',
	'2021-08-19T16:51:37+02',
	'2021-08-19T16:51:37+02:00[Europe/Berlin]',
	'2021-08-19T10:21:37-04:30',
	'2021/08/19 14:51:37',
	'20210819T145137Z',
	'20210819T145137',
	'Thu, 19 Aug 2021 14:51:37 GMT',
	'Thu, 19 Aug 2021 14:51:37',
	'19 Aug 2021 14:51:37',
	'19-Aug-2021 14:51:37',
	'Thu Aug 19 14:51:37 UTC 2021',
	'Thu Aug 19 14:51:37 2021',
	'Aug 19, 2021 2:51:37 PM',
	'Aug 19, 2021, 2:51:37 PM',
	'Aug 19, 2021, 2:51:37\u202fPM',
	'August 19, 2021 at 2:51:37 PM',
	'Thursday, August 19, 2021 2:51:37 PM UTC',
	'Thu Aug 19 2021 16:51:37 GMT+0200',
];

const TO_THE_MINUTE = ['2021-08-19 14:51', '2021-08-19T14:51', 'Aug 19, 2021 2:51 PM'];
const DAYS = ['2021-08-19', 'Aug 19, 2021', '19 Aug 2021', '2021/08/19'];

const isoOf = (value: unknown) => {
	const time = timeOf(value);
	return time === undefined ? undefined : new Date(time).toISOString();
};

test.each(SAME)('the time %j', (text) => {
	expect(isoOf(text)).toBe('2021-08-19T14:51:37.000Z');
});

test.each([
	...TO_THE_MINUTE.map((text) => [text, '2021-08-19T14:51:00.000Z']),
	...DAYS.map((text) => [text, '2021-08-19T00:00:00.000Z']),
	['Aug 19, 2021 12:00:00 AM', '2021-08-19T00:00:00.000Z'],
	['Aug 19, 2021 12:00:00 PM', '2021-08-19T12:00:00.000Z'],
	['2021-08-19 14:51:37.123456', '2021-08-19T14:51:37.123Z'],
	['2021-08-19T14:51:37.123Z', '2021-08-19T14:51:37.123Z'],
	['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
	['1629384697.5', '2021-08-19T14:51:37.500Z'],
])('the time %j is %s', (text, expected) => {
	expect(isoOf(text)).toBe(expected);
});

const NO_TIMES: unknown[] = [
	...['yesterday', 'May 5', 'item 7', 'never 1', '-5', '1e3', 'Infinity', '', ' ', '14:51'],
	// As S3 writes times, which is read another way.
	...['2021-02-31T10:00:00Z', '2021-08-31T24:00:00Z', '2021-08-19T25:00:00Z'],
	...['2021-08-19T14:61:00Z', '2021-08-19T14:51:60.000Z', '2021-13-01T10:00:00.000Z'],
	// Two meanings each.
	...['08/09/2021', '08/09/2021 14:51', '19.08.2021', '21-08-19'],
	// No such day or hour: Date would make another of it.
	...[
		'2021-02-31',
		'2021-02-30 10:00:00',
		'Feb 31, 2021 1:00 PM',
		'2021-13-01',
		'2021-08-19 25:00',
	],
	...['2021-08-19 14:61:00', 'Aug 19, 2021 13:51:37 PM', 'Aug 19, 2021 0:51 AM'],
	// Zones that are GMT to nobody, or several at once.
	...['Thu Aug 19 14:51:37 CST 2021', '2021-08-19 14:51:37 IST', '2021-08-19T14:51:37+25:00'],
	...['2021-08-19T14:51:37 or so', 'Foo 19, 2021 2:51:37 PM', 'x'.repeat(1e6), 1e30, NaN, -1],
	// Before S3 there was no object: what a missing time looks like.
	...[0, '0', 0.5, 1e6, '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '1970-01-01 01:00:00'],
	...['1969-12-31T23:59:59Z', '1980-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z', '2001-01-01'],
	...[null, undefined, true, {}, [], [1629384697000], new Date()],
];

test.each(NO_TIMES.map((value) => [value]))('%p is no time', (value) => {
	expect(timeOf(value)).toBeUndefined();
});

const ENTERED = ['2021-08-19 14:51:37', '2021-08-19T14:51:37 UTC', '2021-08-19T16:51:37 +02:00'];

test.each([
	['UTC', '14:51:37'],
	['America/New_York', '18:51:37'],
	['Asia/Tokyo', '05:51:37'],
	['Asia/Kolkata', '09:21:37'],
	['Pacific/Kiritimati', '00:51:37'],
])('times mean the same where n8n runs in %s', (zone, local) => {
	// Another process, because Node.js reads the zone at its start.
	const output = execFileSync(
		process.execPath,
		[
			...['--import', 'tsx', join(__dirname, '../support/inZone.ts')],
			JSON.stringify({ answered: [...SAME, ...TO_THE_MINUTE, ...DAYS], entered: ENTERED }),
		],
		{ env: { ...process.env, TZ: zone } },
	);
	const same = '2021-08-19T14:51:37.000Z';
	expect(JSON.parse(output.toString())).toEqual({
		answered: [
			...SAME.map(() => same),
			...TO_THE_MINUTE.map(() => '2021-08-19T14:51:00.000Z'),
			...DAYS.map(() => '2021-08-19T00:00:00.000Z'),
		],
		entered: ENTERED.map(() => same),
		// Proves that the zone is in effect.
		machine: `2021-08-19T${local}.000Z`,
	});
});
