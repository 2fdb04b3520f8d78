import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';

// Listings with objects that were not asked for, that repeat or go back: nothing on such a page is touched.

const { run: runWith, requests, sent } = useAnswers();

interface Page {
	keys?: string[];
	groups?: string[];
	/** The token of the next page. */
	next?: string;
}

type Listing = (query: Record<string, string>) => Page;

const bodyOf = ({ keys = [], groups = [], next }: Page) => ({
	objects: keys.map((key) => ({ key, size: 1, eTag: key.replace(/^\w+\//, '') })),
	commonPrefixes: groups,
	...(next && { isTruncated: true, nextContinuationToken: next }),
});

/** Pages, each with the token of the next. */
const pages =
	(...all: Page[]): Listing =>
	({ continuationToken = '0' }) => {
		const next = Number(continuationToken) + 1;
		return { ...all[next - 1], next: next < all.length ? String(next) : undefined };
	};

const changed = () =>
	requests
		.filter(({ path }) => !path.endsWith('listobjects'))
		.map(({ params }) => params.srcKey ?? params.key);

/** Runs an operation where the listing is like this, and everything else succeeds. */
const run = async (operation: string, fields: IDataObject, listing: Listing) => {
	const result = await runWith(
		{ resource: 'object', operation, hostGroup: 'h', ...fields },
		{ listobjects: (query) => bodyOf(copiesIn(query) ?? listing(query)) },
	);
	return { ...result, keys: result.json.map(({ key, srcKey }) => key ?? srcKey) };
};

/** What was copied is there. */
function copiesIn({ bucketName }: Record<string, string>): Page | undefined {
	const keys = sent('copyobject').map(({ dstKey }) => dstKey);
	return bucketName === 'c' && keys.length > 0 ? { keys: keys.sort() } : undefined;
}

const PREFIX = 'logs/';

const transfer = (srcPrefix: string, ifExists = 'replace') => ({
	...{ srcBucketName: 'b', srcPrefix, dstBucketName: 'c', dstPrefix: 'archive/', ifExists },
});

/** Without a look ahead, so that what was listed before is worked on. */
const options = { via: 'platform' };

/** The fields of each operation that lists, by the prefix. */
const OPERATIONS: Record<string, (prefix: string) => IDataObject> = {
	getAll: (prefix) => ({ bucketName: 'b', prefix, returnAll: true }),
	deleteMany: (prefix) => ({ bucketName: 'b', prefix, allowDeletingEverything: true, options }),
	copyMany: transfer,
	moveMany: (prefix) => ({ ...transfer(prefix), allowMovingEverything: true, options }),
};

const outside = (name: string, prefix = PREFIX) =>
	`The platform listed "${name}", which does not begin with the prefix "${prefix}"`;
const unordered = (name: string, before: string) =>
	`The platform listed "${name}" after "${before}", against the order of S3`;

interface Scenario {
	listed: Page[];
	/** What is listed below the group "logs/a,". */
	inGroup?: string[];
	/** Why it ends. */
	message?: string;
	/** The objects that are worked on, until it ends. */
	touched?: string[];
}

const [a, b, c] = ['logs/a', 'logs/b', 'logs/c'];
const groups = ['logs/a,'];

const SCENARIOS: Scenario[] = [
	{ listed: [{ keys: [a, 'precious/x.pdf'] }], message: outside('precious/x.pdf') },
	{ listed: [{ keys: [a] }, { keys: [b, 'logs'] }], message: outside('logs'), touched: [a] },
	{ listed: [{ keys: [a], groups: ['precious,'] }], message: outside('precious,') },
	{
		listed: [{ keys: [a], groups: ['logs/'] }],
		message:
			'The listing does not come to an end: below "logs/" the platform answered the group "logs/"',
	},
	{ listed: [{ keys: [b, a] }], message: unordered(a, b) },
	{ listed: [{ keys: [b] }, { keys: [c, a] }], message: unordered(a, c), touched: [b] },
	{ listed: [{ keys: [a, b] }, { keys: [a, b] }, {}], message: unordered(a, b), touched: [a, b] },
	// A key beside the group that holds it.
	{ listed: [{ keys: ['logs/a,1', b], groups }], message: unordered('logs/a,1', 'logs/a,') },
	// An order that ignores case, and that of UTF-16.
	{ listed: [{ keys: [a, 'logs/B'] }], message: unordered('logs/B', a) },
	{ listed: [{ keys: ['logs/😀', 'logs/\uff61'] }], message: unordered('logs/\uff61', 'logs/😀') },
	{
		...{ listed: [{ keys: ['logs/0'], groups }], inGroup: ['logs/a,1', b] },
		...{ message: outside(b, 'logs/a,'), touched: ['logs/0'] },
	},
	// A key that repeats counts once.
	{ listed: [{ keys: [a, a, b] }], touched: [a, b] },
	{ listed: [{ keys: [a, b] }, { keys: [b] }], touched: [a, b] },
	{ listed: [{ keys: [a] }, {}, { keys: [b] }], touched: [a, b] },
	// A group that repeats is opened once.
	{
		...{ listed: [{ groups }, { groups, keys: [b] }], inGroup: ['logs/a,1', 'logs/a,2'] },
		touched: ['logs/a,1', 'logs/a,2', b],
	},
	{
		...{ listed: [{ groups, keys: ['logs/a-'] }, { groups }], inGroup: ['logs/a,1', 'logs/a,2'] },
		touched: ['logs/a,1', 'logs/a,2', 'logs/a-'],
	},
	// An object with the name of its group.
	{
		...{ listed: [{ keys: ['logs/a,'], groups }], inGroup: ['logs/a,', 'logs/a,1'] },
		touched: ['logs/a,', 'logs/a,1'],
	},
];

describe.each(Object.keys(OPERATIONS))('%s', (operation) => {
	const times = { getAll: 0, moveMany: 2 }[operation] ?? 1;

	test.each(SCENARIOS)('%j', async ({ listed, inGroup, message, ...scenario }) => {
		// A move waits for a batch, which a listing that ends early never fills.
		const isWaiting = operation === 'moveMany' && message !== undefined;
		const touched = isWaiting ? [] : (scenario.touched ?? []);
		const result = await run(operation, OPERATIONS[operation](PREFIX), (query) =>
			query.prefix === PREFIX ? pages(...listed)(query) : { keys: inGroup },
		);
		expect(result.message).toBe(message);
		expect(result.description).toMatch(message ? 'nothing on that page was used' : /^$/);
		expect(result.keys).toEqual(message ? [] : touched);
		const all = touched.flatMap((key) => Array.from({ length: times }, () => key));
		expect(changed().sort()).toEqual(all.sort());
		const opened = requests.filter(({ params }) => params.prefix === groups[0]);
		expect(opened).toHaveLength(inGroup ? 1 : 0);
	});

	test.each<Page>([{ keys: [a] }, {}, { groups }])(
		'%j with ever new tokens comes to an end',
		async (page) => {
			let token = 0;
			const { message } = await run(operation, OPERATIONS[operation](PREFIX), ({ prefix }) =>
				prefix === PREFIX ? { ...page, next: String(++token) } : {},
			);
			expect(message).toMatch(/^The listing does not come to an end: 200 pages in a row/);
			expect(changed().length).toBeLessThanOrEqual(2);
			expect(requests.length).toBeLessThan(210);
		},
	);

	test('without a prefix, keys must ascend all the same', async () => {
		const { message } = await run(operation, OPERATIONS[operation](''), pages({ keys: [b, a] }));
		expect(message).toBe(unordered(a, b));
		expect(changed()).toEqual([]);
	});
});

test('Keep the Newest keeps the newest objects, where a group comes on two pages', async () => {
	const objects = [3, 2, 1].map((day, at) => ({
		...{ key: `a,${at}`, lastModified: `2026-01-0${day}T00:00:00Z` },
	}));
	const listobjects = (query: Record<string, string>) =>
		query.prefix ? { objects } : bodyOf(pages({ groups: ['a,'] }, { groups: ['a,'] })(query));
	const fields = { hostGroup: 'h', bucketName: 'b', filters: { keepNewest: 2 } };
	const deleteMany = { resource: 'object', operation: 'deleteMany', ...fields };
	const { json } = await runWith(deleteMany, { listobjects });
	expect(json.map(({ key }) => key)).toEqual(['a,2']);
	expect(changed()).toEqual(['a,2']);
});

describe.each(['copyMany', 'moveMany'])('the destination of %s', (operation) => {
	test.each([
		[['archive/a', 'precious'], outside('precious', 'archive/')],
		[['archive/b', 'archive/a'], unordered('archive/a', 'archive/b')],
	])('%j', async (keys, message) => {
		const listing: Listing = ({ bucketName }) => ({ keys: bucketName === 'c' ? keys : [a, b] });
		expect((await run(operation, transfer(PREFIX, 'replaceIfDifferent'), listing)).message).toBe(
			message,
		);
		expect(changed()).toEqual([]);
	});
});

const GROUPED = { delimiter: '/' };
const byToken: Listing = ({ continuationToken }) => ({ keys: [continuationToken] });

test.each<[IDataObject, Listing, string[] | string]>([
	[GROUPED, pages({ groups: ['logs/a/', 'other/'] }), outside('other/')],
	[
		GROUPED,
		pages({ groups: ['logs/a/'] }, { groups: ['logs/a/', 'logs/b/'] }),
		['logs/a/', 'logs/b/'],
	],
	// A Continuation Token continues below the prefix, and nowhere else.
	[{ continuationToken: a }, byToken, [a]],
	[{ continuationToken: 'other' }, byToken, outside('other')],
])('Get Many with %j', async (options, listing, expected) => {
	const fields = { ...OPERATIONS.getAll(PREFIX), options };
	const { message, keys } = await run('getAll', fields, listing);
	expect(message ?? keys).toEqual(expected);
});

test('more rows than requested do no harm', async () => {
	const { keys } = await run('getAll', { bucketName: 'b', limit: 2 }, pages({ keys: [a, b, c] }));
	expect(keys).toEqual([a, b]);
});
