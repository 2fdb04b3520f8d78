import type { IDataObject } from 'n8n-workflow';
import { pick, valuesOf } from '../support/picking';
import { useStub } from '../support/stub';
import { useSandbox } from '../support/world';

// From List for objects: there may be millions, so the platform searches, page by page.

const { sandbox } = useSandbox({ seed: true });
const stub = useStub();

const EU = 's3-eu1.example';
const US = 's3-us1.example';

const open = async (
	list: string,
	parameters: IDataObject,
	more: { filter?: string; paginationToken?: string } = {},
) => {
	const { url: host, token } = sandbox();
	return await pick({ list, credential: { host, token }, parameters, ...more });
};

const inBuckets = { resource: 'object', operation: 'delete' };

const at = { ...inBuckets, hostGroup: EU, bucketName: 'app-logs' };

/** All pages of a list. */
async function all(list: string, parameters: IDataObject, filter?: string) {
	const values: unknown[] = [];
	let pages = 0;
	let paginationToken: string | undefined;
	do {
		const page = await open(list, parameters, { filter, paginationToken });
		values.push(...valuesOf(page));
		paginationToken = page.paginationToken as string | undefined;
		pages++;
	} while (paginationToken !== undefined && pages < 50);
	return { values, pages };
}

test('come page by page', async () => {
	const { values, pages } = await all('searchObjects', at);
	expect(values).toEqual(await sandbox().listKeys(EU, 'app-logs'));
	expect(values).toHaveLength(301);
	expect(pages).toBe(4);
});

test('are searched by the platform, by how their keys begin', async () => {
	const { values } = await all('searchObjects', at, 'logs/api/');
	expect(values).toEqual(await sandbox().listKeys(EU, 'app-logs', 'logs/api/'));
	expect(values).toHaveLength(100);
	expect(sandbox().requests[0].params).toMatchObject({ prefix: 'logs/api/', maxKeys: '100' });
});

test('are all there, also where the platform groups them by commas', async () => {
	const { values } = await all('searchObjects', {
		...{ ...inBuckets, hostGroup: US, bucketName: 'media' },
	});
	const keys = await sandbox().listKeys(US, 'media');
	expect(keys.filter((key) => key.includes(','))).not.toEqual([]);
	expect([...values].sort()).toEqual([...keys].sort());
});

test('to copy are those of the source bucket', async () => {
	const parameters = {
		...{ resource: 'object', operation: 'copy', hostGroup: EU, srcBucketName: 'backups' },
		...{ dstBucketName: 'app-logs', options: {} },
	};
	const { results } = await open('searchSourceObjects', parameters, { filter: 'db/' });
	expect(results[0].value).toMatch(/^db\/nightly-/);
});

test.each([
	['bucket', { hostGroup: EU, bucketName: '' }],
	['host group', { hostGroup: '', bucketName: 'app-logs' }],
])('cannot be listed before a %s is chosen', async (thing, chosen) => {
	const opening = open('searchObjects', { ...inBuckets, ...chosen });
	await expect(opening).rejects.toThrow(`Choose a ${thing} first`);
	expect(sandbox().requests).toEqual([]);
});

test('in many small groups take no more than ten requests at a time', async () => {
	const keys = Array.from({ length: 300 }, (_, n) => `${n},${n}`);
	const [hostGroup, bucketName] = [EU, 'small-groups'];
	await sandbox().fill(
		hostGroup,
		bucketName,
		keys.map((key) => ({ key, body: '' })),
	);
	const parameters = { ...inBuckets, hostGroup, bucketName };
	const { results } = await open('searchObjects', parameters);
	expect(results.length).toBeGreaterThan(0);
	expect(sandbox().requests).toHaveLength(10);
	const { values } = await all('searchObjects', parameters);
	expect([...values].sort()).toEqual([...keys].sort());
	await sandbox()
		.store.deleteBucket({ hostGroup, bucket: bucketName })
		.catch(() => {});
});

describe('answers that were not asked for', () => {
	const strange = async (body: (params: Record<string, string>) => object, filter?: string) => {
		stub.answers(({ params }) => ({ body: { result: 0, ...body(params) } }));
		return await pick({
			...{ list: 'searchObjects', credential: { host: stub.url(), token: 't' }, filter },
			parameters: { ...inBuckets, hostGroup: EU, bucketName: 'b' },
		});
	};

	test.each([
		['an object', { objects: [{ key: 'logs/a' }, { key: 'precious' }] }, '"precious"'],
		['a group', { objects: [], commonPrefixes: ['logs/a,', 'precious,'] }, '"precious,"'],
	])('%s outside the search text', async (_, body, name) => {
		await expect(strange(() => body, 'logs/')).rejects.toThrow(
			`The platform listed ${name}, which does not begin with the prefix "logs/"`,
		);
		expect(stub.requests).toHaveLength(1);
	});

	test('the same group again', async () => {
		const opening = strange(() => ({ objects: [], commonPrefixes: ['a,'] }));
		await expect(opening).rejects.toThrow('The listing does not come to an end');
		expect(stub.requests).toHaveLength(2);
	});

	test('the same token again', async () => {
		const opening = strange(() => ({
			...{ objects: [], isTruncated: true, nextContinuationToken: 'again' },
		}));
		await expect(opening).rejects.toThrow('answered the same page token twice');
		expect(stub.requests).toHaveLength(2);
	});

	test('empty pages with ever new tokens', async () => {
		let asked = 0;
		const page = await strange(() => ({
			...{ objects: [], isTruncated: true, nextContinuationToken: String(++asked) },
		}));
		expect(page.results).toEqual([]);
		expect(page.paginationToken).toMatch('50');
		expect(stub.requests).toHaveLength(50);
	});
});
