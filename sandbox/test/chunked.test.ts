import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { startSandbox } from '../platform';
import { ChunkSignatures, unframe } from '../platform/s3/chunked';
import { http, onCeph } from './support';

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

it('is taken off bodies whose chunks are signed, when the signatures are right', async () => {
	const sandbox = await startSandbox();
	try {
		const [hostGroup] = sandbox.hostGroups;
		const pair = await sandbox.createAccount(hostGroup, 'one');
		await sandbox.createBucket(hostGroup, 'bucket');
		const chunks = ['hello ', 'world'];
		const put = (change: (body: string) => string) =>
			putSigned(`${sandbox.endpoints[hostGroup]}/bucket/chunked`, pair, chunks, change);
		const refused = [403, ...(onCeph ? [400] : [])];
		expect(refused).toContain(await put((body) => body.replace('hello', 'jello')));
		expect(refused).toContain(await put((body) => body.replace('world', 'words')));
		expect(await sandbox.listKeys(hostGroup, 'bucket')).toEqual([]);
		expect(await put((body) => body)).toBe(200);
		const { read: open } = await sandbox.store.openObject(
			{ hostGroup, bucket: 'bucket' },
			'chunked',
		);
		expect((await open(0, 10).toArray()).join('')).toBe('hello world');
	} finally {
		await sandbox.stop();
	}
});

/** Puts an object in signed chunks, changed after they were signed; answers the status. */
async function putSigned(
	address: string,
	{ accKey, secretKey }: { accKey: string; secretKey: string },
	chunks: string[],
	change: (body: string) => string,
): Promise<number> {
	const url = new URL(address);
	const region = 'x';
	const signer = new SignatureV4({
		...{ service: 's3', region, sha256: Sha256, uriEscapePath: false },
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
	});
	// As long as the signed body will be: signatures have one length.
	const length = frame(
		chunks.map((chunk) => Buffer.from(chunk)),
		SIGNATURE,
	).length;
	const { headers } = await signer.sign({
		...{ method: 'PUT', protocol: 'http:', hostname: url.hostname, path: url.pathname },
		headers: {
			host: url.host,
			'content-encoding': 'aws-chunked',
			'content-length': String(length),
			'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
			'x-amz-decoded-content-length': String(chunks.join('').length),
		},
	});
	const day = headers['x-amz-date'].slice(0, 8);
	const date = new Date(headers['x-amz-date'].replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
	const scope = `${day}/${region}/s3/aws4_request`;
	const signatures = new ChunkSignatures(signer, date, scope, headers.authorization.slice(-64));
	const frames: string[] = [];
	for (const chunk of [...chunks, '']) {
		const signature = await signatures.next(createHash('sha256').update(chunk).digest('hex'));
		frames.push(`${chunk.length.toString(16)};chunk-signature=${signature}\r\n${chunk}\r\n`);
	}
	return (await http.put(url.href, change(frames.join('')), { headers })).status;
}
