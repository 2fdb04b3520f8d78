import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { choosing, daysAgo, objectsOf, useBulk } from '../support/bulk';

// Which objects Delete Many chooses, in a dry run and in a real one, through both ways; and what it refuses.

const { sandbox, bucketOf, keysIn, deleteMany, expectRefused } = useBulk();

const OBJECTS = [
	{ key: 'data/d.log', size: 500, lastModified: daysAgo(40) },
	{ key: 'data/e.bin', size: 5_000_001, lastModified: daysAgo(1) },
	{ key: 'logs/a.log', size: 10, lastModified: daysAgo(40) },
	{ key: 'logs/b.log', size: 2048, lastModified: daysAgo(20) },
	{ key: 'logs/c,d.txt', size: 3_000_000, lastModified: daysAgo(10) },
	{ key: 'top.txt', size: 0, lastModified: daysAgo(400) },
];
const ALL = OBJECTS.map(({ key }) => key);
const [D, E, A, B, C, TOP] = ALL;

const EVERY_FILTER = {
	...{ olderThan: '15 days', youngerThan: '100 days', largerThan: '1 B', smallerThan: '1 MB' },
	...{ nameMatches: '*.log', nameDoesNotMatch: 'z*', keepNewest: 1, maxObjects: 5 },
};

type Choice = [fields: IDataObject, keys: string[]];

const FILTERS: Choice[] = [
	[{ olderThan: '30 days' }, [D, A, TOP]],
	[{ olderThan: '2 months' }, [TOP]],
	[{ olderThan: daysAgo(15).toISOString() }, [D, A, B, TOP]],
	[{ olderThan: daysAgo(15).toISOString().slice(0, 10) }, [D, A, B, TOP]],
	[{ olderThan: '={{ $now.minus({days: 30}) }}' }, [D, A, TOP]],
	[{ olderThan: DateTime.now().minus({ days: 30 }) as never }, [D, A, TOP]],
	[{ youngerThan: '240 hours' }, [E]],
	[{ youngerThan: daysAgo(25).toISOString() }, [E, B, C]],
	[{ olderThan: '5 days', youngerThan: '1 month' }, [B, C]],
	[{ largerThan: '2048' }, [E, C]],
	[{ largerThan: 2047 }, [E, B, C]],
	[{ largerThan: '2 KB' }, [E, B, C]],
	[{ largerThan: '2 KiB' }, [E, C]],
	[{ smallerThan: '5 MB' }, [D, A, B, C, TOP]],
	[{ smallerThan: '1 B' }, [TOP]],
	[{ largerThan: '10', smallerThan: '3 MB' }, [D, B]],
	[{ nameMatches: '*', youngerThan: '1000 days' }, ALL],
	[{ nameMatches: '*.log' }, [D, A, B]],
	[{ nameMatches: '{data,logs}/[!ab]*' }, [D, E, C]],
	[{ nameDoesNotMatch: '*.{log,txt}' }, [E]],
	[{ nameMatches: 'logs/**', nameDoesNotMatch: 'a*' }, [B, C]],
	[{ keepNewest: 2 }, [D, A, B, TOP]],
	[{ keepNewest: 1, nameMatches: '*.log' }, [D, A]],
	[{ keepNewest: 99 }, []],
	[{ largerThan: '1', maxObjects: 3 }, [D, E, A]],
	[{ keepNewest: 4, maxObjects: 1 }, [D]],
];

const CHOICES: Choice[] = [
	[{ allowDeletingEverything: true }, ALL],
	[{ prefix: 'logs/' }, [A, B, C]],
	[{ prefix: 'logs/c,d' }, [C]],
	[{ prefix: 'nothing/' }, []],
	[{ prefix: 'logs/', filters: { keepNewest: 1 } }, [A, B]],
	[{ prefix: 'logs/', olderThan: '' }, [A, B, C]],
	[{ prefix: 'logs/', olderThan: '15 days' }, [A, B]],
	[{ prefix: 'data/', options: { maxObjects: 9 } }, [D, E]],
	[{ prefix: 'logs/', options: { maxObjects: 1 } }, [A]],
	[{ prefix: 'logs/', ...choosing(EVERY_FILTER) }, [A]],
	...FILTERS.map(([filters, keys]): Choice => [choosing(filters), keys]),
];

const sorted = (keys: unknown[]) => [...keys].map(String).sort();

describe.each(['platform', 's3'])('through %s', (via) => {
	test.each(CHOICES)('%j', async (fields, expected) => {
		const bucket = await bucketOf(OBJECTS);
		const options = { ...(fields.options as IDataObject), via };

		const dry = await deleteMany(bucket, { ...fields, dryRun: true, options });
		expect(sorted(dry.json.map(({ key }) => key))).toEqual(sorted(expected));
		expect(dry.json.every((item) => item.wouldDelete && !('deleted' in item))).toBe(true);
		// Through S3, a dry run reads the keys too, and so refuses what the real run refuses.
		expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual([
			...(via === 's3' ? ['s3.account.GetKeys'] : []),
			's3.bucket.ListObjects',
		]);
		expect(await keysIn(bucket)).toEqual(ALL);

		const real = await deleteMany(bucket, { ...fields, options });
		expect(real.error).toBeUndefined();
		expect(real.json.map(({ key }) => key)).toEqual(dry.json.map(({ key }) => key));
		expect(real.json.every(({ deleted }) => deleted)).toBe(true);
		expect(await keysIn(bucket)).toEqual(ALL.filter((key) => !expected.includes(key)));
	});
});

