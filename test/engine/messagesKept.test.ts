import type { IDataObject } from 'n8n-workflow';
import { pick } from '../support/picking';
import { useStub } from '../support/stub';
import { runNode } from '../support/engine';
import { byValue, nodeOf } from '../support/world';

// n8n searches the message of a failure for error codes, and puts a text of its own in its place where it finds one.
// So no name from a user or the platform may hold a code that n8n knows (COMMON_ERRORS of NodeError, n8n-workflow 2.41).

const stub = useStub();

const CODES = [
	...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'ERRADDRINUSE', 'EADDRNOTAVAIL'],
	...['ECONNABORTED', 'EHOSTUNREACH', 'EAI_AGAIN', 'ENOENT', 'EISDIR', 'ENOTDIR', 'EACCES'],
	...['EEXIST', 'EPERM', 'GETADDRINFO', '404', '502', '503'],
];

/** Names that people give, with codes inside. */
const EVERYDAY = [
	...['logs/apacheaccess.log', 'preexisting/', 'superman.txt', 'moneyeexists', 'operator-eperm'],
	...['bad gateway', '<b>bold</b>', '{{ $json }}', 'two\nlines'],
];

const NAMES = [...CODES, ...CODES.map((code) => `a-${code.toLowerCase()}-b`), ...EVERYDAY];

const run = async (parameters: IDataObject, onError?: 'continueErrorOutput') =>
	await runNode({
		node: nodeOf(parameters.resource),
		credential: { host: stub.url(), token: 'the-token' },
		parameters: { hostGroup: byValue('s3-eu1'), ...parameters } as IDataObject,
		settings: onError && { onError },
	});

const copy = (name: string): IDataObject => ({
	...{ resource: 'object', operation: 'copy' },
	...{ srcBucketName: byValue('from'), srcKey: byValue(name) },
	...{ dstBucketName: byValue('to'), dstKey: 'copy' },
});

const answerMissing = (name: string) =>
	stub.answers({ body: { result: 5, error: `object [${name}] not found` } });

describe.each(NAMES)('a name such as %j', (name) => {
	const message = `The object "${name}" does not exist in the bucket "from"`;

	test('what the platform refuses reads as it was written', async () => {
		answerMissing(name);
		const { error } = await run(copy(name));
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/^Check the object key: /);
		// What n8n's editor would list beside it.
		expect(error?.messages).toEqual([]);
	});

	test('so does the error output', async () => {
		answerMissing(name);
		const { failed } = await run(copy(name), 'continueErrorOutput');
		expect(failed.map(({ json }) => json)).toEqual([
			{ error: expect.stringContaining(`${message}. Check the object key: `) },
		]);
	});

	test("so does what the platform's text says", async () => {
		stub.answers({ body: { result: 54_321, error: `something about ${name}` } });
		const { error } = await run(copy('key'));
		expect(error?.message).toBe('The platform answered with a failure');
		expect(error?.description).toMatch(`"something about ${name}"`);
	});

	test('so does what the node refuses by itself', async () => {
		const upload = { resource: 'object', operation: 'upload', key: 'key' };
		const { error } = await run({
			...upload,
			bucketName: byValue('bucket'),
			binaryPropertyName: name,
		});
		expect(error?.message).toContain(name);
		expect(error?.messages).toEqual([]);
	});

	test('so does an answer that is not understood', async () => {
		stub.answers({ body: { result: 0, [name]: 1 } });
		const { error } = await run({
			resource: 'bucket',
			operation: 'getAll',
			returnAll: true,
			simplify: true,
		});
		expect(error?.message).toMatch('The answer of the platform was not understood');
	});

	test('so does a list in the editor', async () => {
		stub.answers({ body: { result: 5, error: `bucket [${name}] not found` } });
		const parameters = { resource: 'object', operation: 'delete', hostGroup: 's3-eu1' };
		const opened = pick({
			...{ list: 'searchObjects', parameters: { ...parameters, bucketName: name } },
			credential: { host: stub.url(), token: 'the-token' },
		});
		await expect(opened).rejects.toMatchObject({
			message: `The bucket "${name}" does not exist`,
			messages: [],
		});
	});
});

test('a program error keeps its own message, too', async () => {
	stub.answers({ status: 200, body: '{"result":0,"url":"http://127.0.0.1:1/eperm-enoent"}' });
	const { error } = await run({
		...{ resource: 'object', operation: 'download', bucketName: byValue('eacces') },
		...{ key: byValue('enoent'), binaryPropertyName: 'data' },
	});
	expect(error?.message).toBe('The S3 endpoint cannot be reached at http://127.0.0.1:1');
});
