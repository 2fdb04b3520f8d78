import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { PAIR, STORED, useEndpoint, xmlError } from '../support/endpoint';
import type { StubAnswer } from '../support/stub';

// What items of one run share, and what one of them must not do to the others.

const { platform, storage, account, operate, upload } = useEndpoint();

/** How the platform answers its methods, beside those that list keys and links. */
let answers: Record<string, (params: Record<string, string>) => StubAnswer>;

const refusal = (result: number, error: string): StubAnswer => ({ body: { result, error } });

beforeEach(() => {
	const objects = Array.from({ length: 51 }, (_, at) => ({ key: `k${at + 10}`, size: 1 }));
	answers = {
		getkeys: () => ({ body: { result: 0, array: [account({ endpoint: undefined })] } }),
		getpresignedurl: ({ bucketName, key }) =>
			bucketName === 'missing'
				? refusal(4, 'NoSuchBucket: The specified bucket does not exist')
				: { body: { result: 0, url: `${storage.url()}/${bucketName}/${key}?X-Amz-Signature=1` } },
		listobjects: () => ({ body: { result: 0, objects } }),
	};
	platform.answers(({ path, params }) => {
		const method = path.split('/').pop()!;
		return answers[method]?.(params) ?? { body: { result: 0 } };
	});
	storage.answers(({ method, path }) => {
		if (path.includes('delete=')) return { body: '<DeleteResult/>' };
		if (path === '/') return { body: '<ListAllMyBucketsResult/>' };
		return method === 'HEAD' ? { headers: { etag: '"tag"', 'content-length': '1' } } : STORED;
	});
});

const asked = (method: string) =>
	platform.requests.filter(({ path }) => path.endsWith(`/${method}`)).length;

const SIGNING: Array<[operation: string, fields: IDataObject]> = [
	['upload', { key: 'k', content: 'text', text: 'text' }],
	['get', { key: 'k' }],
	['getPresignedUrl', { key: 'k', options: { validFor: '1 hour' } }],
	['deleteMany', { allowDeletingEverything: true, options: { via: 's3' } }],
	['deleteMany', { allowDeletingEverything: true, options: { via: 'auto' } }],
];

const runWith = async (operation: string, fields: IDataObject, names: string[]) =>
	await operate(
		operation,
		{ ...fields, bucketName: '={{ $json.name }}' },
		{
			items: names.map((name) => ({ json: { name } })),
			settings: { onError: 'continueRegularOutput' },
		},
	);

describe.each(SIGNING)('%s %j', (operation, fields) => {
	test('a bucket that is missing fails no item of another one', async () => {
		const { json } = await runWith(operation, fields, [
			'missing',
			...Array<string>(6).fill('good'),
		]);
		const [first, ...others] = json;
		// The platform deletes as well what the storage is not asked for.
		if (JSON.stringify(fields).includes('auto')) expect(storage.requests.length).toBeGreaterThan(6);
		else expect(first.error).toMatch('The bucket "missing" does not exist');
		expect(others.filter(({ error }) => error !== undefined)).toEqual([]);
		expect(asked('getkeys')).toBe(1);
	});

	test.each<[string, StubAnswer]>([
		['may not be read', refusal(8202, 'access denied')],
		['are hidden', { body: { result: 0, array: [{ hostGroup: 'eu', keys: [{ accKey: 'A' }] }] } }],
	])('keys that %s are asked for once', async (_, answer) => {
		answers.getkeys = () => answer;
		await runWith(operation, fields, Array<string>(8).fill('good'));
		expect(asked('getkeys')).toBe(1);
	});
});

test('links that may not be made are asked for once, whatever bucket they are for', async () => {
	answers.getpresignedurl = () => refusal(8202, 'access denied');
	const names = Array.from({ length: 20 }, (_, at) => `b${at}`);
	await runWith('deleteMany', { allowDeletingEverything: true, options: { via: 's3' } }, names);
	expect(asked('getpresignedurl')).toBe(1);
});

test('what the storage refuses in one bucket is asked for in the next', async () => {
	storage.answers(({ path }) => {
		if (path === '/') return { body: '<ListAllMyBucketsResult/>' };
		return path.startsWith('/bad') ? xmlError('NoSuchBucket', 404) : { body: '<DeleteResult/>' };
	});
	const fields = { allowDeletingEverything: true };
	const { json } = await runWith('deleteMany', fields, ['bad', 'good']);
	expect(json.filter(({ error }) => error)).toEqual([]);
	expect(storage.requests.map(({ path }) => path)).toContain('/good?delete=');
});

test('a pair of another endpoint does not sign', async () => {
	const elsewhere = {
		endpoint: 'http://127.0.0.1:9',
		keys: [{ accKey: 'OTHER', secretKey: 'other' }],
	};
	answers.getkeys = () => ({ body: { result: 0, array: [account(), account(elsewhere)] } });
	storage.answers(xmlError('AccessDenied', 403));
	await upload();
	expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([
		expect.stringContaining(`Credential=${PAIR.accKey}/`),
	]);
});

/** What only the third item has. */
const third = (good: string, bad: string) =>
	`={{ ${JSON.stringify([good, bad])}[Number($itemIndex === 2)] }}`;

const TEXT = { key: 'k', content: 'text', text: 'text' };
const metadata = { pairs: [{ name: 'name', value: third('value', 'ü') }] };

/** Fields of which the third item has what cannot be meant. */
const BAD: Array<[operation: string, fields: IDataObject]> = [
	...['upload', 'get', 'download', 'getPresignedUrl'].map((operation): (typeof BAD)[number] => [
		...([operation, { ...TEXT, key: third('k', 'a/../b') }] as const),
	]),
	...['contentType', 'cacheControl', 'contentDisposition'].map((name): (typeof BAD)[number] => [
		...(['upload', { ...TEXT, options: { [name]: third('text/csv', 'text/ü') } }] as const),
	]),
	['upload', { ...TEXT, options: { metadata } }],
	['upload', { ...TEXT, content: third('text', 'file'), binaryPropertyName: 'none' }],
	...['copyMany', 'moveMany'].map((operation): (typeof BAD)[number] => [
		...([operation, { srcPrefix: 'a/', dstPrefix: third('b/', 'a/b/') }] as const),
	]),
	['move', { srcKey: 'k', dstKey: third('l', 'k') }],
	...['get', 'deleteMany', 'deleteIncompleteUploads', 'getAll'].map(
		(operation): (typeof BAD)[number] => [
			...([operation, { ...TEXT, prefix: 'p/', bucketName: third('b1', 'a/b') }] as const),
		],
	),
	['copy', { srcKey: 'k', dstKey: 'l', dstBucketName: third('b1', '..') }],
];

test.each(BAD)('%s with %j: nothing is sent for any item', async (operation, fields) => {
	const { error } = await operate(
		operation,
		{ srcBucketName: 'b1', dstBucketName: 'b1', olderThan: '1 day', ...fields },
		{ items: [{ json: {} }, { json: {} }, { json: {} }] },
	);
	expect(error?.context.itemIndex).toBe(2);
	expect(error?.description).toBeTruthy();
	expect([...platform.requests, ...storage.requests]).toEqual([]);
});
