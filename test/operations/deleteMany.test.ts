import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { daysAgo, useBulk } from '../support/bulk';

// Which objects each option chooses; that a dry run shows the same; and that both ways do the same.

const { sandbox, bucketOf, keysIn, deleteMany } = useBulk();

const OBJECTS = [
	{ key: 'data/d.log', size: 500, lastModified: daysAgo(40) },
	{ key: 'data/e.bin', size: 5_000_001, lastModified: daysAgo(1) },
	{ key: 'logs/a.log', size: 10, lastModified: daysAgo(40) },
	{ key: 'logs/b.log', size: 2048, lastModified: daysAgo(20) },
	{ key: 'logs/c,d.txt', size: 3_000_000, lastModified: daysAgo(10) },
	{ key: 'top.txt', size: 0, lastModified: daysAgo(400) },
];
const [D, E, A, B, C, TOP] = OBJECTS.map(({ key }) => key);

const CASES: Array<[string, IDataObject, string[]]> = [
	['Prefix', { prefix: 'logs/' }, [A, B, C]],
	['Prefix of one object', { prefix: 'logs/c,d' }, [C]],
	['Older Than, a duration', { filters: { olderThan: '30 days' } }, [D, A, TOP]],
	['Older Than, months', { filters: { olderThan: '2 months' } }, [TOP]],
	['Older Than, a date', { filters: { olderThan: daysAgo(15).toISOString() } }, [D, A, B, TOP]],
	[
		'Older Than, a day',
		{ filters: { olderThan: daysAgo(15).toISOString().slice(0, 10) } },
		[D, A, B, TOP],
	],
	[
		'Older Than, by expression',
		{ filters: { olderThan: '={{ $now.minus({days: 30}) }}' } },
		[D, A, TOP],
	],
	[
		'Older Than, a date object',
		{ filters: { olderThan: DateTime.now().minus({ days: 30 }) as never } },
		[D, A, TOP],
	],
	['Younger Than, a duration', { filters: { youngerThan: '240 hours' } }, [E]],
	['Younger Than, a date', { filters: { youngerThan: daysAgo(25).toISOString() } }, [E, B, C]],
	['between two times', { filters: { olderThan: '5 days', youngerThan: '1 month' } }, [B, C]],
	['Larger Than, bytes', { filters: { largerThan: '2048' } }, [E, C]],
	['Larger Than, a number', { filters: { largerThan: 2047 } }, [E, B, C]],
	['Larger Than, KB', { filters: { largerThan: '2 KB' } }, [E, B, C]],
	['Larger Than, KiB', { filters: { largerThan: '2 KiB' } }, [E, C]],
	['Smaller Than, MB', { filters: { smallerThan: '5 MB' } }, [D, A, B, C, TOP]],
	['Smaller Than, B', { filters: { smallerThan: '1 B' } }, [TOP]],
	['between two sizes', { filters: { largerThan: '10', smallerThan: '3 MB' } }, [D, B]],
	['Name Matches', { filters: { nameMatches: '*.log' } }, [D, A, B]],
	['Name Matches, the whole key', { filters: { nameMatches: '{data,logs}/[!ab]*' } }, [D, E, C]],
	['Name Does Not Match', { filters: { nameDoesNotMatch: '*.{log,txt}' } }, [E]],
	['both names', { filters: { nameMatches: 'logs/**', nameDoesNotMatch: 'a*' } }, [B, C]],
	['Keep the Newest', { filters: { keepNewest: 2 } }, [D, A, B, TOP]],
	['Keep the Newest of what matches', { filters: { keepNewest: 1, nameMatches: '*.log' } }, [D, A]],
	['Keep the Newest below a prefix', { prefix: 'logs/', filters: { keepNewest: 1 } }, [A, B]],
	['Keep the Newest, more than there are', { filters: { keepNewest: 99 } }, []],
	['Max Objects', { filters: { largerThan: '1', maxObjects: 3 } }, [D, E, A]],
	['Max Objects, more than there are', { prefix: 'data/', filters: { maxObjects: 9 } }, [D, E]],
	['Keep the Newest and Max Objects', { filters: { keepNewest: 4, maxObjects: 1 } }, [D]],
	['everything', { allowDeletingEverything: true }, OBJECTS.map(({ key }) => key)],
	['nothing that matches', { prefix: 'nothing/' }, []],
	[
		'all filters',
		{
			prefix: 'logs/',
			filters: {
				...{ olderThan: '15 days', youngerThan: '100 days', largerThan: '1 B' },
				...{ smallerThan: '1 MB', nameMatches: '*.log', nameDoesNotMatch: 'z*' },
				...{ keepNewest: 1, maxObjects: 5 },
			},
		},
		[A],
	],
];

