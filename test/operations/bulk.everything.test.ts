import type { IDataObject } from 'n8n-workflow';
import { choosing, daysAgo, objectsOf, useBulk } from '../support/bulk';

// What takes away a whole bucket is refused unless that is said, whichever way it is written.

const { bucketOf, keysIn, operate, expectRefused } = useBulk();

const KEYS = ['a.log', 'in/b.txt', 'in/keep/c'];
const filled = async () => await bucketOf(objectsOf(KEYS, { lastModified: daysAgo(40) }));

/** Filters that leave nothing out. */
const EVERYTHING: IDataObject[] = [
	{},
	...['*', '**', '?*', '**/*', '{*,x}', '{a*,[!a]*}', '/', './', ' * ', '*\u200b'].map(
		(nameMatches) => ({ nameMatches }),
	),
	...[
		'2999-12-31',
		'0 days',
		'0 seconds',
		'0.5 s',
		'={{ $now }}',
		'={{ $now.plus({ days: 1 }) }}',
	].map((olderThan) => ({ olderThan })),
	{ olderThan: '={{ new Date(Date.now() + 1000) }}' },
	...['1970-01-01', '2006-03-13', '100 years', '={{ new Date(0) }}'].map((youngerThan) => ({
		youngerThan,
	})),
	{ smallerThan: '1000 TB' },
	{ smallerThan: '={{ Number.MAX_SAFE_INTEGER }}' },
	{ keepNewest: 0 },
	{ maxObjects: 5 },
	{ nameMatches: '*', olderThan: '2999-12-31', keepNewest: 0, maxObjects: 5 },
];

/** Filters that leave out something. */
const NARROW: IDataObject[] = [
	...['*.*', '?', '*/*', 'in/', '/in/**', '{*.log,*.txt}', '\\*'].map((nameMatches) => ({
		nameMatches,
	})),
	{ nameDoesNotMatch: '*.keep' },
	{ olderThan: '2 seconds' },
	{ olderThan: '={{ $now.minus({ minutes: 1 }) }}' },
	{ youngerThan: '2006-03-15' },
	{ largerThan: 0 },
	{ smallerThan: '48 TiB' },
	{ keepNewest: 1 },
	{ nameMatches: '*', keepNewest: 1 },
];

/** Each operation that takes away, from the whole bucket. */
const WORK: Array<
	[operation: string, verb: string, fields: (bucket: string, filters: IDataObject) => IDataObject]
> = [
	['deleteMany', 'delete', (bucketName, filters) => ({ bucketName, ...choosing(filters) })],
	[
		'moveMany',
		'move',
		(srcBucketName, { maxObjects, ...filters }) => ({
			...{ srcBucketName, dstBucketName: 'elsewhere', dstPrefix: '', filters },
			...(maxObjects !== undefined && { options: { maxObjects } }),
		}),
	],
];

describe.each(WORK)('%s', (operation, verb, fields) => {
	test.each(EVERYTHING)('%j is everything', async (filters) => {
		const bucket = await filled();
		for (const dryRun of [false, true]) {
			const result = await operate(operation, { ...fields(bucket, filters), dryRun });
			expectRefused(
				result,
				`This would ${verb} every object in the bucket`,
				/leaves something out/,
			);
		}
		expect(await keysIn(bucket)).toEqual(KEYS);
	});

	test.each(NARROW)('%j leaves something out', async (filters) => {
		const bucket = await filled();
		const { error } = await operate(operation, { ...fields(bucket, filters), dryRun: true });
		expect(error?.message ?? '').not.toMatch(/This would/);
	});
});

test('what is everything still works where a prefix says what is meant', async () => {
	const bucket = await filled();
	const filters = { nameMatches: '*', smallerThan: '1000 TB', youngerThan: '1970-01-01' };
	await operate('deleteMany', { bucketName: bucket, prefix: 'in/', olderThan: '0 days', filters });
	expect(await keysIn(bucket)).toEqual(['a.log']);
});

test.each(['keep/', '/in/keep/**', 'in/keep/', 'in/{keep,old}/', ' in/keep/c\n', 'in/keep/\u200b'])(
	'Name Does Not Match %j protects what it names',
	async (nameDoesNotMatch) => {
		const bucket = await bucketOf(objectsOf(['in/b.txt', 'in/keep/c', 'keep/d']));
		const { error } = await operate('deleteMany', {
			bucketName: bucket,
			...choosing({ nameDoesNotMatch }),
		});
		expect(error).toBeUndefined();
		const kept = /in\/(keep|\{)/.test(nameDoesNotMatch) ? 'in/keep/c' : 'keep/d';
		expect(await keysIn(bucket)).toEqual([kept]);
	},
);
