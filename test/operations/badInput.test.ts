import type { IDataObject } from 'n8n-workflow';
import { REFERENCE } from '../support/reference';
import { byValue, op, useThings, type Things } from '../support/world';

// What cannot be meant is reported before anything is sent, with the field's label. What each field takes:
// test/unit/text.test.ts.

const { own, run, sandbox } = useThings();

afterEach(() => {
	expect(sandbox().requests).toEqual([]);
});

const failureOf = async (name: string, changes: IDataObject) =>
	(await run(own(name, changes))).error!;

/** Each field's label in the editor; the name of something new has another. */
const LABELS: Record<string, string> = {
	...{
		hostGroup: 'Host Group',
		accountName: 'Account',
		accessKey: 'Access Key',
		bucketName: 'Bucket',
	},
	...{ key: 'Object Key', srcBucketName: 'Source Bucket', srcKey: 'Source Object Key' },
	...{ dstBucketName: 'Destination Bucket', dstKey: 'Destination Object Key', policy: 'Policy' },
};
const LABELS_OF_NEW: Record<string, string> = {
	accountName: 'Account Name',
	bucketName: 'Bucket Name',
};

const REQUIRED = REFERENCE.flatMap(({ resource, operation, own: fieldsOf }) =>
	// Only the names of the fields count here.
	Object.keys(fieldsOf({} as Things)).map((field) => ({
		...{ name: `${resource} ${operation}`, field },
		label: (operation === 'create' && LABELS_OF_NEW[field]) || LABELS[field],
	})),
);

test.each(REQUIRED)('$name: $label may not be empty', async ({ name, field, label }) => {
	// n8n itself sees to it, but not for JSON fields, and not for what an expression gives.
	const { message } = await failureOf(name, { [field]: '' }).catch((error: Error) => error);
	expect(message).toMatch(
		field === 'policy' ? 'Policy is empty' : `Parameter "${label}" is required`,
	);
	const given = await failureOf(name, { [field]: '={{ $json.nothing }}' });
	expect(given.message).toBe(`${label} is empty`);
	expect(given.description).toMatch(`Enter a value for "${label}"`);
	expect(given.context.itemIndex).toBe(0);
});

test.each<[string, IDataObject, string, RegExp]>([
	...['bucket getAll', 'object getAll'].flatMap((name) =>
		['={{ "" }}', '={{ $json.nothing }}'].map((limit): [string, IDataObject, string, RegExp] => [
			...([name, { limit }, 'Limit is empty', /./] as const),
		]),
	),
	['key revoke', { accessKey: '  ' }, 'Access Key is empty', /./],
	['bucket delete', { hostGroup: ' \t' }, 'Host Group is empty', /./],
	['bucket delete', { bucketName: ' \t' }, 'Bucket is empty', /./],
	[
		'bucket delete',
		{ bucketName: byValue('={{ ["a", "b"] }}') },
		'Bucket must be a text',
		/it gave a list/,
	],
	['policy set', { policy: '{"Version": ' }, 'Policy is not valid JSON', /policy/i],
	['policy set', { policy: '"allow all"' }, 'Policy is not a JSON object', /policy/i],
	['policy set', { policy: '{"Version": "2012-10-17"}' }, 'Policy has no Statement', /policy/i],
	...['x'.repeat(1025), 'ü'.repeat(513), '日'.repeat(342), '😀'.repeat(257)].map(
		(key): [string, IDataObject, string, RegExp] => [
			...(['object delete', { key }, 'Object Key is longer than 1,024 bytes'] as const),
			new RegExp(`this one has ${Buffer.byteLength(key)}`),
		],
	),
])('%s with %.40j: %s', async (name, changes, message, advice) => {
	const error = await failureOf(name, changes);
	expect(error.message).toBe(message);
	expect(error.description).toMatch(advice);
});

test.each<[string, IDataObject]>([
	...[0, -1, 1.5, '={{ "many" }}'].map((limit): [string, IDataObject] => ['Limit', { limit }]),
	...[
		...[0, 1001, 10.5].map((maxKeys) => ['Page Size', { maxKeys }] as const),
		// The last is too large to be told apart from its neighbors.
		...['olga', '12.5', '0x10', '0', '90071992547409930'].map(
			(ownerUid) => ['Owner UID', { ownerUid }] as const,
		),
		// A timer of Node.js that is longer fires at once.
		...[0, 2 ** 31].map((timeout) => ['Timeout', { timeout }] as const),
		...[0, 101].map((concurrency) => ['Concurrency', { concurrency }] as const),
	].map(([label, options]): [string, IDataObject] => [label, { options }]),
])('%s must be a whole number: %j', async (label, changes) => {
	const error = await failureOf('object getAll', changes);
	expect(error.message).toBe(`${label} must be a whole number`);
	expect(error.description).toMatch(new RegExp(`^Enter a whole number, .* for "${label}"`));
});

test.each(['', 'ftp://app.jelastic.com', 'app.jelastic.com/env', 'two words', 'https://u:p@host'])(
	'"%s" is no address of a platform',
	async (host) => {
		const credential = { host, token: sandbox().token };
		const { error } = await run(op('bucket getAll'), { credential });
		expect(error?.message).toBe('Platform Address is not an address');
		expect(error?.description).toMatch('like https://app.jelastic.com');
	},
);

test('one bad item of five: nothing is sent for the others either', async () => {
	const items = ['a', 'b', '', 'd', 'e'].map((key) => ({ json: { key } }));
	const { error } = await run(own('object delete', { key: '={{ $json.key }}' }), { items });
	expect(error?.message).toBe('Object Key is empty');
	expect(error?.context.itemIndex).toBe(2);
});
