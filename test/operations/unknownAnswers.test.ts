import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { op } from '../support/things';

// Answers are read by names that are known, whatever case, `_` and `-` they are written with; what has another name or
// form is a failure, and nothing is deleted because of it. What one operation alone reads: in its own test.

const { run, sent, methods } = useAnswers();

const BUCKET = { hostGroup: 'hg', bucketName: 'logs' };
const LISTING = op('object getAll', { ...BUCKET, returnAll: true });
const CLEANUP = op('object deleteMany', { ...BUCKET, prefix: 'a' });
const GENERATE = op('key generate', { hostGroup: 'hg', accountName: 'shop' });

/** Every Get Many, and the method that it reads. */
const LISTS: Array<[string, string]> = [
	['object', 'listobjects'],
	['bucket', 'list'],
	['account', 'getkeys'],
	['key', 'getkeys'],
];
const listOf = (resource: string) => (resource === 'object' ? LISTING : op(`${resource} getAll`));

describe.each(LISTS)('%s getAll', (resource, method) => {
	test.each<[string, object]>([
		['an array of another name', { grantees: [{ name: 'alice' }] }],
		['an array in a wrapper', { response: { grantees: [{ name: 'alice' }] } }],
		['an array beside an empty page', { keyCount: 1, owners: [{ key: 'alice' }] }],
		['a number instead of the list', { array: 5 }],
		['a Boolean instead of the list', { array: true }],
		['a row that is a list', { array: [['a', 'b']] }],
		['a row that is null', { array: [null] }],
		['two lists by one name', { Array: [{ name: 'a' }], array: [{ name: 'b' }] }],
	])('does not guess the meaning of %s', async (_, payload) => {
		const { message, json } = await run(listOf(resource), { [method]: payload });
		expect(message).toMatch(/^The answer of the platform was not understood: /);
		expect(json).toEqual([]);
	});

	test.each<[string, object]>([
		['nothing beside the envelope', {}],
		['an empty list', { array: [] }],
		['an envelope with all its fields', { error: '', source: 'JEL', reason: '', totalCount: 0 }],
		['an empty response', { response: {} }],
		['an empty response with an envelope', { response: { result: 0, source: 'JEL' } }],
	])('takes %s for an empty list', async (_, payload) => {
		for (const simplify of [true, false]) {
			const { message, json } = await run({ ...listOf(resource), simplify }, { [method]: payload });
			expect({ message, json }).toEqual({ json: [] });
		}
	});
});

test('a page with no list but its own fields is empty', async () => {
	const listobjects = {
		...{ isTruncated: false, keyCount: 0, maxKeys: 50, prefix: '', bucketName: 'logs' },
	};
	const { message, json } = await run(LISTING, { listobjects });
	expect({ message, json }).toEqual({ json: [] });
});

test.each<[string, object]>([
	['another array', { grantees: [{ name: 'alice' }] }],
	['the rows of another list', { buckets: [{ name: 'alice' }] }],
	['a text where a wrapper may be', { object: 'alice' }],
	['one object in a wrapper', { response: { key: 'alice' } }],
	['a number for the list', { objects: 3 }],
	['a number for the common prefixes', { objects: [], commonPrefixes: 3 }],
	['a group that is a number', { objects: [{ key: 'a' }], commonPrefixes: [3] }],
	['a group of another form', { objects: [{ key: 'a' }], commonPrefixes: { folder: 'a/' } }],
	['two keys in one row', { objects: [{ key: 'a', Key: 'alice' }] }],
])('nothing is deleted because of %s', async (_, listobjects) => {
	expect((await run(CLEANUP, { listobjects })).message).toMatch(/not understood/);
	expect(sent('deleteobject')).toEqual([]);
});

test.each<[string, object]>([
	['an object', { objects: { key: 'a1' } }],
	['an object under the name of any list', { array: { key: 'a1' } }],
	['a text', { contents: 'a1' }],
	['an object as XML is converted', { Contents: { Key: 'a1' }, CommonPrefixes: '' }],
])('a single object may be given as %s', async (_, listobjects) => {
	expect((await run(LISTING, { listobjects })).json).toEqual([{ ...BUCKET, key: 'a1' }]);
	await run(CLEANUP, { listobjects });
	expect(sent('deleteobject').map(({ key }) => key)).toEqual(['a1']);
});

test.each<[string, unknown]>([
	['a text', 'logs,'],
	['an object', { prefix: 'logs,' }],
	['a capitalized object', { Prefix: 'logs,' }],
	['a list', ['logs,']],
])('a single group may be given as %s, and is opened', async (_, commonPrefixes) => {
	const { json } = await run(LISTING, {
		listobjects: ({ prefix }) =>
			prefix === 'logs,' ? { objects: [{ key: 'logs,a' }] } : { objects: [], commonPrefixes },
	});
	expect(json).toEqual([{ ...BUCKET, key: 'logs,a' }]);
});

const V = 'VALUE-THAT-MUST-NOT-SHOW';

test.each<[IDataObject, object, string]>([
	[op('account getAll'), { stores: { a: V } }, 'the list of accounts is missing. stores'],
	[op('key getAll'), { stores: { a: V } }, 'the list of accounts is missing. stores'],
	[
		op('key getAll'),
		{ array: [{ owner: V, label: V }] },
		'the access key is missing. owner, label',
	],
	[op('bucket getAll'), { stores: { a: V }, page: 1 }, 'the list of buckets is missing. stores'],
	[
		op('bucket getAll'),
		{ array: [{ title: V, hostGroup: 'hg' }] },
		'the name of a bucket is missing. title, hostGroup',
	],
	[LISTING, { files: { a: V } }, 'the list of objects is missing. files'],
	[LISTING, { objects: [{ path: V, size: 3 }] }, 'the key of an object is missing. path, size'],
	[
		LISTING,
		{ objects: [{ key: 'a' }], isTruncated: true, marker: V },
		'the continuation token of the next page is missing. objects, isTruncated, marker',
	],
	[GENERATE, { pair: { a: V } }, 'the secret key is missing. pair'],
	[
		op('object getPresignedUrl', { ...BUCKET, key: 'k' }),
		{ address: V },
		'the presigned URL is missing. address',
	],
	[op('policy get', BUCKET), { rules: V }, 'the policy is missing. rules'],
	[op('policy get', BUCKET), { policy: V }, 'the policy is missing. policy'],
])('unknown fields are named, without their values: %j %j', async (at, payload, expected) => {
	const { message, description, json, run: whole } = await run(at, { '*': payload });
	const [role, names] = expected.split('. ');
	const [problem, named] = message!.split('. Fields that came: ');
	expect(problem).toBe(`The answer of the platform was not understood: ${role}`);
	expect(named.split(', ')).toEqual(expect.arrayContaining(names.split(', ')));
	expect(description).toMatch('Report the text above');
	expect(json).toEqual([]);
	expect(inspect(whole, { depth: 12 })).not.toContain(V);
	expect(methods()).toHaveLength(at === GENERATE ? 2 : 1);
});
