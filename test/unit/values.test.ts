import { unquoteETag, isoTime, sizeNumber, yesOrNo } from '../../nodes/shared/answers/values';

test.each([
	['2021-08-19 14:51:37', '2021-08-19T14:51:37Z'],
	['2021-08-19T14:51:37', '2021-08-19T14:51:37Z'],
	['2021-08-19 14:51:37.5', '2021-08-19T14:51:37.500Z'],
	['2021-08-19T14:51:37Z', '2021-08-19T14:51:37Z'],
	['2021-08-19T14:51:37.123Z', '2021-08-19T14:51:37.123Z'],
	['2021-08-19T16:51:37+02:00', '2021-08-19T14:51:37Z'],
	['Thu, 19 Aug 2021 14:51:37 GMT', '2021-08-19T14:51:37Z'],
	[1629384697000, '2021-08-19T14:51:37Z'],
	['1629384697000', '2021-08-19T14:51:37Z'],
	[1629384697, '2021-08-19T14:51:37Z'],
	[0, undefined],
	['yesterday', undefined],
	['99999999999999999999', undefined],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
])('the time %j is %s', (value, expected) => {
	expect(isoTime(value)).toBe(expected);
});

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
	[true, undefined],
	[-1, undefined],
	['-1', undefined],
	['0x10', undefined],
	[[5], undefined],
	[NaN, undefined],
])('the size %j is %s', (value, expected) => {
	expect(sizeNumber(value)).toBe(expected);
});

test.each([
	['"98bf7d8c"', '98bf7d8c'],
	['98bf7d8c', '98bf7d8c'],
	['&quot;98bf7d8c-2&quot;', '98bf7d8c-2'],
	['W/"98bf7d8c"', '98bf7d8c'],
	['w/"98bf7d8c"', '98bf7d8c'],
	['W/&quot;98bf7d8c&quot;', '98bf7d8c'],
	['', undefined],
	[undefined, undefined],
	[5, undefined],
])('the entity tag %j is %s', (value, expected) => {
	expect(unquoteETag(value)).toBe(expected);
});

test.each<[unknown, boolean | undefined]>([
	...[true, 'true', 'True', 'TRUE', ' true ', 1, '1', 'yes', 'Yes', 'enabled', 'on'].map(
		(value): [unknown, boolean] => [value, true],
	),
	...[false, 'false', 'False', 0, '0', 'no', 'No', 'disabled', 'off'].map(
		(value): [unknown, boolean] => [value, false],
	),
	...[undefined, null, '', 'maybe', 2, [], [true], {}].map((value): [unknown, undefined] => [
		value,
		undefined,
	]),
])('%j is yes or no: %s', (value, expected) => {
	expect(yesOrNo(value)).toBe(expected);
});
