import fc from 'fast-check';
import {
	EU,
	must as mustOf,
	onCeph,
	type Params,
	unlessOnCeph,
	useSandbox,
	withSandbox,
} from './support';

const { sandbox, must, call, refused } = useSandbox('file');

const hostGroup = EU;

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
		const next: Params = token === undefined ? {} : { continuationToken: token };
		const page: Page = await must('s3.bucket.ListObjects', { hostGroup, ...params, ...next });
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

const letter = fc.constantFrom(...'ab//, .+é京\u{1F600}\uFFFD\u0001~'.match(/./gu)!, ',');
const key = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));

it('lists as the model does: prefix, delimiter, page size, continuation', async () => {
	let run = 0;
	const prefixes = fc.array(letter, { minLength: 1, maxLength: 2 });
	const property = fc.asyncProperty(
		fc.uniqueArray(key, { minLength: 1, maxLength: 60 }),
		fc.option(prefixes, { nil: [] }),
		fc.constantFrom('', '', '', '/', ',', '//', 'a', '京'),
		fc.integer({ min: 1, max: 12 }),
		async (keys, letters, delimiter, maxKeys) => {
			const bucketName = `run-${run++}`;
			const prefix = letters.join('');
			const objects = keys.map((key) => ({ key }));
			await sandbox().fill(hostGroup, bucketName, objects);
			const params = {
				bucketName,
				maxKeys,
				...(prefix && { prefix }),
				...(delimiter && { delimiter }),
			};
			// Without a delimiter the sandbox applies a comma, as the platform is said to.
			expect(await listAll(params)).toEqual(model(keys, prefix, delimiter || ','));
		},
	);
	await fc.assert(property, { numRuns: onCeph ? 40 : 150 });
}, 120_000);

it('answers 100 objects unless told otherwise, and 1,000 at most', async () => {
	const keys = Array.from({ length: 2500 }, (_, n) => ({ key: `k${n}`, size: n }));
	await sandbox().fill(hostGroup, 'many', keys);
	const countOf = async (params: object) => {
		const all = { hostGroup, bucketName: 'many', ...params };
		const { objects }: Page = await must('s3.bucket.ListObjects', all);
		return objects.length;
	};
	expect(await countOf({})).toBe(100);
	expect(await countOf({ maxKeys: 7 })).toBe(7);
	expect(await countOf({ maxKeys: 5000 })).toBe(1000);
	expect(await listAll({ bucketName: 'many', maxKeys: 1000 })).toHaveLength(2500);
});

it('returns rows in S3’s spelling', async () => {
	const lastModified = new Date('2024-02-29T12:34:56.000Z');
	await sandbox().fill(hostGroup, 'rows', [{ key: 'k', body: 'hello', lastModified }]);
	const row = {
		...{ key: 'k', size: 5, eTag: '"5d41402abc4b2a76b9719d911017c592"', storageClass: 'STANDARD' },
		// An object's time cannot be set on a cluster.
		lastModified: onCeph
			? expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
			: '2024-02-29T12:34:56.000Z',
	};
	const payload = await must('s3.bucket.ListObjects', { hostGroup, bucketName: 'rows' });
	expect(payload).toEqual({ objects: [row], commonPrefixes: [], isTruncated: false });
});

it('groups keys at commas unless the platform’s default is none', async () => {
	await withSandbox({ defaultDelimiter: '' }, async (plain) => {
		await plain.fill(hostGroup, 'commas', [{ key: 'a,b' }, { key: 'a,c' }]);
		const params = { hostGroup, bucketName: 'commas' };
		expect((await mustOf(plain, 's3.bucket.ListObjects', params)).objects).toHaveLength(2);
	});
});

it.each([
	['maxKeys', ['0', '-1', 'ten', '1.5', '']],
	['prefix', ['']],
	['delimiter', ['']],
	['continuationToken', ['', 'garbage', 'Z2FyYmFnZSBvZiBhIGxlbmd0aCB0aGF0IGxvb2tzIHJpZ2h0']],
])('refuses %s = %j', async (name, values) => {
	await sandbox().fill(hostGroup, 'refusals', []);
	for (const value of values) {
		const params = { hostGroup, bucketName: 'refusals', [name]: value };
		expect(await refused('s3.bucket.ListObjects', params)).toEqual([
			3,
			`invalid parameter [${name}]`,
		]);
	}
});

/** The first page of a new bucket, and what asking for the next one answers. */
async function firstPage(bucketName: string) {
	await sandbox().fill(hostGroup, bucketName, [{ key: 'a' }, { key: 'b' }]);
	const params = { hostGroup, bucketName, maxKeys: 1 };
	const { nextContinuationToken: continuationToken } = await must('s3.bucket.ListObjects', params);
	return async (more = {}): Promise<number> =>
		(await call('s3.bucket.ListObjects', { ...params, continuationToken, ...more })).result;
}

it('refuses a token of another bucket', async () => {
	const next = await firstPage('here');
	await sandbox().fill(hostGroup, 'there', [{ key: 'a' }]);
	expect([await next({ bucketName: 'there' }), await next()]).toEqual([3, 0]);
});

unlessOnCeph('its clock cannot be changed')('refuses a token that is too old', async () => {
	const next = await firstPage('aging');
	const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 60 * 60 * 1000);
	const result = await next();
	now.mockRestore();
	expect(result).toBe(3);
});

unlessOnCeph('30,000 objects take it minutes')('jumps over grouped keys', async () => {
	const objects = Array.from({ length: 30_000 }, (_, n) => ({ key: `deep/${n % 3}/${n}` }));
	await sandbox().fill(hostGroup, 'deep', objects);
	const before = performance.now();
	const params = { bucketName: 'deep', prefix: 'deep/', delimiter: '/' };
	expect(await listAll(params)).toEqual(['>deep/0/', '>deep/1/', '>deep/2/']);
	expect(performance.now() - before).toBeLessThan(500);
});
