import type { IDataObject } from 'n8n-workflow';
import { REFERENCE } from '../support/reference';
import { byValue, makeThings, useSandbox, type Things } from '../support/world';

// What cannot be meant is told before anything is sent, naming the field by its label.

const { sandbox, run } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

afterEach(() => {
	expect(sandbox().requests).toEqual([]);
});

const LISTING = { resource: 'object', operation: 'getAll' };

/** Each field's label in the editor, by operation where a name has two. */
const LABELS: Record<string, string> = {
	hostGroup: 'Host Group',
	name: 'Account',
	accKey: 'Access Key',
	bucketName: 'Bucket',
	key: 'Object Key',
	srcBucketName: 'Source Bucket',
	srcKey: 'Source Object Key',
	dstBucketName: 'Destination Bucket',
	dstKey: 'Destination Object Key',
	policy: 'Policy',
};
const LABELS_OF_NEW: Record<string, string> = { name: 'Account Name', bucketName: 'Bucket Name' };

const EMPTY = REFERENCE.flatMap(({ resource, operation, own }) =>
	// Only the names of the fields count here.
	Object.keys(own({} as Things)).map((field) => {
		const label = (operation === 'create' && LABELS_OF_NEW[field]) || LABELS[field];
		return { resource, operation, own, field, label };
	}),
);

describe.each(EMPTY)(
	'$resource: $operation, $label',
	({ resource, operation, own, field, label }) => {
		const withValue = async (value: unknown) =>
			await run({ resource, operation, ...own(things), [field]: value } as IDataObject);

		test('may not be left empty', async () => {
			// n8n itself sees to it, but not for JSON fields.
			const told = field === 'policy' ? 'Policy is empty' : `Parameter "${label}" is required`;
			const { message } = await withValue('').then(
				({ error }) => error!,
				(error: Error) => error,
			);
			expect(message).toMatch(told);
		});

		test('may not come empty from an expression', async () => {
			const { error } = await withValue('={{ $json.nothing }}');
			expect(error?.message).toBe(`${label} is empty`);
			expect(error?.description).toMatch(`Enter a value for "${label}"`);
			expect(error?.context.itemIndex).toBe(0);
		});
	},
);

test.each(['={{ "" }}', '={{ $json.nothing }}'])(
	'a limit may not come empty: %s',
	async (limit) => {
		const { hostGroup, bucket: bucketName } = things;
		for (const list of [
			{ resource: 'bucket', operation: 'getAll' },
			{ ...LISTING, hostGroup, bucketName },
		]) {
			const { error } = await run({ ...list, limit });
			expect(error?.message).toBe('Limit is empty');
		}
	},
);

test('an access key of blanks is empty', async () => {
	const { hostGroup } = things;
	const { error } = await run({ resource: 'key', operation: 'revoke', hostGroup, accKey: '  ' });
	expect(error?.message).toBe('Access Key is empty');
});

test('a list in place of a text is told', async () => {
	const { hostGroup } = things;
	const bucketName = byValue('={{ ["a", "b"] }}');
	const { error } = await run({ resource: 'bucket', operation: 'delete', hostGroup, bucketName });
	expect(error?.message).toBe('Bucket must be a text');
	expect(error?.description).toMatch('it gave a list');
});

const WHOLE_NUMBERS: Array<[string, IDataObject, string]> = [
	['a limit of 0', { limit: 0 }, 'Limit'],
	['a limit below', { limit: -1 }, 'Limit'],
	['half a limit', { limit: 1.5 }, 'Limit'],
	['a limit that is none', { limit: '={{ "many" }}' }, 'Limit'],
	['a page of 0', { options: { maxKeys: 0 } }, 'Page Size'],
	['a page of 1,001', { options: { maxKeys: 1001 } }, 'Page Size'],
	['half a page', { options: { maxKeys: 10.5 } }, 'Page Size'],
	['an owner by name', { options: { ownerUid: 'olga' } }, 'Owner UID'],
	['half an owner', { options: { ownerUid: '12.5' } }, 'Owner UID'],
	['an owner in hexadecimal', { options: { ownerUid: '0x10' } }, 'Owner UID'],
	['owner 0', { options: { ownerUid: '0' } }, 'Owner UID'],
	[
		'an owner too large to be told apart',
		{ options: { ownerUid: '90071992547409930' } },
		'Owner UID',
	],
	['no time to answer', { options: { timeout: 0 } }, 'Timeout'],
	['nothing at a time', { options: { concurrency: 0 } }, 'Concurrency'],
	['too much at a time', { options: { concurrency: 101 } }, 'Concurrency'],
];

test.each(WHOLE_NUMBERS)('whole numbers: %s', async (_, fields, label) => {
	const { hostGroup, bucket: bucketName } = things;
	const { error } = await run({ ...LISTING, hostGroup, bucketName, ...fields });
	expect(error?.message).toBe(`${label} must be a whole number`);
	expect(error?.description).toMatch(new RegExp(`^Enter a whole number, .* for "${label}"`));
});

const POLICIES: Array<[string, string, string]> = [
	['not JSON', '{"Version": ', 'Policy is not valid JSON'],
	['a text', '"allow all"', 'Policy is not a JSON object'],
	['a list', '[{"Statement": []}]', 'Policy is not a JSON object'],
	['null', 'null', 'Policy is not a JSON object'],
	['no Statement', '{"Version": "2012-10-17"}', 'Policy has no Statement'],
	['a Statement that is a text', '{"Statement": "allow"}', 'Policy has no Statement'],
	['a Statement that is null', '{"Statement": null}', 'Policy has no Statement'],
];

test.each(POLICIES)('policies: %s', async (_, policy, message) => {
	const { hostGroup, bucket: bucketName } = things;
	const { error } = await run({
		resource: 'policy',
		operation: 'set',
		hostGroup,
		bucketName,
		policy,
	});
	expect(error?.message).toBe(message);
	expect(error?.description).toMatch(/policy/i);
});

const KEYS: Array<[string, string]> = [
	['1,025 letters', 'x'.repeat(1025)],
	['513 letters of two bytes', 'ü'.repeat(513)],
	['342 letters of three bytes', '日'.repeat(342)],
	['257 letters of four bytes', '😀'.repeat(257)],
];

test.each(KEYS)('a key of %s is too long', async (_, key) => {
	const { hostGroup, bucket: bucketName } = things;
	const { error } = await run({
		...{ resource: 'object', operation: 'delete', hostGroup, bucketName, key },
	});
	expect(error?.message).toBe('Object Key is longer than 1,024 bytes');
	expect(error?.description).toMatch(`this one has ${Buffer.byteLength(key)}`);
});

test.each(['', 'ftp://app.jelastic.com', 'app.jelastic.com/env', 'two words', 'https://u:p@host'])(
	'an address that is none is told: "%s"',
	async (host) => {
		const { error } = await run(
			{ resource: 'bucket', operation: 'getAll' },
			{ credential: { host, token: sandbox().token } },
		);
		expect(error?.message).toBe('Platform Address is not an address');
		expect(error?.description).toMatch('like https://app.jelastic.com');
	},
);

test('one bad item of five: nothing is sent for the others either', async () => {
	const { hostGroup, bucket: bucketName } = things;
	const { error } = await run(
		{
			...{ resource: 'object', operation: 'delete', hostGroup, bucketName },
			key: '={{ $json.key }}',
		},
		{ items: ['a', 'b', '', 'd', 'e'].map((key) => ({ json: { key } })) },
	);
	expect(error?.message).toBe('Object Key is empty');
	expect(error?.context.itemIndex).toBe(2);
});
