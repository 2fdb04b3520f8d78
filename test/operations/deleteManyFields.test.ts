import type { IDataObject } from 'n8n-workflow';
import { daysAgo, objectsOf, useBulk } from '../support/bulk';

// Older Than as a field, Max Objects as an option, and what is refused as everything.

const { sandbox, bucketOf, keysIn, deleteMany, operate } = useBulk();

const OBJECTS = [
	{ key: 'logs/new', size: 1, lastModified: daysAgo(1) },
	{ key: 'logs/old', size: 1, lastModified: daysAgo(40) },
	{ key: 'old', size: 1, lastModified: daysAgo(40) },
];
const KEYS = OBJECTS.map(({ key }) => key);

test.each<[IDataObject, string[]]>([
	[{ olderThan: '30 days' }, ['logs/new']],
	[{ prefix: 'logs/', olderThan: '30 days' }, ['logs/new', 'old']],
	[{ prefix: 'logs/', olderThan: '' }, ['old']],
	[{ prefix: 'logs/', olderThan: '={{ $now.minus({ days: 30 }) }}' }, ['logs/new', 'old']],
	[{ olderThan: '30 days', filters: { keepNewest: 1 } }, ['logs/new', 'old']],
	[{ prefix: 'logs/', options: { maxObjects: 1 } }, ['logs/old', 'old']],
	[{ olderThan: '30 days', options: { maxObjects: 1 } }, ['logs/new', 'old']],
])('%j', async (fields, left) => {
	const bucket = await bucketOf(OBJECTS);
	const { error } = await deleteMany(bucket, fields);
	expect(error).toBeUndefined();
	expect(await keysIn(bucket)).toEqual(left);
});

test.each<[IDataObject, string]>([
	[{ prefix: 'logs/', olderThan: '={{ $json.nothing }}' }, 'Older Than is empty'],
	[{ prefix: 'logs/', olderThan: '={{ "" }}' }, 'Older Than is empty'],
	[{ olderThan: '={{ null }}', allowDeletingEverything: true }, 'Older Than is empty'],
	[{ prefix: 'logs/', olderThan: 'soon' }, 'Older Than is neither a duration nor a date'],
	[{ prefix: 'logs/', options: { maxObjects: '={{ $json.nothing }}' } }, 'Max Objects is empty'],
	[{ prefix: 'logs/', options: { maxObjects: 0 } }, 'Max Objects must be a whole number'],
	[{}, 'This would delete every object in the bucket'],
	[{ dryRun: true }, 'This would delete every object in the bucket'],
	[{ options: { maxObjects: 1 } }, 'This would delete every object in the bucket'],
	[{ filters: { keepNewest: '={{ 0 }}' } }, 'This would delete every object in the bucket'],
])('%j is refused before anything is sent', async (fields, message) => {
	const bucket = await bucketOf(OBJECTS);
	const { error } = await deleteMany(bucket, fields);
	expect(error?.message).toBe(message);
	expect(sandbox().requests).toEqual([]);
	expect(await keysIn(bucket)).toEqual(KEYS);
});

test('one item without an age keeps the others from starting', async () => {
	const bucket = await bucketOf(OBJECTS);
	const { error } = await deleteMany(
		bucket,
		{ prefix: 'logs/', olderThan: '={{ $json.age }}' },
		{ items: [{ json: { age: '1 day' } }, { json: {} }] },
	);
	expect(error?.message).toBe('Older Than is empty');
	expect(error?.context.itemIndex).toBe(1);
	expect(await keysIn(bucket)).toEqual(KEYS);
});

describe('Move Many', () => {
	const moveMany = async (fields: IDataObject) => {
		const [source, target] = [await bucketOf(objectsOf(['a', 'b'])), await bucketOf([])];
		const buckets = { srcBucketName: source, dstBucketName: target };
		return { ...(await operate('moveMany', { ...buckets, ...fields })), source, target };
	};

	test.each<IDataObject>([
		{},
		{ dryRun: true },
		{ srcPrefix: '={{ $json.nothing }}' },
		{ options: { maxObjects: 1 } },
	])('%j is refused as everything', async (fields) => {
		const { error, source } = await moveMany(fields);
		expect(error?.message).toBe('This would move every object in the bucket');
		expect(error?.description).toMatch('turn on "Allow Moving Everything"');
		expect(sandbox().requests).toEqual([]);
		expect(await keysIn(source)).toEqual(['a', 'b']);
	});

	test.each<[IDataObject, string[]]>([
		[{ allowMovingEverything: true }, ['a', 'b']],
		[{ srcPrefix: 'a', dstPrefix: 'a' }, ['a']],
		[{ filters: { nameMatches: 'b' } }, ['b']],
		[{ allowMovingEverything: true, options: { maxObjects: 1 } }, ['a']],
	])('%j moves', async (fields, moved) => {
		const { error, target } = await moveMany(fields);
		expect(error).toBeUndefined();
		expect(await keysIn(target)).toEqual(moved);
	});
});

test('Copy Many copies everything unasked, since it takes nothing away', async () => {
	const [source, target] = [await bucketOf(objectsOf(['a', 'b'])), await bucketOf([])];
	await operate('copyMany', {
		...{ srcBucketName: source, dstBucketName: target, options: { maxObjects: 1 } },
	});
	expect(await keysIn(target)).toEqual(['a']);
});
