import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';

// Listings with objects that were not asked for, that repeat or go back: nothing on such a page is touched.

const { run: runWith, requests } = useAnswers();

interface Page {
	keys?: string[];
	groups?: string[];
	/** The token of the next page. */
	next?: string;
}

type Query = Record<string, string>;
type Listing = (query: Query) => Page;

const bodyOf = ({ keys = [], groups = [], next }: Page) => ({
	objects: keys.map((key) => ({ key, size: 1, eTag: key.replace(/^\w+\//, '') })),
	commonPrefixes: groups,
	...(next && { isTruncated: true, nextContinuationToken: next }),
});

/** Pages by their token; the first by none. */
const pages =
	(...all: Page[]): Listing =>
	({ continuationToken }) =>
		all[Number(continuationToken ?? 0)] ?? {};

const changed = () =>
	requests
		.filter(({ path }) => !path.endsWith('listobjects'))
		.map(({ params }) => params.srcKey ?? params.key);

/** Runs an operation where a listing is like this, and everything else succeeds. */
const run = async (operation: string, fields: IDataObject, listing: Listing) => {
	const result = await runWith(
		{ resource: 'object', operation, hostGroup: 'h', ...fields },
		{ listobjects: (query) => bodyOf(listing(query)) },
	);
	return { ...result, keys: result.json.map(({ key, srcKey }) => key ?? srcKey) };
};

const PREFIX = 'logs/';

const transfer = (srcPrefix: string) => ({
	...{ srcBucketName: 'b', srcPrefix, dstBucketName: 'c', dstPrefix: 'archive/' },
	overwrite: true,
});

/** The fields of each operation that lists, by the prefix. */
const OPERATIONS: Record<string, (prefix: string) => IDataObject> = {
	getAll: (prefix) => ({ bucketName: 'b', returnAll: true, options: { prefix } }),
	deleteMany: (prefix) => ({ bucketName: 'b', prefix, allowDeletingEverything: true }),
	copyMany: transfer,
	moveMany: transfer,
};

const outside = (name: string, prefix = PREFIX) =>
	`The platform listed "${name}", which does not begin with the prefix "${prefix}"`;
const unordered = (name: string, before: string) =>
	`The platform listed "${name}" after "${before}", against the order of S3`;

/** What is listed, why that ends the run, and the objects that were worked on before. */
const STRANGE: Array<[pages: Page[], message: string, touched?: string[]]> = [
	[[{ keys: ['logs/a', 'precious/contract.pdf'] }], outside('precious/contract.pdf')],
	[[{ keys: ['logs/a'], next: '1' }, { keys: ['logs/b', 'logs'] }], outside('logs'), ['logs/a']],
	[[{ keys: ['logs/a'], groups: ['precious,'] }], outside('precious,')],
	[
		[{ keys: ['logs/a'], groups: ['logs/'] }],
		'The listing does not come to an end: below "logs/" the platform answered the group "logs/"',
	],
	[[{ keys: ['logs/b', 'logs/a'] }], unordered('logs/a', 'logs/b')],
	[
		[{ keys: ['logs/b'], next: '1' }, { keys: ['logs/c', 'logs/a'] }],
		unordered('logs/a', 'logs/c'),
		['logs/b'],
	],
	[
		['1', '2'].map((next) => ({ keys: ['logs/a', 'logs/b'], next })),
		unordered('logs/a', 'logs/b'),
		['logs/a', 'logs/b'],
	],
	// A key beside the group that holds it.
	[[{ keys: ['logs/a,1', 'logs/b'], groups: ['logs/a,'] }], unordered('logs/a,1', 'logs/a,')],
	// An order that ignores case, and that of UTF-16.
	[[{ keys: ['logs/a', 'logs/B'] }], unordered('logs/B', 'logs/a')],
	[[{ keys: ['logs/😀', 'logs/\uff61'] }], unordered('logs/\uff61', 'logs/😀')],
];

const TWICE: Page[][] = [
	[{ keys: ['logs/0', 'logs/0', 'logs/a'] }],
	[{ keys: ['logs/0', 'logs/a'], next: '1' }, { keys: ['logs/a'] }],
	[{ keys: ['logs/0'], next: '1' }, { next: '2' }, { keys: ['logs/a'] }],
];

const GROUP_TWICE: Page[][] = [
	[
		{ groups: ['logs/a,'], next: '1' },
		{ groups: ['logs/a,'], keys: ['logs/b'] },
	],
	[{ groups: ['logs/a,'], keys: ['logs/a-'], next: '1' }, { groups: ['logs/a,'] }],
];

describe.each(Object.keys(OPERATIONS))('%s', (operation) => {
	const list = async (listing: Listing) =>
		await run(operation, OPERATIONS[operation](PREFIX), listing);

	/** Expects that these objects were worked on, and no others. */
	const expectChanged = (keys: string[]) => {
		const times = { getAll: 0, moveMany: 2 }[operation] ?? 1;
		const all = keys.flatMap((key) => Array.from({ length: times }, () => key));
		expect(changed().sort()).toEqual(all.sort());
	};

	test.each(STRANGE)('%j ends it', async (listed, message, touched = []) => {
		const result = await list(pages(...listed));
		expect(result.message).toBe(message);
		expect(result.description).toMatch('nothing on that page was used');
		expect(result.json).toEqual([]);
		expectChanged(touched);
	});

	test('a group with something that is not in it ends it', async () => {
		const { message } = await list(({ prefix }) =>
			prefix === PREFIX
				? { keys: ['logs/0'], groups: ['logs/a,'] }
				: { keys: ['logs/a,1', 'logs/b'] },
		);
		expect(message).toBe(outside('logs/b', 'logs/a,'));
		expectChanged(['logs/0']);
	});

	test.each(TWICE.map((listed) => [listed]))(
		'a key that repeats counts once: %j',
		async (listed) => {
			const { message, keys } = await list(pages(...listed));
			expect(message).toBeUndefined();
			expect(keys).toEqual(['logs/0', 'logs/a']);
			expectChanged(['logs/0', 'logs/a']);
		},
	);

	test.each(GROUP_TWICE.map((listed) => [listed]))(
		'a group that repeats is opened once: %j',
		async (listed) => {
			const { message, json } = await list((query) =>
				query.prefix === PREFIX ? pages(...listed)(query) : { keys: ['logs/a,1', 'logs/a,2'] },
			);
			expect(message).toBeUndefined();
			expect(json).toHaveLength(3);
			expect(requests.filter(({ params }) => params.prefix === 'logs/a,')).toHaveLength(1);
		},
	);

	test('an object with the name of its group', async () => {
		const { keys } = await list(({ prefix }) =>
			prefix === PREFIX
				? { keys: ['logs/a,'], groups: ['logs/a,'] }
				: { keys: ['logs/a,', 'logs/a,1'] },
		);
		expect(keys).toEqual(['logs/a,', 'logs/a,1']);
	});

	test.each<Page>([{ keys: ['logs/a'] }, {}, { groups: ['logs/a,'] }])(
		'%j with ever new tokens comes to an end',
		async (page) => {
			let token = 0;
			const { message } = await list(({ prefix }) =>
				prefix === PREFIX ? { ...page, next: String(++token) } : {},
			);
			expect(message).toMatch(/^The listing does not come to an end: 200 pages in a row/);
			expect(changed().length).toBeLessThanOrEqual(2);
			expect(requests.length).toBeLessThan(210);
		},
	);

	test('without a prefix, keys must ascend all the same', async () => {
		const listing = pages({ keys: ['b', 'a'] });
		const { message } = await run(operation, OPERATIONS[operation](''), listing);
		expect(message).toBe(unordered('a', 'b'));
		expect(changed()).toEqual([]);
	});
});

test('Keep the Newest keeps the newest objects, where a group comes on two pages', async () => {
	const objects = [3, 2, 1].map((day, at) => ({
		...{ key: `a,${at}`, lastModified: `2026-01-0${day}T00:00:00Z` },
	}));
	const { json } = await runWith(
		{
			...{ resource: 'object', operation: 'deleteMany', hostGroup: 'h', bucketName: 'b' },
			filters: { keepNewest: 2 },
		},
		{
			listobjects: ({ prefix, continuationToken }) =>
				prefix ? { objects } : bodyOf({ groups: ['a,'], next: continuationToken ? '' : '1' }),
		},
	);
	expect(json.map(({ key }) => key)).toEqual(['a,2']);
	expect(changed()).toEqual(['a,2']);
});

describe.each(['copyMany', 'moveMany'])('the destination of %s', (operation) => {
	test.each([
		[['archive/a', 'precious'], outside('precious', 'archive/')],
		[['archive/b', 'archive/a'], unordered('archive/a', 'archive/b')],
	])('%j', async (keys, message) => {
		const result = await run(
			operation,
			{ ...transfer(PREFIX), overwrite: false },
			({ bucketName }) => ({
				keys: bucketName === 'c' ? keys : ['logs/a', 'logs/b'],
			}),
		);
		expect(result.message).toBe(message);
		expect(changed()).toEqual([]);
	});
});

describe('Get Many', () => {
	const list = async (options: IDataObject, ...listed: Page[]) =>
		await run('getAll', { bucketName: 'b', returnAll: true, options }, pages(...listed));
	const GROUPED = { prefix: PREFIX, delimiter: '/' };

	test('a group that was asked for lies below the prefix', async () => {
		const { message } = await list(GROUPED, { groups: ['logs/a/', 'other/'] });
		expect(message).toBe(outside('other/'));
	});

	test('a group that was asked for comes once', async () => {
		const first = { groups: ['logs/a/'], next: '1' };
		const { json } = await list(GROUPED, first, { groups: ['logs/a/', 'logs/b/'] });
		expect(json.map(({ prefix }) => prefix)).toEqual(['logs/a/', 'logs/b/']);
	});

	test('a Start Token continues below the prefix, and nowhere else', async () => {
		const listed = [{}, { keys: ['logs/x'] }, { keys: ['other'] }];
		const from = { prefix: PREFIX, continuationToken: '1' };
		expect((await list(from, ...listed)).keys).toEqual(['logs/x']);
		const { message } = await list({ ...from, continuationToken: '2' }, ...listed);
		expect(message).toBe(outside('other'));
	});

	test('more rows than requested do no harm', async () => {
		const listing = pages({ keys: ['a', 'b', 'c'] });
		const { keys } = await run('getAll', { bucketName: 'b', limit: 2 }, listing);
		expect(keys).toEqual(['a', 'b']);
	});
});
