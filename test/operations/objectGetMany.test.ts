import type { IDataObject } from 'n8n-workflow';
import { useSandbox } from '../support/world';

// A listing hides no object, comes to an end, and requests no more than it needs.

const folding = useSandbox({ defaultDelimiter: ',' });
const slashing = useSandbox({ defaultDelimiter: '/' });
const plain = useSandbox({ defaultDelimiter: '' });

const COUNT = 2000;
const BUCKET = 'two-thousand';

/** Keys with commas, blanks and non-Latin letters; some have another order in UTF-16. */
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
const below = (prefix: string) => SORTED.filter((key) => key.startsWith(prefix));

const fill = async ({ sandbox }: typeof folding, bucket: string, keys: string[]) =>
	await sandbox().fill(
		sandbox().hostGroups[0],
		bucket,
		keys.map((key) => ({ key, size: 1 })),
	);

beforeAll(async () => {
	for (const world of [folding, slashing, plain]) await fill(world, BUCKET, KEYS);
});

const listing = (
	{ sandbox }: typeof folding,
	options: IDataObject = {},
	more: IDataObject = { returnAll: true },
): IDataObject => ({
	...{ resource: 'object', operation: 'getAll', hostGroup: sandbox().hostGroups[0] },
	...{ bucketName: BUCKET, options, ...more },
});

/** A parameter of each request. */
const sent = ({ sandbox }: typeof folding, name: string) =>
	sandbox().requests.map(({ params }) => params[name]);

type Case = [options: IDataObject, more: IDataObject, keys: string[]];

const CASES: Case[] = [
	[{}, {}, SORTED],
	...[1, 50, 1203].map((limit): Case => [{}, { returnAll: false, limit }, SORTED.slice(0, limit)]),
	...['logs/', 'отчёты 3/日本,', 'report', 'a b+c&d=e#f/ü?,', 'none'].map((prefix): Case => [
		{},
		{ prefix },
		below(prefix),
	]),
	[{ maxKeys: 7 }, { prefix: 'logs/web/00' }, below('logs/web/00')],
];

describe.each([
	['a comma', folding],
	['a slash', slashing],
	['nothing', plain],
] as const)('a platform that groups by %s unless told otherwise', (_, world) => {
	test.each(CASES)(
		'%j %j: each object once, in the order of its bytes',
		async (options, more, expected) => {
			const json = await world.must(listing(world, options, { returnAll: true, ...more }));
			expect(json.map(({ key }) => key)).toEqual(expected);
			if (options.maxKeys === undefined) return;
			expect(sent(world, 'maxKeys').length).toBeGreaterThanOrEqual(3);
			expect(new Set(sent(world, 'maxKeys'))).toEqual(new Set([String(options.maxKeys)]));
		},
	);

	test('a delimiter that was asked for groups, and the groups are items', async () => {
		const json = await world.must(listing(world, { delimiter: '/' }));
		const at = { hostGroup: world.sandbox().hostGroups[0], bucketName: BUCKET };
		const text = expect.any(String);
		const more = { size: 1, lastModified: text, eTag: text, storageClass: 'STANDARD' };
		const roots = [...new Set(KEYS.map((key) => key.split(/(?<=\/)/)[0]))].sort(byBytes);
		expect(json).toEqual(
			roots.map((root) =>
				root.endsWith('/') ? { ...at, key: root, isPrefix: true } : { ...at, key: root, ...more },
			),
		);
	});
});

test.each<[IDataObject, IDataObject, string[]]>([
	[{}, { returnAll: true }, ['1000', '1000']],
	[{}, { limit: 3 }, ['3']],
	[{ maxKeys: 100 }, { limit: 250 }, ['100', '100', '100']],
])('without groups, %j and %j take as few requests as possible', async (options, more, sizes) => {
	await plain.must(listing(plain, options, more));
	expect(sent(plain, 'maxKeys')).toEqual(sizes);
});

test('Limit opens no group that is not needed', async () => {
	await fill(folding, 'groups', ['a,1', 'a,2', 'b,1', 'b,2', 'c,1', 'd,1', 'e,1']);
	const json = await folding.must(listing(folding, {}, { limit: 3, bucketName: 'groups' }));
	expect(json.map(({ key }) => key)).toEqual(['a,1', 'a,2', 'b,1']);
	expect(sent(folding, 'prefix')).toEqual([undefined, 'a,', 'b,']);
});

test('Continuation Token continues where another listing ended', async () => {
	await plain.must(listing(plain, { maxKeys: 400 }, { limit: 450 }));
	const [, continuationToken] = sent(plain, 'continuationToken');
	const json = await plain.must(listing(plain, { continuationToken }));
	expect(json.map(({ key }) => key)).toEqual(SORTED.slice(400));
});

test('an invalid Continuation Token', async () => {
	const { error } = await plain.run(listing(plain, { continuationToken: 'nonsense' }));
	expect(error?.message).toBe('The platform does not accept the value of "Continuation Token"');
});

test.each([{ returnAll: true }, { limit: 2000 }])(
	'a token that comes twice ends in a failure (%j)',
	async (more) => {
		const { faults, requests } = plain.sandbox();
		faults.add({ kind: 'repeatToken', times: Infinity });
		const { error } = await plain.run(listing(plain, { maxKeys: 10 }, more));
		expect(error?.message).toMatch(/^The listing does not come to an end/);
		expect(requests.length).toBeLessThanOrEqual(3);
	},
);

test('an empty bucket gives no items and no failure', async () => {
	await fill(plain, 'empty', []);
	const { json, error } = await plain.run({ ...listing(plain), bucketName: 'empty' });
	expect({ json, message: error?.message }).toEqual({ json: [] });
});
