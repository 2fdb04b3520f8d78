import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';

// Times and sizes that are none: what a filter asks for is unknown, so the object or key is left alone, and it is said.

const { run, requests, sent } = useAnswers();

/** A time that is none, in the forms in which programs leave it. */
const NO_TIMES = [
	...[undefined, null, '', 0, '0', -1, -62135596800000, 1, 3600],
	...['0001-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z', '1970-01-01T01:00:00+01:00'],
	...['1969-12-31T19:00:00Z', '1601-01-01T00:00:00Z', '1980-01-01 00:00:00', 'never', {}],
];
const NO_SIZES = [undefined, null, '', -1, '-1', '5 MB', 'large', {}, 1.5, 1e300];

const KNOWN = { size: 5000, lastModified: '2020-01-01T00:00:00Z' };
const OLD = 'known';
const NEW = { key: 'z', size: 5000, lastModified: '2020-02-01T00:00:00Z' };

const listing = (row: IDataObject) => ({
	listobjects: ({ bucketName }: Record<string, string>) =>
		bucketName === 'c' ? { objects: [{ ...KNOWN, key: `to/${OLD}` }] } : whole(row),
});
const whole = (row: IDataObject) => ({
	...{ objects: [{ key: OLD, ...KNOWN }, { ...KNOWN, key: 'unknown', ...row }, NEW] },
});

/** Each operation that filters, with where its filters are entered, and the keys that it chooses. */
const OPERATIONS: Array<[string, IDataObject, (keys: IDataObject[]) => unknown]> = [
	['getAll', { bucketName: 'b', returnAll: true }, (json) => json.map(({ key }) => key)],
	[
		...(['deleteMany', { bucketName: 'b' }] as const),
		() => sent('deleteobject').map(({ key }) => key),
	],
	...['copyMany', 'moveMany'].map((operation): (typeof OPERATIONS)[number] => [
		operation,
		{ srcBucketName: 'b', dstBucketName: 'c', dstPrefix: 'to/', ifExists: 'replace' },
		(json) => json.map(({ srcKey }) => srcKey),
	]),
];

const CHOICES: Array<[IDataObject, IDataObject[]]> = [
	...[
		{ keepNewest: 1 },
		{ olderThan: '2020-01-15' },
		{ youngerThan: '2019-01-01', nameMatches: '*k*' },
	].map((filters): [IDataObject, IDataObject[]] => [
		filters,
		NO_TIMES.map((lastModified) => ({ lastModified }) as IDataObject),
	]),
	...[
		{ largerThan: 1, nameMatches: '*k*' },
		{ smallerThan: '1 GB', nameMatches: '*k*' },
	].map((filters): [IDataObject, IDataObject[]] => [
		filters,
		NO_SIZES.map((size) => ({ size }) as IDataObject),
	]),
];

const LEFT_OUT = /^Left out because their time or size is unknown: 1 objects/;

describe.each(OPERATIONS)('%s', (operation, fields, chosen) => {
	test.each(CHOICES)('%j', async ({ olderThan, ...filters }, rows) => {
		const isField = operation === 'deleteMany' && olderThan !== undefined;
		const choice = isField
			? { olderThan, filters }
			: { filters: { ...filters, ...(olderThan && { olderThan }) } };
		for (const row of rows) {
			requests.length = 0;
			const { json, message, hints } = await run(
				{ resource: 'object', operation, hostGroup: 'h', ...fields, ...choice },
				{ ...listing(row), '*': {} },
			);
			expect([row, message, chosen(json)]).toEqual([row, undefined, [OLD]]);
			expect(hints).toContainEqual(expect.stringMatching(LEFT_OUT));
		}
	});
});

test('Get Usage neither filters nor shows a time that is none', async () => {
	const usage = { resource: 'bucket', operation: 'getUsage', hostGroup: 'h', bucketName: 'b' };
	for (const lastModified of NO_TIMES) {
		const { json } = await run(usage, listing({ lastModified } as IDataObject));
		expect(json).toMatchObject([
			{ objects: 3, oldest: KNOWN.lastModified, newest: NEW.lastModified },
		]);
	}
});

test('without a filter on it, nothing is left out', async () => {
	const fields = { hostGroup: 'h', bucketName: 'b', filters: { nameMatches: 'unknown' } };
	const { json, hints } = await run(
		{ resource: 'object', operation: 'deleteMany', ...fields },
		listing({ lastModified: 0, size: -1 }),
	);
	expect(json).toMatchObject([{ key: 'unknown', deleted: true }]);
	expect(json[0]).not.toHaveProperty('size');
	expect(json[0]).not.toHaveProperty('lastModified');
	expect(hints.join()).not.toMatch('Left out');
});

test('access keys without an age are not old', async () => {
	for (const createdAt of NO_TIMES) {
		const keys = [
			{ accessKey: 'OLD', createdAt: KNOWN.lastModified },
			{ accessKey: 'UNKNOWN', createdAt },
		];
		const { json, hints } = await run(
			{ resource: 'key', operation: 'getAll', returnAll: true, olderThan: '1 day' },
			{ getkeys: { accounts: [{ name: 'a', hostGroup: 'h', keys }] } },
		);
		expect([createdAt, json.map(({ accessKey }) => accessKey)]).toEqual([createdAt, ['OLD']]);
		expect(hints).toContainEqual(
			expect.stringMatching(/^Left out because their time of creation is unknown: 1 access keys/),
		);
	}
});

test('of several input items, what is left out is counted together', async () => {
	const fields = { hostGroup: 'h', bucketName: '={{ $json.b }}', filters: { olderThan: '1 day' } };
	const { hints } = await run(
		{ resource: 'object', operation: 'getAll', returnAll: true, ...fields },
		listing({ lastModified: 0 }),
		{ items: ['b1', 'b2'].map((b) => ({ json: { b } })) },
	);
	expect(hints.filter((hint) => hint.startsWith('Left out'))).toEqual([
		expect.stringContaining('unknown: 2 objects'),
	]);
});
