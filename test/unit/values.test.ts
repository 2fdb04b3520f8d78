import { transformSync } from '@swc/core';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareTag, isoTime, isYes, sizeNumber } from '../../nodes/shared/answers/values';

test.each([
	['2021-08-19 14:51:37', '2021-08-19T14:51:37.000Z'],
	['2021-08-19T14:51:37', '2021-08-19T14:51:37.000Z'],
	['2021-08-19 14:51:37.5', '2021-08-19T14:51:37.500Z'],
	['2021-08-19T14:51:37Z', '2021-08-19T14:51:37.000Z'],
	['2021-08-19T14:51:37.123Z', '2021-08-19T14:51:37.123Z'],
	['2021-08-19T16:51:37+02:00', '2021-08-19T14:51:37.000Z'],
	['Thu, 19 Aug 2021 14:51:37 GMT', '2021-08-19T14:51:37.000Z'],
	[1629384697000, '2021-08-19T14:51:37.000Z'],
	['1629384697000', '2021-08-19T14:51:37.000Z'],
	[1629384697, '2021-08-19T14:51:37.000Z'],
	[0, '1970-01-01T00:00:00.000Z'],
	['yesterday', 'yesterday'],
	['99999999999999999999', '99999999999999999999'],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
])('the time %j is %s', (value, expected) => {
	expect(isoTime(value)).toBe(expected);
});

test.each(['America/New_York', 'Asia/Tokyo'])(
	'a time without a zone is GMT, also where n8n runs in %s',
	(zone) => {
		const source = readFileSync(join(__dirname, '../../nodes/shared/answers/values.ts'), 'utf8');
		const { code } = transformSync(source, {
			jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
			module: { type: 'commonjs' },
		});
		const script = `${code}; process.stdout.write(exports.isoTime('2021-08-19 14:51:37'));`;
		// Another process, because Node.js reads the zone at its start.
		const env = { ...process.env, TZ: zone };
		expect(execFileSync(process.execPath, ['-e', script], { env }).toString()).toBe(
			'2021-08-19T14:51:37.000Z',
		);
	},
);

test.each([
	[12, 12],
	['12', 12],
	[0, 0],
	['0', 0],
	['5368709120', 5_368_709_120],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
	['big', undefined],
])('the size %j is %s', (value, expected) => {
	expect(sizeNumber(value)).toBe(expected);
});

test.each([
	['"98bf7d8c"', '98bf7d8c'],
	['98bf7d8c', '98bf7d8c'],
	['&quot;98bf7d8c-2&quot;', '98bf7d8c-2'],
	['', undefined],
	[undefined, undefined],
	[5, undefined],
])('the entity tag %j is %s', (value, expected) => {
	expect(bareTag(value)).toBe(expected);
});

test.each([
	[true, true],
	['true', true],
	[1, true],
	[false, false],
	['false', false],
	[0, false],
	[undefined, false],
	['', false],
])('%j is yes: %s', (value, expected) => {
	expect(isYes(value)).toBe(expected);
});