describe('times that expressions give', () => {
	const KEYS = [10, 5, 1].map((days) => ({ key: `${days}`, size: 1, lastModified: daysAgo(days) }));
	const chosenBy = async (time: IDataObject) => {
		const bucket = await bucketOf(KEYS);
		const { json, error } = await deleteMany(bucket, { ...choosing(time), dryRun: true });
		return error?.message ?? json.map(({ key }) => key);
	};

	const NEITHER = expect.stringMatching(/ Than is neither a duration nor a date$/);
	test.each<[string, unknown, unknown]>([
		['Duration.fromObject({ days: 7 })', ['1', '5'], ['10']],
		['$now.diff($now.minus({ days: 7 }))', ['1', '5'], ['10']],
		['$now.minus({ days: 7 })', ['1', '5'], ['10']],
		['$now.minus({ days: 7 }).toJSDate()', ['1', '5'], ['10']],
		['$now.minus({ days: 7 }).toISO()', ['1', '5'], ['10']],
		['$now.minus({ days: 7 }).diff($now)', NEITHER, NEITHER],
		['Interval.after($now, { days: 7 })', NEITHER, NEITHER],
		['DateTime.fromISO("soon")', NEITHER, NEITHER],
		['new Date("soon")', NEITHER, NEITHER],
		['{ days: 7 }', NEITHER, NEITHER],
	])('%s', async (time, younger, older) => {
		expect(await chosenBy({ youngerThan: `={{ ${time} }}` })).toEqual(younger);
		expect(await chosenBy({ olderThan: `={{ ${time} }}` })).toEqual(older);
	});
});

const KEYS = ['a.log', 'b.txt'];

test.each<IDataObject>([
	{},
	{ prefix: '' },
	{ filters: { keepNewest: '={{ 0 }}' } },
	{ options: { maxObjects: 1 } },
	{ options: { via: 's3' } },
	{ output: 'summary' },
	{ dryRun: true },
])('without a filter it refuses: %j', async (fields) => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const result = await deleteMany(bucket, fields);
	const message = 'This would delete every object in the bucket';
	expectRefused(result, message, 'turn on "Allow Deleting Everything"');
	expect(await keysIn(bucket)).toEqual(KEYS);
});

const BAD: Array<[IDataObject, string]> = [
	[{ olderThan: 'soon' }, 'Older Than is neither a duration nor a date'],
	[{ olderThan: '={{ [] }}' }, 'Older Than is neither a duration nor a date'],
	[{ filters: { youngerThan: '2026-02-30' } }, 'Younger Than is neither a duration nor a date'],
	[{ filters: { largerThan: '10 XB' } }, 'Larger Than is not a size'],
	[{ filters: { smallerThan: '-1' } }, 'Smaller Than is not a size'],
	[{ filters: { nameMatches: '[z-a]' } }, 'Name Matches is not a pattern'],
	[{ filters: { nameDoesNotMatch: '{a,b' } }, 'Name Does Not Match is not a pattern'],
	[{ filters: { nameMatches: '={{ ["*.log"] }}' } }, 'Name Matches must be a text'],
	[{ filters: { keepNewest: -1 } }, 'Keep the Newest must be a whole number'],
	[{ filters: { keepNewest: 1.5 } }, 'Keep the Newest must be a whole number'],
	[{ options: { maxObjects: 0 } }, 'Max Objects must be a whole number'],
	// Without the filter, everything below the prefix would be deleted.
	[{ olderThan: '={{ $json.nothing }}' }, 'Older Than is empty'],
	[{ olderThan: '={{ "" }}' }, 'Older Than is empty'],
	[{ prefix: '', olderThan: '={{ null }}', allowDeletingEverything: true }, 'Older Than is empty'],
	[{ filters: { nameMatches: '', largerThan: '1' } }, 'Name Matches is empty'],
	[{ options: { maxObjects: '' } }, 'Max Objects is empty'],
	[{ prefix: '={{ $json.nothing }}' }, 'Prefix is empty'],
	[{ prefix: '={{ {} }}' }, 'Prefix must be a text'],
	[{ dryRun: '={{ "perhaps" }}' }, 'Dry Run must be true or false'],
	[{ output: '={{ "all" }}' }, 'Output has an unknown value'],
	[{ options: { via: '={{ "ftp" }}' } }, 'Delete Via has an unknown value'],
	[{ options: { concurrency: 101 } }, 'Concurrency must be a whole number'],
];

test.each(BAD)('%j is refused with the name of its field', async (fields, message) => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const result = await deleteMany(bucket, { prefix: 'a', ...fields });
	expectRefused(result, message, /^(Enter|Turn|Choose) /);
	expect(await keysIn(bucket)).toEqual(KEYS);
});

test.each<[IDataObject, string]>([
	[{ age: 'long' }, 'Older Than is neither a duration nor a date'],
	[{}, 'Older Than is empty'],
])('one item with the bad age %j keeps the others from starting', async (bad, message) => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const result = await deleteMany(
		bucket,
		{ prefix: 'a', olderThan: '={{ $json.age }}' },
		{ items: [{ json: { age: '0 days' } }, { json: bad }] },
	);
	expectRefused(result, message);
	expect(result.error?.context.itemIndex).toBe(1);
});
