import fc from 'fast-check';
import { startSandbox, type Sandbox } from '../platform';
import { call, must, onCeph, unlessOnCeph } from './support';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const hostGroup = 's3-us1.example';

interface Page {
	objects: Array<{ key: string; size: number }>;
	commonPrefixes: string[];
	isTruncated: boolean;
	nextContinuationToken?: string;
}

/** All entries of a listing in their order, `=` before keys and `>` before common prefixes. */
async function listAll(params: Record<string, string | number>): Promise<string[]> {
	const entries: string[] = [];
	let token: string | undefined;
	do {
		const page: Page = await must(sandbox, 's3.bucket.ListObjects', {
			hostGroup,
			...params,
			...(token === undefined ? {} : { continuationToken: token }),
		});
		const found = [
			...page.objects.map(({ key }) => ['=', key]),
			...page.commonPrefixes.map((prefix) => ['>', prefix]),
		].sort(([, a], [, b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
		expect(found.length).toBeLessThanOrEqual(Number(params.maxKeys ?? 100));
		entries.push(...found.map((entry) => entry.join('')));
		expect(page.isTruncated).toBe(page.nextContinuationToken !== undefined);
		if (page.isTruncated) expect(found.length).toBe(Number(params.maxKeys ?? 100));
		token = page.nextContinuationToken;
	} while (token !== undefined);
	return entries;
}

/** What S3 lists, in the plainest way. */
function model(keys: string[], prefix: string, delimiter: string): string[] {
	const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
	const entries = sorted
		.filter((key) => key.startsWith(prefix))
		.map((key) => {
			const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
			return at < 0 ? `=${key}` : `>${key.slice(0, at + delimiter.length)}`;
		});
	return [...new Set(entries)];
}

const letter = fc.constantFrom(
	'a',
	'b',
	'/',
	'/',
	',',
	' ',
	'.',
	'+',
	'é',
	'京',
	'\u{1F600}',
	'\uFFFD',
	'\u0001',
	'~',
);
const key = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));

it('lists as the model does: prefix, delimiter, page size, continuation', async () => {
	let run = 0;
	const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 60 });
	const delimiter = fc.constantFrom('/', ',', '//', 'a', '京');
	const property = fc.asyncProperty(
		keys,
		fc.option(fc.array(letter, { minLength: 1, maxLength: 2 }), { nil: undefined }),
		fc.option(delimiter, { nil: undefined }),
		fc.integer({ min: 1, max: 12 }),
		async (all, letters, delimiter, maxKeys) => {
			const bucketName = `run-${run++}`;
			const prefix = letters?.join('');
			await sandbox.fill(
				hostGroup,
				bucketName,
				all.map((key) => ({ key })),
			);
			const params = {
				bucketName,
				maxKeys,
				...(prefix ? { prefix } : {}),
				...(delimiter ? { delimiter } : {}),
			};
			// Without a delimiter the sandbox applies a comma, as the platform is said to.
			expect(await listAll(params)).toEqual(model(all, prefix ?? '', delimiter ?? ','));
		},
	);
	await fc.assert(property, { numRuns: onCeph ? 40 : 150 });
}, 120_000);

it('answers 100 objects unless told otherwise, and 1,000 at most', async () => {
	const keys = Array.from({ length: 2500 }, (_, n) => ({ key: `k${n}`, size: n }));
	await sandbox.fill(hostGroup, 'many', keys);
	const countOf = async (params: object) => {
		const all = { hostGroup, bucketName: 'many', ...params };
		const { objects }: Page = await must(sandbox, 's3.bucket.ListObjects', all);
		return objects.length;
	};
	expect(await countOf({})).toBe(100);
	expect(await countOf({ maxKeys: 7 })).toBe(7);
	expect(await countOf({ maxKeys: 5000 })).toBe(1000);
	expect(await listAll({ bucketName: 'many', maxKeys: 1000 })).toHaveLength(2500);
});

