import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf } from '../support/bulk';
import { pick, valuesOf } from '../support/picking';
import { useStub } from '../support/stub';
import { op, useSandbox } from '../support/world';

// From List for objects: there may be millions, so the platform searches, page by page.

const { sandbox } = useSandbox({ seed: true });
const stub = useStub();

const EU = 's3-eu1.example';
const US = 's3-us1.example';

const open = async (
	fields: IDataObject,
	more: { filter?: string; paginationToken?: string } = {},
) => {
	const { url: host, token } = sandbox();
	const at = { list: 'searchObjects', credential: { host, token } };
	return await pick({ ...at, parameters: op('object delete', fields), ...more });
};

const LOGS = { hostGroup: EU, bucketName: 'app-logs' };

/** All pages of a list. */
async function all(fields: IDataObject, filter?: string) {
	const values: unknown[] = [];
	let pages = 0;
	let paginationToken: string | undefined;
	do {
		const page = await open(fields, { filter, paginationToken });
		values.push(...valuesOf(page));
		paginationToken = page.paginationToken as string | undefined;
		pages++;
	} while (paginationToken !== undefined && pages < 50);
	return { values, pages };
}

test('come page by page', async () => {
	const { values, pages } = await all(LOGS);
	expect(values).toEqual(await sandbox().listKeys(EU, 'app-logs'));
	expect(values).toHaveLength(301);
	expect(pages).toBe(4);
});

test('are searched by the platform, by how their keys begin', async () => {
	const { values } = await all(LOGS, 'logs/api/');
	expect(values).toEqual(await sandbox().listKeys(EU, 'app-logs', 'logs/api/'));
	expect(values).toHaveLength(100);
	expect(sandbox().requests[0].params).toMatchObject({ prefix: 'logs/api/', maxKeys: '100' });
});

describe('of which none begins with the text', () => {
	test('are those that have it anywhere in their keys', async () => {
		const keys = await sandbox().listKeys(EU, 'app-logs');
		const { values, pages } = await all(LOGS, '/API/');
		expect(values).toEqual(keys.filter((key) => key.includes('/api/')));
		expect({ found: values.length, pages }).toEqual({ found: 100, pages: 1 });
	});

	test.each([
		['04999', ['n04999']],
		['05000', []],
	])('are looked for among the first 5,000 objects: %s', async (text, found) => {
		const fields = { hostGroup: EU, bucketName: `many-${text}` };
		await sandbox().fill(EU, fields.bucketName, objectsOf(numbered(5100, 'n')));
		expect((await all(fields, text)).values).toEqual(found);
		const sent = sandbox().requests.map(({ params: { prefix, maxKeys } }) => [prefix, maxKeys]);
		expect(sent).toEqual([[text, '100'], ...Array.from({ length: 5 }, () => [undefined, '1000'])]);
	});
});

test('are all there, also where the platform groups them by commas', async () => {
	const { values } = await all({ hostGroup: US, bucketName: 'media' });
	const keys = await sandbox().listKeys(US, 'media');
	expect(keys.filter((key) => key.includes(','))).not.toEqual([]);
	expect([...values].sort()).toEqual([...keys].sort());
});

test('to copy are those of the source bucket', async () => {
	const { url: host, token } = sandbox();
	const { results } = await pick({
		...{ list: 'searchSourceObjects', credential: { host, token }, filter: 'db/' },
		parameters: op('object copy', {
			...{ hostGroup: EU, srcBucketName: 'backups', dstBucketName: 'app-logs', options: {} },
		}),
	});
	expect(results[0].value).toMatch(/^db\/nightly-/);
});

test.each([
	['bucket', { hostGroup: EU, bucketName: '' }],
	['host group', { hostGroup: '', bucketName: 'app-logs' }],
])('cannot be listed before a %s is chosen', async (thing, chosen) => {
	await expect(open(chosen)).rejects.toThrow(`Choose a ${thing} first`);
	expect(sandbox().requests).toEqual([]);
});

test('in many small groups take no more than ten requests at a time', async () => {
	const keys = Array.from({ length: 300 }, (_, n) => `${n},${n}`);
	const fields = { hostGroup: EU, bucketName: 'small-groups' };
	const objects = keys.map((key) => ({ key, body: '' }));
	await sandbox().fill(fields.hostGroup, fields.bucketName, objects);
	const { results } = await open(fields);
	expect(results.length).toBeGreaterThan(0);
	expect(sandbox().requests).toHaveLength(10);
	const { values } = await all(fields);
	expect([...values].sort()).toEqual([...keys].sort());
});

describe('answers that were not asked for', () => {
	const strange = async (body: (params: Record<string, string>) => object, filter?: string) => {
		stub.answers(({ params }) => ({ body: { result: 0, ...body(params) } }));
		return await pick({
			...{ list: 'searchObjects', credential: { host: stub.url(), token: 't' }, filter },
			parameters: op('object delete', { hostGroup: EU, bucketName: 'b' }),
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
