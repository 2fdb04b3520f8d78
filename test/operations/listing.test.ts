import type { IDataObject } from 'n8n-workflow';
import { useSandbox } from '../support/world';

// A listing hides no object, ends, and asks for no more than it needs.

const folding = useSandbox({ defaultDelimiter: ',' });
const slashing = useSandbox({ defaultDelimiter: '/' });
const plain = useSandbox({ defaultDelimiter: '' });

const COUNT = 2000;
const BUCKET = 'two-thousand';

/** Keys with commas, blanks and other letters than Latin ones; some whose order in UTF-16 is another. */
const KEYS = Array.from({ length: COUNT }, (_, n) => {
	const kinds = [
		`logs/web/${String(n).padStart(4, '0')}.log`,
		`report, final ${n}.pdf`,
		`отчёты ${n % 10}/日本, ${n}.txt`,
		`a b+c&d=e#f/ü?,${n}`,
		`${n % 2 ? '😀' : '\uff61'}/${n % 20},${n},x`,
	];
	return kinds[n % kinds.length];
});

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const SORTED = [...KEYS].sort(byBytes);

beforeAll(async () => {
	for (const { sandbox } of [folding, slashing, plain]) {
		const { fill, hostGroups } = sandbox();
		await fill(
			hostGroups[0],
			BUCKET,
			KEYS.map((key) => ({ key, size: 1 })),
		);
	}
});

/** What is asked of a bucket on a platform. */
const listing = (
	{ sandbox }: typeof folding,
	options: IDataObject = {},
	rest: IDataObject = { returnAll: true },
): IDataObject => ({
	...{ resource: 'object', operation: 'getAll', hostGroup: sandbox().hostGroups[0] },
	...{ bucketName: BUCKET, options, ...rest },
});

describe.each([
	['a comma', folding],
	['a slash', slashing],
	['nothing', plain],
] as const)('a platform that groups by %s when nobody asks', (_, world) => {
	const keysOf = async (options: IDataObject, rest?: IDataObject) =>
		(await world.must(listing(world, options, rest))).map(({ key }) => key);

	test('2,000 objects: each comes exactly once, in the order of its bytes', async () => {
		expect(new Set(SORTED).size).toBe(COUNT);
		expect(await keysOf({})).toEqual(SORTED);
	});

	test('Limit counts objects, across groups too', async () => {
		for (const limit of [1, 50, 1203]) {
			expect(await keysOf({}, { limit })).toEqual(SORTED.slice(0, limit));
		}
	});

	test.each(['logs/', 'отчёты 3/日本,', 'report', 'a b+c&d=e#f/ü?,', 'none'])(
		'Prefix "%s"',
		async (prefix) => {
			expect(await keysOf({ prefix })).toEqual(SORTED.filter((key) => key.startsWith(prefix)));
		},
	);

	test('Page Size holds for each request', async () => {
		const prefix = 'logs/web/00';
		expect(await keysOf({ prefix, maxKeys: 7 })).toEqual(
			SORTED.filter((key) => key.startsWith(prefix)),
		);
		const { requests } = world.sandbox();
		expect(requests.length).toBeGreaterThanOrEqual(3);
		expect(new Set(requests.map(({ params }) => params.maxKeys))).toEqual(new Set(['7']));
	});

	test('a delimiter that was asked for groups, and the groups are items', async () => {
		const json = await world.must(listing(world, { delimiter: '/' }));
		const at = { hostGroup: world.sandbox().hostGroups[0], bucketName: BUCKET };
		const roots = [...new Set(KEYS.map((key) => key.split(/(?<=\/)/)[0]))].sort(byBytes);
		expect(json).toEqual(
			roots.map((root) =>
				root.endsWith('/')
					? { ...at, prefix: root }
					: { ...at, key: root, ...{ size: 1, lastModified: expect.any(String) }, ...REST },
			),
		);
	});
});

const REST = { eTag: expect.any(String), storageClass: 'STANDARD' };

test('without groups 2,000 objects take two requests', async () => {
	await plain.must(listing(plain));
	expect(plain.sandbox().requests.map(({ params }) => params.maxKeys)).toEqual(['1000', '1000']);
});

test('Limit ends the paging early', async () => {
	await plain.must(listing(plain, {}, { limit: 3 }));
	expect(plain.sandbox().requests.map(({ params }) => params.maxKeys)).toEqual(['3']);
	plain.sandbox().requests.length = 0;
	await plain.must(listing(plain, { maxKeys: 100 }, { limit: 250 }));
	expect(plain.sandbox().requests).toHaveLength(3);
});

test('Limit opens no group that is not needed', async () => {
	const { fill, hostGroups, requests } = folding.sandbox();
	const keys = ['a,1', 'a,2', 'b,1', 'b,2', 'c,1', 'd,1', 'e,1'];
	await fill(
		hostGroups[0],
		'groups',
		keys.map((key) => ({ key, size: 1 })),
	);
	const json = await folding.must({ ...listing(folding, {}, { limit: 3 }), bucketName: 'groups' });
	expect(json.map(({ key }) => key)).toEqual(['a,1', 'a,2', 'b,1']);
	expect(requests.map(({ params }) => params.prefix)).toEqual([undefined, 'a,', 'b,']);
});

test('Start Token goes on where another listing ended', async () => {
	await plain.must(listing(plain, { maxKeys: 400 }, { limit: 450 }));
	const { continuationToken } = plain.sandbox().requests[1].params;
	const json = await plain.must(listing(plain, { continuationToken }));
	expect(json.map(({ key }) => key)).toEqual(SORTED.slice(400));
});

test('a Start Token that is none is told', async () => {
	const { error } = await plain.run(listing(plain, { continuationToken: 'nonsense' }));
	expect(error?.message).toBe('The platform does not accept the value of "Start Token"');
});

test.each([true, false])(
	'a token that comes twice ends in a failure (Return All %s)',
	async (all) => {
		const { faults, requests } = plain.sandbox();
		faults.add({ kind: 'repeatToken', times: Infinity });
		const rest = all ? { returnAll: true } : { limit: 2000 };
		const { error } = await plain.run(listing(plain, { maxKeys: 10 }, rest));
		expect(error?.message).toMatch(/^The listing does not come to an end/);
		expect(requests.length).toBeLessThanOrEqual(3);
	},
);

test('an empty bucket gives no items and no failure', async () => {
	await plain.sandbox().createBucket(plain.sandbox().hostGroups[0], 'empty');
	const { json, error } = await plain.run({ ...listing(plain), bucketName: 'empty' });
	expect({ json, message: error?.message }).toEqual({ json: [] });
});
