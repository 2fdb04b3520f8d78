import type { IDataObject } from 'n8n-workflow';
import { objectsOf, useBulk } from '../support/bulk';

// What Delete Many refuses before it sends anything.

const { sandbox, bucketOf, keysIn, deleteMany } = useBulk();

const KEYS = ['a.log', 'b.txt'];

const EVERYTHING: Array<[string, IDataObject]> = [
	['nothing is set', {}],
	['Prefix is empty', { prefix: '' }],
	['an expression came out empty', { prefix: '={{ $json.nothing }}' }],
	['a filter leaves all there is', { filters: { keepNewest: 0 } }],
	['only Max Objects is set', { filters: { maxObjects: 1 } }],
	['it goes through the S3 endpoint', { options: { through: 's3' } }],
	['the output is a summary', { output: 'summary' }],
	['it is a dry run', { dryRun: true }],
];

test.each(EVERYTHING)('without a filter it refuses: %s', async (_, fields) => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const { error } = await deleteMany(bucket, fields);
	expect(error?.message).toBe(
		'Without a prefix or a filter, every object in the bucket would be deleted',
	);
	expect(error?.description).toMatch('switch on "Allow Deleting Everything"');
	expect(sandbox().requests).toEqual([]);
	expect(await keysIn(bucket)).toEqual(KEYS);
});

test.each<[string, IDataObject, string[]]>([
	['Allow Deleting Everything', { allowDeletingEverything: true }, []],
	['a prefix', { prefix: 'a' }, ['b.txt']],
	['a filter that all objects match', { filters: { nameMatches: '*' } }, []],
	['Keep the Newest', { filters: { keepNewest: 1 } }, ['a.log']],
	['a dry run that is allowed to', { dryRun: true, allowDeletingEverything: true }, KEYS],
])('with %s it does not', async (_, fields, left) => {
	const bucket = await bucketOf([
		{ key: 'a.log', size: 1, lastModified: new Date('2026-02-01') },
		{ key: 'b.txt', size: 1, lastModified: new Date('2026-01-01') },
	]);
	const { error } = await deleteMany(bucket, fields);
	expect(error).toBeUndefined();
	expect(await keysIn(bucket)).toEqual(left);
});

const BAD: Array<[IDataObject, string]> = [
	[{ filters: { olderThan: 'soon' } }, 'Older Than is neither a duration nor a date'],
	[{ filters: { olderThan: '={{ [] }}' } }, 'Older Than is neither a duration nor a date'],
	[{ filters: { youngerThan: '2026-02-30' } }, 'Younger Than is neither a duration nor a date'],
	[{ filters: { largerThan: '10 XB' } }, 'Larger Than is not a size'],
	[{ filters: { smallerThan: '-1' } }, 'Smaller Than is not a size'],
	[{ filters: { nameMatches: '[z-a]' } }, 'Name Matches is not a pattern'],
	[{ filters: { nameDoesNotMatch: '{a,b' } }, 'Name Does Not Match is not a pattern'],
	[{ filters: { nameMatches: '={{ ["*.log"] }}' } }, 'Name Matches must be a text'],
	[{ filters: { keepNewest: -1 } }, 'Keep the Newest must be a whole number'],
	[{ filters: { keepNewest: 1.5 } }, 'Keep the Newest must be a whole number'],
	[{ filters: { maxObjects: 0 } }, 'Max Objects must be a whole number'],
	// Without the filter, all below the prefix would go.
	[{ filters: { olderThan: '={{ $json.nothing }}' } }, 'Older Than is empty'],
	[{ filters: { nameMatches: '', largerThan: '1' } }, 'Name Matches is empty'],
	[{ filters: { maxObjects: '={{ "" }}' } }, 'Max Objects is empty'],
	[{ prefix: '={{ {} }}' }, 'Prefix must be a text'],
	[{ dryRun: '={{ "perhaps" }}' }, 'Dry Run must be true or false'],
	[{ output: '={{ "all" }}' }, 'Output has an unknown value'],
	[{ options: { through: '={{ "ftp" }}' } }, 'Through has an unknown value'],
	[{ options: { concurrency: 101 } }, 'Concurrency must be a whole number'],
];

test.each(BAD)('%j is refused by the name of its field', async (fields, message) => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const { error } = await deleteMany(bucket, { prefix: 'a', ...fields });
	expect(error?.message).toBe(message);
	expect(error?.description).toMatch(/^(Enter|Switch|Choose) /);
	expect(sandbox().requests).toEqual([]);
	expect(await keysIn(bucket)).toEqual(KEYS);
});

test('one item with a bad filter keeps the others from starting', async () => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const { error } = await deleteMany(
		bucket,
		{ prefix: 'a', filters: { olderThan: '={{ $json.age }}' } },
		{ items: [{ json: { age: '0 days' } }, { json: { age: 'long' } }] },
	);
	expect(error?.context.itemIndex).toBe(1);
	expect(sandbox().requests).toEqual([]);
});
