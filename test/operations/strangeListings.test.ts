import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { useStub, type StubRequest } from '../support/stub';
import { saved } from '../support/world';

// Listings that hold what was not asked for, come twice or go back: nothing on such a page is touched.

const stub = useStub();

interface Page {
	keys?: string[];
	groups?: string[];
	/** The token of the next page. */
	next?: string;
}

type Ask = Record<string, string>;

const rowOf = (key: string) => ({ key, size: 1, eTag: key.replace(/^\w+\//, '') });

const bodyOf = ({ keys = [], groups = [], next }: Page) => ({
	...{ result: 0, objects: keys.map(rowOf), commonPrefixes: groups },
	...(next && { isTruncated: true, nextContinuationToken: next }),
});

const methodOf = ({ path }: StubRequest) => path.split('/').pop();

/** A platform whose listing is what a test says; whatever else it is asked to do, it says is done. */
const lists = (pageFor: (ask: Ask) => Page) =>
	stub.answers((request) => ({
		body: methodOf(request) === 'listobjects' ? bodyOf(pageFor(request.params)) : { result: 0 },
	}));

/** Pages by their token; the first by none. */
const pages =
	(...all: Page[]) =>
	({ continuationToken }: Ask): Page =>
		all[Number(continuationToken ?? 0)] ?? {};

const changed = () =>
	stub.requests
		.filter((request) => methodOf(request) !== 'listobjects')
		.map(({ params }) => params.srcKey ?? params.key);

const run = async (operation: string, fields: IDataObject) =>
	await runNode({
		node: 'bucket',
		credential: { host: stub.url(), token: 't' },
		parameters: saved({ resource: 'object', operation, hostGroup: 'h', ...fields }),
	});

const PREFIX = 'logs/';

/** Each operation that lists, below a prefix. */
const OPERATIONS: Record<string, (prefix: string) => IDataObject> = {
	getAll: (prefix) => ({ bucketName: 'b', returnAll: true, options: { prefix } }),
	deleteMany: (prefix) => ({ bucketName: 'b', prefix, allowDeletingEverything: true }),
	copyMany: (srcPrefix) => ({
		...{ srcBucketName: 'b', srcPrefix, dstBucketName: 'c', dstPrefix: 'archive/' },
		overwrite: true,
	}),
	moveMany: (srcPrefix) => ({
		...{ srcBucketName: 'b', srcPrefix, dstBucketName: 'c', dstPrefix: 'archive/' },
		overwrite: true,
	}),
};

const STRANGE: Array<[string, Page[], string, string[]]> = [
	[
		'a key outside the prefix',
		[{ keys: ['logs/a', 'precious/contract.pdf'] }],
		'The platform listed "precious/contract.pdf", which does not begin with the prefix "logs/"',
		[],
	],
	[
		'a key outside the prefix, on the second page',
		[{ keys: ['logs/a'], next: '1' }, { keys: ['logs/b', 'logs'] }],
		'The platform listed "logs", which does not begin with the prefix "logs/"',
		['logs/a'],
	],
	[
		'a group outside the prefix',
		[{ keys: ['logs/a'], groups: ['precious,'] }],
		'The platform listed "precious,", which does not begin with the prefix "logs/"',
		[],
	],
	[
		'the prefix as a group',
		[{ keys: ['logs/a'], groups: ['logs/'] }],
		'The listing does not come to an end: below "logs/" the platform answered the group "logs/"',
		[],
	],
	[
		'keys that go back',
		[{ keys: ['logs/b', 'logs/a'] }],
		'The platform listed "logs/a" after "logs/b", against the order of S3',
		[],
	],
	[
		'keys that go back on the second page',
		[{ keys: ['logs/b'], next: '1' }, { keys: ['logs/c', 'logs/a'] }],
		'The platform listed "logs/a" after "logs/c", against the order of S3',
		['logs/b'],
	],
	[
		'a page that comes again',
		[
			{ keys: ['logs/a', 'logs/b'], next: '1' },
			{ keys: ['logs/a', 'logs/b'], next: '2' },
		],
		'The platform listed "logs/a" after "logs/b", against the order of S3',
		['logs/a', 'logs/b'],
	],
	[
		'a key beside the group that holds it',
		[{ keys: ['logs/a,1', 'logs/b'], groups: ['logs/a,'] }],
		'The platform listed "logs/a,1" after "logs/a,", against the order of S3',
		[],
	],
	[
		'no regard to case',
		[{ keys: ['logs/a', 'logs/B'] }],
		'The platform listed "logs/B" after "logs/a", against the order of S3',
		[],
	],
	[
		'the order of UTF-16',
		[{ keys: ['logs/😀', 'logs/\uff61'] }],
		'The platform listed "logs/\uff61" after "logs/😀", against the order of S3',
		[],
	],
];

describe.each(Object.keys(OPERATIONS))('%s', (operation) => {
	const fields = OPERATIONS[operation](PREFIX);
	const touched = (keys: string[]) => {
		if (operation === 'getAll') return [];
		return operation === 'moveMany' ? keys.flatMap((key) => [key, key]) : keys;
	};

	test.each(STRANGE)('%s ends it', async (_, listed, message, before) => {
		lists(pages(...listed));
		const { error, json } = await run(operation, fields);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch('nothing on that page was used');
		expect(json).toEqual([]);
		expect(changed().sort()).toEqual(touched(before).sort());
	});

	test('a group that holds what is not in it ends it', async () => {
		lists(({ prefix }) =>
			prefix === PREFIX
				? { keys: ['logs/0'], groups: ['logs/a,'] }
				: { keys: ['logs/a,1', 'logs/b'] },
		);
		const { error } = await run(operation, fields);
		expect(error?.message).toBe(
			'The platform listed "logs/b", which does not begin with the prefix "logs/a,"',
		);
		expect(changed()).toEqual(touched(['logs/0']));
	});

	test.each<[string, Page[]]>([
		['on one page', [{ keys: ['logs/0', 'logs/0', 'logs/a'] }]],
		['on two', [{ keys: ['logs/0', 'logs/a'], next: '1' }, { keys: ['logs/a'] }]],
		[
			'before an empty page',
			[{ keys: ['logs/0'], next: '1' }, { next: '2' }, { keys: ['logs/a'] }],
		],
	])('a key that comes twice counts once: %s', async (_, listed) => {
		lists(pages(...listed));
		const { error, json } = await run(operation, fields);
		expect(error).toBeUndefined();
		expect(json.map((item) => item.key ?? item.srcKey)).toEqual(['logs/0', 'logs/a']);
		expect(changed().sort()).toEqual(touched(['logs/0', 'logs/a']).sort());
	});

	test.each<[string, Page[]]>([
		[
			'at once',
			[
				{ groups: ['logs/a,'], next: '1' },
				{ groups: ['logs/a,'], keys: ['logs/b'] },
			],
		],
		[
			'behind an object',
			[{ groups: ['logs/a,'], keys: ['logs/a-'], next: '1' }, { groups: ['logs/a,'] }],
		],
	])('a group that comes twice is opened once: %s', async (_, listed) => {
		lists((ask) =>
			ask.prefix === PREFIX ? pages(...listed)(ask) : { keys: ['logs/a,1', 'logs/a,2'] },
		);
		const { error, json } = await run(operation, fields);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(stub.requests.filter(({ params }) => params.prefix === 'logs/a,')).toHaveLength(1);
	});

	test('an object that is named as its group is', async () => {
		lists(({ prefix }) =>
			prefix === PREFIX
				? { keys: ['logs/a,'], groups: ['logs/a,'] }
				: { keys: ['logs/a,', 'logs/a,1'] },
		);
		const { json } = await run(operation, fields);
		expect(json.map((item) => item.key ?? item.srcKey)).toEqual(['logs/a,', 'logs/a,1']);
	});

	test.each<[string, Page]>([
		['the same object', { keys: ['logs/a'] }],
		['nothing', {}],
		['the same group', { groups: ['logs/a,'] }],
	])('%s with ever new tokens comes to an end', async (_, page) => {
		let token = 0;
		lists(({ prefix }) => (prefix === PREFIX ? { ...page, next: String(++token) } : {}));
		const { error } = await run(operation, fields);
		expect(error?.message).toMatch(/^The listing does not come to an end: 200 pages in a row/);
		expect(changed().length).toBeLessThanOrEqual(2);
		expect(stub.requests.length).toBeLessThan(210);
	});

	test('without a prefix, keys must ascend all the same', async () => {
		lists(pages({ keys: ['b', 'a'] }));
		const { error } = await run(operation, OPERATIONS[operation](''));
		expect(error?.message).toBe('The platform listed "a" after "b", against the order of S3');
		expect(changed()).toEqual([]);
	});
});

test('Keep the Newest keeps what is newest, where a group comes on two pages', async () => {
	const times = [3, 2, 1].map((day) => `2026-01-0${day}T00:00:00Z`);
	stub.answers((request) => {
		const { prefix, continuationToken } = request.params;
		if (methodOf(request) !== 'listobjects') return { body: { result: 0 } };
		const objects = times.map((lastModified, at) => ({ key: `a,${at}`, lastModified }));
		if (prefix) return { body: { result: 0, objects } };
		return { body: bodyOf({ groups: ['a,'], next: continuationToken ? undefined : '1' }) };
	});
	const { json } = await run('deleteMany', { bucketName: 'b', filters: { keepNewest: 2 } });
	expect(json.map(({ key }) => key)).toEqual(['a,2']);
	expect(changed()).toEqual(['a,2']);
});

describe('the destination of Copy Many and Move Many', () => {
	const fields = { ...OPERATIONS.copyMany(PREFIX), overwrite: false };

	test.each([
		['outside its prefix', ['archive/a', 'precious']],
		['going back', ['archive/b', 'archive/a']],
	])('%s', async (_, keys) => {
		for (const operation of ['copyMany', 'moveMany']) {
			stub.requests.length = 0;
			lists(({ bucketName }) => ({ keys: bucketName === 'c' ? keys : ['logs/a', 'logs/b'] }));
			const { error } = await run(operation, fields);
			expect(error?.message).toMatch(/^The platform listed "(precious|archive\/a)"/);
			expect(changed()).toEqual([]);
		}
	});
});

describe('Get Many', () => {
	const listing = async (options: IDataObject) =>
		await run('getAll', { bucketName: 'b', returnAll: true, options });

	test('a group that was asked for lies below the prefix', async () => {
		lists(pages({ groups: ['logs/a/', 'other/'] }));
		const { error } = await listing({ prefix: PREFIX, delimiter: '/' });
		expect(error?.message).toMatch('The platform listed "other/", which does not begin with');
	});

	test('a group that was asked for comes once', async () => {
		lists(pages({ groups: ['logs/a/'], next: '1' }, { groups: ['logs/a/', 'logs/b/'] }));
		const { json } = await listing({ prefix: PREFIX, delimiter: '/' });
		expect(json.map(({ prefix }) => prefix)).toEqual(['logs/a/', 'logs/b/']);
	});

	test('a Start Token goes on below the prefix, and nowhere else', async () => {
		lists(pages({}, { keys: ['logs/x'] }, { keys: ['other'] }));
		const options = { prefix: PREFIX, continuationToken: '1' };
		expect((await listing(options)).json).toMatchObject([{ key: 'logs/x' }]);
		const { error } = await listing({ ...options, continuationToken: '2' });
		expect(error?.message).toMatch('The platform listed "other"');
	});

	test('more rows than were asked for do no harm', async () => {
		lists(pages({ keys: ['a', 'b', 'c'] }));
		const { json } = await run('getAll', { bucketName: 'b', limit: 2 });
		expect(json.map(({ key }) => key)).toEqual(['a', 'b']);
	});
});
