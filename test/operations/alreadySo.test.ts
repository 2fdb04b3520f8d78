import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers, type Answers } from '../support/answering';

// What is asked for is there already, or what is to be removed is not: success, also where n8n repeats a run.

const { run, sent } = useAnswers();

const place = { hostGroup: 'h', bucketName: 'b' };
const fails = (code: string, text: string) => ({ result: 4099, error: `${code}: ${text}` });

const GONE: Record<string, object> = {
	account: fails('NoSuchAccount', 'The account does not exist'),
	bucket: fails('NoSuchBucket', 'The specified bucket does not exist'),
	object: fails('NoSuchKey', 'The specified key does not exist'),
	policy: fails('NoSuchBucketPolicy', 'The bucket policy does not exist'),
};

const moves = { hostGroup: 'h', srcBucketName: 'b', srcKey: 'a', dstBucketName: 'c', dstKey: 'a' };

/** Each operation that brings about a state, where that is the state already. */
const TABLE: Array<[string, IDataObject, Answers, IDataObject]> = [
	[
		'account delete',
		{ hostGroup: 'h', accountName: 'a' },
		{ delete: GONE.account },
		{ deleted: true },
	],
	['bucket delete', place, { delete: GONE.bucket }, { deleted: true }],
	[
		...(['bucket delete', { ...place, emptyFirst: true }] as const),
		{ listobjects: GONE.bucket, delete: GONE.bucket },
		{ deleted: true, objectsDeleted: 0 },
	],
	[
		...(['bucket create', { ...place, ifExists: 'use' }] as const),
		{ list: { buckets: [{ name: 'b', hostGroup: 'h' }] } },
		{ created: false },
	],
	['object delete', { ...place, key: 'a' }, { deleteobject: GONE.object }, { deleted: true }],
	['policy delete', place, { deletepolicy: GONE.policy }, { deleted: true }],
	['policy set', { ...place, access: 'private' }, { deletepolicy: GONE.policy }, { set: true }],
	[
		...(['object move', moves] as const),
		{
			copyobject: GONE.object,
			listobjects: ({ bucketName }) => ({ objects: bucketName === 'c' ? [{ key: 'a' }] : [] }),
		},
		{ moved: true },
	],
];

test.each(TABLE)('%s %j', async (name, fields, answers, expected) => {
	const [resource, operation] = name.split(' ');
	for (let time = 1; time <= 2; time++) {
		const { json, message, description } = await run({ resource, operation, ...fields }, answers);
		expect([message, description]).toEqual([undefined, '']);
		expect(json).toMatchObject([expected]);
	}
});

/** What else may be missing is no success: the name may be wrong. */
test.each([
	['object delete', { ...place, key: 'a' }, { deleteobject: GONE.bucket }],
	['object delete', { ...place, key: 'a' }, { deleteobject: { result: 5, error: 'not found' } }],
	['policy delete', place, { deletepolicy: GONE.bucket }],
	['policy set', { ...place, access: 'private' }, { deletepolicy: GONE.bucket }],
	['object copy', moves, { copyobject: GONE.object }],
	['object move', moves, { copyobject: GONE.object }],
	['object move', moves, { copyobject: GONE.bucket, listobjects: { objects: [{ key: 'a' }] } }],
	// The source is still there.
	['object move', moves, { copyobject: GONE.object, listobjects: { objects: [{ key: 'a' }] } }],
] as Array<[string, IDataObject, Answers]>)(
	'%s %j with %j fails',
	async (name, fields, answers) => {
		const [resource, operation] = name.split(' ');
		const { message } = await run({ resource, operation, ...fields }, answers);
		expect(message).toMatch(/does not exist|could not find/);
		expect(sent('deleteobject').length).toBeLessThan(2);
	},
);

test('what was not there is said', async () => {
	const { hints } = await run(
		{ resource: 'object', operation: 'delete', ...place, key: 'a' },
		{ deleteobject: GONE.object },
	);
	expect(hints.join()).toMatch('was not there');
});

/** A copy whose first answer is lost, and whose repetition does not find the source. */
const lostThenGone = () => {
	let asked = 0;
	return () => (++asked === 1 ? { result: 99, error: 'lost' } : GONE.object);
};

test.each(['copy', 'move'])(
	'a %s whose repetition is not found is not copied',
	async (operation) => {
		const { message, json } = await run(
			{ resource: 'object', operation, ...moves },
			{ copyobject: lostThenGone(), listobjects: { objects: [] } },
		);
		expect(message).toBe('The object "a" does not exist in the bucket "b"');
		expect(json).toEqual([]);
		expect(sent('copyobject')).toHaveLength(2);
		expect(sent('deleteobject')).toEqual([]);
	},
);

/** A bucket of which an object goes between its listing and its turn. */
const listing = (isStillListed: boolean) => {
	let asked = 0;
	return ({ prefix = '' }: Record<string, string>) => ({
		objects: ['a', 'b', 'c']
			.filter((key) => key.startsWith(prefix))
			.filter((key) => key !== 'b' || ++asked === 1 || isStillListed)
			.map((key) => ({ key, size: 1, lastModified: '2020-01-01T00:00:00Z' })),
	});
};
const unlessB = (answer: object) => (params: Record<string, string>) =>
	[params.key, params.srcKey].includes('b') ? answer : {};

const BULK: Array<[string, IDataObject, Array<IDataObject | undefined>]> = [
	['deleteMany', { bucketName: 'b', allowDeletingEverything: true }, [{ deleted: true }]],
	...(['copyMany', 'moveMany'] as const).map((operation): (typeof BULK)[number] => [
		operation,
		{ srcBucketName: 'b', dstBucketName: 'c', ifExists: 'replace', allowMovingEverything: true },
		[{ skipped: true, reason: 'It was deleted after it was listed' }],
	]),
];

describe.each(BULK)('%s', (operation, fields, [expected]) => {
	const missing = { deleteobject: unlessB(GONE.object), copyobject: unlessB(GONE.object) };
	const parameters = { resource: 'object', operation, hostGroup: 'h', ...fields };

	test('an object that is gone when its turn comes does not fail the run', async () => {
		const { json, message } = await run(parameters, { ...missing, listobjects: listing(false) });
		expect(message).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(json[1]).toMatchObject({ ...expected });
	});

	test('such an object uses up none of Max Objects, unless it is done', async () => {
		const limited = { ...parameters, options: { maxObjects: 2 } };
		const { json } = await run(limited, { ...missing, listobjects: listing(false) });
		expect(json.filter(({ deleted, copied, moved }) => deleted ?? copied ?? moved)).toHaveLength(2);
	});

	test('one that is still listed does', async () => {
		const { message } = await run(parameters, { ...missing, listobjects: listing(true) });
		expect(message).toMatch(/^1 of 3 objects could not be/);
	});
});

test('Empty First deletes the bucket although an object is gone when its turn comes', async () => {
	const { json, message } = await run(
		{ resource: 'bucket', operation: 'delete', ...place, emptyFirst: true },
		{ deleteobject: unlessB(GONE.object), listobjects: listing(false) },
	);
	expect(message).toBeUndefined();
	expect(json).toMatchObject([{ deleted: true, objectsDeleted: 3 }]);
	expect(sent('delete')).toHaveLength(1);
});
