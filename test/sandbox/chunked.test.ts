import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { startSandbox } from '../../sandbox/platform';
import { unframe } from '../../sandbox/platform/s3/chunked';
import { http } from './support';

const SIGNATURE = `;chunk-signature=${'0'.repeat(64)}`;

/** A body as clients frame it: each chunk's size, perhaps its signature, and its bytes. */
function frame(chunks: Uint8Array[], extension = '', trailers = ''): Buffer {
	const frames = [...chunks.filter(({ length }) => length > 0), new Uint8Array()].map((chunk) =>
		Buffer.concat([
			Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
			chunk,
			Buffer.from(chunk.length > 0 ? '\r\n' : ''),
		]),
	);
	return Buffer.concat([...frames, Buffer.from(`${trailers}\r\n`)]);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size: number, trailers = {}): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of unframe(inPieces(bytes, size), trailers)) pieces.push(piece);
	return Buffer.concat(pieces);
}

it('gives the bytes back, however they were cut', async () => {
	const chunks = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });
	const property = fc.asyncProperty(
		chunks,
		fc.integer({ min: 1, max: 400 }),
		fc.constantFrom('', SIGNATURE),
		async (all, size, extension) => {
			const trailers = {};
			const framed = frame(all, extension, 'x-amz-checksum-crc32:AAAAAA==\r\n');
			expect((await read(framed, size, trailers)).equals(Buffer.concat(all))).toBe(true);
			expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
		},
	);
	await fc.assert(property, { numRuns: 200 });
});

it.each(['', 'x\r\n', '5\r\nab', '2\r\nabc\r\n0\r\n\r\n', '-1\r\n\r\n'])(
	'refuses %j',
	async (text) => {
		await expect(read(Buffer.from(text), 10)).rejects.toMatchObject({ code: 'IncompleteBody' });
	},
);

it('is taken off bodies whose chunks are signed', async () => {
	const sandbox = await startSandbox();
	try {
		const [hostGroup] = sandbox.hostGroups;
		const { accKey, secretKey } = await sandbox.createAccount(hostGroup, 'one');
		await sandbox.createBucket(hostGroup, 'bucket');
		const body = frame([Buffer.from('hello '), Buffer.from('world')], SIGNATURE);
		const url = new URL(`${sandbox.endpoints[hostGroup]}/bucket/chunked`);
		const signer = new SignatureV4({
			service: 's3',
			region: 'x',
			sha256: Sha256,
			credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
			uriEscapePath: false,
		});
		const { headers } = await signer.sign({
			method: 'PUT',
			protocol: 'http:',
			hostname: url.hostname,
			path: url.pathname,
			headers: {
				host: url.host,
				'content-encoding': 'aws-chunked',
				'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
				'x-amz-decoded-content-length': '11',
			},
		});
		expect((await http.put(url.href, body, { headers })).status).toBe(200);
		const { read: open } = await sandbox.store.openObject(
			{ hostGroup, bucket: 'bucket' },
			'chunked',
		);
		expect((await open(0, 10).toArray()).join('')).toBe('hello world');
	} finally {
		await sandbox.stop();
	}
});