const sorted = (keys: unknown[]) => [...keys].map(String).sort();

describe.each(['api', 's3'])('through %s', (through) => {
	test.each(CASES)('%s', async (_, fields, expected) => {
		const bucket = await bucketOf(OBJECTS);
		const options = { through };

		const dry = await deleteMany(bucket, { ...fields, dryRun: true, options });
		expect(sorted(dry.json.map(({ key }) => key))).toEqual(sorted(expected));
		expect(dry.json.every(({ deleted, wouldDelete }) => !deleted && wouldDelete)).toBe(true);
		// Through S3, the keys are read as well: a dry run refuses what the real run refuses.
		expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual([
			...(through === 's3' ? ['s3.account.GetKeys'] : []),
			's3.bucket.ListObjects',
		]);
		expect(await keysIn(bucket)).toHaveLength(OBJECTS.length);

		const real = await deleteMany(bucket, { ...fields, options });
		expect(real.error).toBeUndefined();
		expect(real.json.map(({ key }) => key)).toEqual(dry.json.map(({ key }) => key));
		expect(real.json.every(({ deleted }) => deleted)).toBe(true);
		const rest = OBJECTS.map(({ key }) => key).filter((key) => !expected.includes(key));
		expect(await keysIn(bucket)).toEqual(rest);
	});
});

test.each([true, false])(
	'through S3, a token that may not read keys (dry run: %s)',
	async (dryRun) => {
		const bucket = await bucketOf(OBJECTS);
		const credential = { host: sandbox().url, token: sandbox().tokens.buckets };
		const fields = { prefix: 'logs/', dryRun, options: { through: 's3' } };
		const { error } = await deleteMany(bucket, fields, { credential });
		expect(error?.message).toBe('The access token lacks the permission s3.account.GetKeys');
		expect(await keysIn(bucket)).toHaveLength(OBJECTS.length);
	},
);

describe('times as expressions give them', () => {
	const KEYS = [10, 5, 1].map((days) => ({ key: `${days}`, size: 1, lastModified: daysAgo(days) }));
	const chosenBy = async (filters: IDataObject) => {
		const bucket = await bucketOf(KEYS);
		const { json, error } = await deleteMany(bucket, { filters, dryRun: true });
		return error?.message ?? json.map(({ key }) => key);
	};

	test.each<[string, string[]]>([
		['={{ Duration.fromObject({ days: 7 }) }}', ['1', '5']],
		['={{ $now.diff($now.minus({ days: 7 })) }}', ['1', '5']],
		['={{ $now.minus({ days: 7 }) }}', ['1', '5']],
		['={{ $now.minus({ days: 7 }).toJSDate() }}', ['1', '5']],
		['={{ $now.minus({ days: 7 }).toISO() }}', ['1', '5']],
	])('Younger Than %s', async (youngerThan, keys) => {
		expect(await chosenBy({ youngerThan })).toEqual(keys);
		expect(await chosenBy({ olderThan: youngerThan })).toEqual(['10']);
	});

	test.each([
		'={{ $now.minus({ days: 7 }).diff($now) }}',
		'={{ Interval.after($now, { days: 7 }) }}',
		'={{ DateTime.fromISO("soon") }}',
		'={{ new Date("soon") }}',
		'={{ { days: 7 } }}',
	])('%s is refused', async (time) => {
		for (const name of ['olderThan', 'youngerThan']) {
			expect(await chosenBy({ [name]: time })).toMatch(/ Than is neither a duration nor a date$/);
		}
	});
});
