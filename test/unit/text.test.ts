import { BadInput } from '../../nodes/shared/errors';
import {
	flag,
	objectKey,
	optionalText,
	requiredNumber,
	requiredText,
	wholeNumber,
} from '../../nodes/shared/parse/text';
import { policyDocument } from '../../nodes/shared/parse/policy';

const locator = (value: unknown) => ({ __rl: true, mode: 'name', value });

/** What a reader makes of a value; for what it refuses, the message. */
function outcome(read: (value: unknown, label: string) => unknown, value: unknown) {
	try {
		return { value: read(value, 'Label') };
	} catch (error) {
		if (!(error instanceof BadInput)) throw error;
		expect(error.advice.length).toBeGreaterThan(10);
		return { refused: error.message };
	}
}

const EMPTY = { refused: 'Label is empty' };
const NO_TEXT = { refused: 'Label must be a text' };

describe('a text that must be there', () => {
	test.each([
		['logs', { value: 'logs' }],
		[' logs ', { value: ' logs ' }],
		['0', { value: '0' }],
		[0, { value: '0' }],
		[12n, { value: '12' }],
		[locator('logs'), { value: 'logs' }],
		[locator(5), { value: '5' }],
		['', EMPTY],
		['  \n', EMPTY],
		[undefined, EMPTY],
		[null, EMPTY],
		[locator(''), EMPTY],
		[locator(undefined), EMPTY],
		[{}, NO_TEXT],
		[[], NO_TEXT],
		[['logs'], NO_TEXT],
		[true, NO_TEXT],
		[locator(['logs']), NO_TEXT],
	])('%j', (value, expected) => {
		expect(outcome(requiredText, value)).toEqual(expected);
	});
});

describe('an object key', () => {
	const LONG = { refused: 'Label is longer than 1,024 bytes' };

	test.each([
		[' ', { value: ' ' }],
		['/', { value: '/' }],
		['a b+c&d=e#f/ü?,.txt', { value: 'a b+c&d=e#f/ü?,.txt' }],
		['x'.repeat(1024), { value: 'x'.repeat(1024) }],
		['ü'.repeat(512), { value: 'ü'.repeat(512) }],
		['😀'.repeat(256), { value: '😀'.repeat(256) }],
		['x'.repeat(1025), LONG],
		['ü'.repeat(512) + 'x', LONG],
		['😀'.repeat(256) + 'x', LONG],
		['', EMPTY],
		[undefined, EMPTY],
	])('%.20j', (value, expected) => {
		expect(outcome(objectKey, value)).toEqual(expected);
	});
});

test.each([
	['logs/', { value: 'logs/' }],
	[' ', { value: ' ' }],
	[7, { value: '7' }],
	['', { value: undefined }],
	[undefined, { value: undefined }],
	[null, { value: undefined }],
	[{ a: 1 }, NO_TEXT],
])('a text that may be left out: %j', (value, expected) => {
	expect(outcome(optionalText, value)).toEqual(expected);
});

describe('a whole number from 1 to 100', () => {
	const REFUSED = { refused: 'Label must be a whole number' };

	test.each<[unknown, object]>([
		[1, { value: 1 }],
		[100, { value: 100 }],
		['42', { value: 42 }],
		[' 42 ', { value: 42 }],
		['042', { value: 42 }],
		['+42', { value: 42 }],
		['', { value: undefined }],
		[undefined, { value: undefined }],
		...[0, 101, -1, 1.5, NaN, Infinity, 1e21].map((value): [unknown, object] => [value, REFUSED]),
		...['1.0', '1e2', '0x10', 'ten', '1,5', '1 5', '٤٢'].map((value): [unknown, object] => [
			value,
			REFUSED,
		]),
		[true, NO_TEXT],
		[[1], NO_TEXT],
	])('%j', (value, expected) => {
		expect(outcome(wholeNumber(1, 100), value)).toEqual(expected);
	});
});

test.each([
	[Number.MAX_SAFE_INTEGER, { value: 9007199254740991 }],
	['9007199254740993', { refused: 'Label must be a whole number' }],
])('a whole number without an upper bound is one that can be told apart: %j', (value, expected) => {
	expect(outcome(wholeNumber(1), value)).toEqual(expected);
});

test.each([
	[5, { value: 5 }],
	['', EMPTY],
	[undefined, EMPTY],
	[0, { refused: 'Label must be a whole number' }],
])('a number that must be there: %j', (value, expected) => {
	expect(outcome(requiredNumber(1), value)).toEqual(expected);
});

test.each([
	[true, { value: true }],
	[false, { value: false }],
	['true', { value: true }],
	['false', { value: false }],
	['', { value: false }],
	[undefined, { value: false }],
	['yes', { refused: 'Label must be true or false' }],
	[1, { refused: 'Label must be true or false' }],
])('a switch: %j', (value, expected) => {
	expect(outcome(flag, value)).toEqual(expected);
});

describe('a policy', () => {
	const TEXT = '{ "Version": "2012-10-17",\n "Statement": [] }';

	test.each([
		[TEXT, { value: TEXT }],
		[{ Statement: { Effect: 'Allow' } }, { value: '{"Statement":{"Effect":"Allow"}}' }],
		['', EMPTY],
		[undefined, EMPTY],
		[null, EMPTY],
		['{', { refused: 'Label is not valid JSON' }],
		["{'Statement': []}", { refused: 'Label is not valid JSON' }],
		['[]', { refused: 'Label is not a JSON object' }],
		[[], { refused: 'Label is not a JSON object' }],
		['5', { refused: 'Label is not a JSON object' }],
		[5, { refused: 'Label is not a JSON object' }],
		['"allow all"', { refused: 'Label is not a JSON object' }],
		['null', { refused: 'Label is not a JSON object' }],
		['[{"Statement": []}]', { refused: 'Label is not a JSON object' }],
		['{}', { refused: 'Label has no Statement' }],
		['{"Statement": "allow"}', { refused: 'Label has no Statement' }],
		['{"Statement": null}', { refused: 'Label has no Statement' }],
		['{"statement": []}', { refused: 'Label has no Statement' }],
	])('%j', (value, expected) => {
		expect(outcome(policyDocument, value)).toEqual(expected);
	});
});

test.each([requiredText, objectKey, optionalText])('%p refuses half of a character', (read) => {
	// It would be sent as U+FFFD, and so name another object.
	expect(outcome(read, '😀'.slice(0, 1))).toEqual({
		refused: 'Label contains half of a character',
	});
});

test.each([2 ** 53, 1e21, NaN, Infinity])('%p is no name: its digits are lost', (number) => {
	expect(outcome(requiredText, number)).toEqual(NO_TEXT);
});

test('values that contain themselves are refused', () => {
	const nested: Record<string, unknown> = locator(undefined);
	nested.value = nested;
	expect(outcome(requiredText, nested)).toEqual(NO_TEXT);
	const policy: Record<string, unknown> = { Statement: [] };
	policy.Id = policy;
	expect(outcome(policyDocument, policy)).toEqual({ refused: 'Label is not valid JSON' });
});
