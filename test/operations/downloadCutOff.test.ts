import '../support/quickRetries';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesOf, keepBinariesInFiles } from '../support/binary';
import { useStub } from '../support/stub';
import { runNode } from '../support/engine';
import { saved } from '../support/world';

// Bodies that break off, by a server that no sandbox is: n8n's transport reads them to the letter.

const platform = useStub();

const BODY = randomBytes(300_000);
const TYPE = { 'content-type': 'text/plain', etag: '"the tag"' };
const LENGTH = { ...TYPE, 'content-length': BODY.length };

let answers: Array<(response: ServerResponse) => void> = [];
let headersSent: Array<Record<string, unknown>> = [];
const storage = createServer((request, response) => {
	headersSent.push(request.headers);
	(answers.shift() ?? whole)(response);
});

const whole = (response: ServerResponse) => response.writeHead(200, LENGTH).end(BODY);

/** Sends a part of the body, then cuts the connection. */
const cutWithin = (headers: Record<string, string | number>) => (response: ServerResponse) => {
	response.writeHead(200, headers);
	response.write(BODY.subarray(0, 200_000), () => setTimeout(() => response.destroy(), 30));
};
/** A length that is announced, and nothing behind the headers. */
const cutAtOnce = (response: ServerResponse) => {
	response.writeHead(200, LENGTH).flushHeaders();
	setTimeout(() => response.destroy(), 30);
};

let url: string;
beforeAll(async () => {
	await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(storage.address() as AddressInfo).port}/bucket/key`;
});
beforeEach(() => {
	headersSent = [];
	platform.answers({ body: { result: 0, url } });
});
afterAll(() => {
	storage.closeAllConnections();
	storage.close();
});

const download = async (timeout?: number) =>
	await runNode({
		...{ node: 'bucket', credential: { host: platform.url(), token: 'token' } },
		parameters: saved({
			...{ resource: 'object', operation: 'download', hostGroup: 'group', bucketName: 'bucket' },
			...{ key: 'key', binaryPropertyName: 'data', options: { timeout } },
		}),
	});

const CUTS: Array<[string, (response: ServerResponse) => void]> = [
	['within a body of known length', cutWithin(LENGTH)],
	['within a body of unknown length', cutWithin(TYPE)],
	['behind the headers', cutAtOnce],
];

// At the end: also the tests behind those of files keep theirs there.
let remove = () => {};
afterAll(() => remove());

describe.each(['memory', 'files'])('into %s', (where) => {
	beforeAll(async () => {
		if (where === 'files') remove = await keepBinariesInFiles();
	});

	test.each(CUTS)('a connection cut %s: the object is fetched again, whole', async (_, cut) => {
		answers = [cut, cut, whole];
		const { items, error } = await download();
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ size: BODY.length });
		expect((await bytesOf(items[0].binary!.data)).equals(BODY)).toBe(true);
		expect(headersSent).toHaveLength(3);
	});

	test.each(CUTS)('cut %s each time: that is said, and nothing is returned', async (_, cut) => {
		answers = [cut, cut, cut, cut];
		const { items, error } = await download();
		expect(items).toEqual([]);
		expect(error?.message).toBe(`The download from ${new URL(url).origin} was cut off`);
		expect(headersSent).toHaveLength(4);
	});

	test('an answer is not waited for longer than Timeout', async () => {
		answers = [() => {}, whole];
		const { items, error } = await download(300);
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0].binary!.data)).equals(BODY)).toBe(true);
		expect(headersSent).toHaveLength(2);
	});

	test('an object that is stored packed comes unpacked, and not as cut off', async () => {
		const packed = gzipSync(BODY);
		answers = [
			(response) =>
				response
					.writeHead(200, { ...TYPE, 'content-encoding': 'gzip', 'content-length': packed.length })
					.end(packed),
		];
		const { items, error } = await download();
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0].binary!.data)).equals(BODY)).toBe(true);
		expect(headersSent).toEqual([expect.objectContaining({ 'accept-encoding': 'identity' })]);
	});
});

test('a file that cannot be kept is no fault of the storage', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-binaries-'));
	const removeThis = await keepBinariesInFiles(folder);
	// Where n8n wants a folder.
	writeFileSync(join(folder, 'workflows'), '');
	answers = [];
	const { error } = await download();
	expect(error?.message).toMatch(/directory|EEXIST|ENOTDIR/);
	expect(headersSent).toHaveLength(1);
	removeThis();
});