it('gives rows in S3’s spelling', async () => {
	const lastModified = new Date('2024-02-29T12:34:56.000Z');
	await sandbox.fill(hostGroup, 'rows', [{ key: 'k', body: 'hello', lastModified }]);
	const payload = await must(sandbox, 's3.bucket.ListObjects', { hostGroup, bucketName: 'rows' });
	expect(payload).toEqual({
		objects: [
			{
				key: 'k',
				size: 5,
				// Nobody can set an object's time on a cluster.
				lastModified: onCeph
					? expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
					: '2024-02-29T12:34:56.000Z',
				eTag: '"5d41402abc4b2a76b9719d911017c592"',
				storageClass: 'STANDARD',
			},
		],
		commonPrefixes: [],
		isTruncated: false,
	});
});

it('folds keys with commas unless the platform’s default is none', async () => {
	const plain = await startSandbox({ defaultDelimiter: '' });
	try {
		await plain.fill(hostGroup, 'commas', [{ key: 'a,b' }, { key: 'a,c' }]);
		const params = { hostGroup, bucketName: 'commas' };
		expect((await must(plain, 's3.bucket.ListObjects', params)).objects).toHaveLength(2);
	} finally {
		await plain.stop();
	}
});

it.each([
	['maxKeys', '0'],
	['maxKeys', '-1'],
	['maxKeys', 'ten'],
	['maxKeys', '1.5'],
	['maxKeys', ''],
	['prefix', ''],
	['delimiter', ''],
	['continuationToken', ''],
	['continuationToken', 'garbage'],
	['continuationToken', 'Z2FyYmFnZSBvZiBhIGxlbmd0aCB0aGF0IGxvb2tzIHJpZ2h0'],
])('refuses %s = %j', async (name, value) => {
	await sandbox.fill(hostGroup, 'refusals', []);
	const { result, error } = await call(sandbox, 's3.bucket.ListObjects', {
		hostGroup,
		bucketName: 'refusals',
		[name]: value,
	});
	expect([result, error]).toEqual([3, `invalid parameter [${name}]`]);
});

it('refuses a token of another bucket', async () => {
	await sandbox.fill(hostGroup, 'here', [{ key: 'a' }, { key: 'b' }]);
	await sandbox.fill(hostGroup, 'there', [{ key: 'a' }]);
	const page = await must(sandbox, 's3.bucket.ListObjects', {
		hostGroup,
		bucketName: 'here',
		maxKeys: 1,
	});
	const params = { hostGroup, continuationToken: page.nextContinuationToken };
	const list = async (bucketName: string) =>
		(await call(sandbox, 's3.bucket.ListObjects', { ...params, bucketName })).result;
	expect([await list('there'), await list('here')]).toEqual([3, 0]);
});

const inItsTime = unlessOnCeph('its clock cannot be put forward');

inItsTime('refuses a token that is too old', async () => {
	await sandbox.fill(hostGroup, 'aging', [{ key: 'a' }, { key: 'b' }]);
	const params = { hostGroup, bucketName: 'aging', maxKeys: 1 };
	const { nextContinuationToken } = await must(sandbox, 's3.bucket.ListObjects', params);
	const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 60 * 60 * 1000);
	const next = { ...params, continuationToken: nextContinuationToken };
	const { result } = await call(sandbox, 's3.bucket.ListObjects', next);
	now.mockRestore();
	expect(result).toBe(3);
});

const atOnce = unlessOnCeph('30,000 objects take it minutes');

atOnce('jumps over what is folded', async () => {
	function* objects() {
		for (let n = 0; n < 30_000; n++) yield { key: `deep/${n % 3}/${n}` };
	}
	await sandbox.fill(hostGroup, 'deep', objects());
	const before = performance.now();
	const params = { bucketName: 'deep', prefix: 'deep/', delimiter: '/' };
	expect(await listAll(params)).toEqual(['>deep/0/', '>deep/1/', '>deep/2/']);
	expect(performance.now() - before).toBeLessThan(500);
});
