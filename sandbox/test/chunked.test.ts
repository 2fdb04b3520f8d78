import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { ChunkSignatures, unframe } from '../platform/s3/chunked';
import { signerFor } from '../platform/signer';
import { BUCKET, EU, http, onCeph, useSandbox } from './support';

const SIGNATURE = `;chunk-signature=${'0'.repeat(64)}`;

const frameOf = (chunk: Uint8Array, extension: string) =>
	Buffer.concat([
		Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
		chunk,
		Buffer.from(chunk.length > 0 ? '\r\n' : ''),
	]);

/** A body as clients frame it: each chunk's size, perhaps its signature, and its bytes. */
function frame(chunks: Uint8Array[], extension = '', trailers = ''): Buffer {
	const all = [...chunks.filter(({ length }) => length > 0), new Uint8Array()];
	const end = Buffer.from(`${trailers}\r\n`);
	return Buffer.concat([...all.map((chunk) => frameOf(chunk, extension)), end]);
}

async function read(bytes: Buffer, size: number, trailers = {}): Promise<Buffer> {
	async function* inPieces() {
		for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
	}
	const pieces: Buffer[] = [];
	for await (const piece of unframe(inPieces(), trailers)) pieces.push(piece);
	return Buffer.concat(pieces);
}

it('returns the bytes, however they were cut', async () => {
	const property = fc.asyncProperty(
		fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
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

describe('signed chunks', () => {
	const { sandbox } = useSandbox('file', { objects: [] });
	const chunks = ['hello ', 'world'].map((text) => Buffer.from(text));

	/** Puts an object in signed chunks, changed after they were signed; answers the status. */
	async function put(change: (body: string) => string): Promise<number> {
		const [{ keys }] = await sandbox().accounts();
		const region = 'x';
		const signer = signerFor(keys[0], region);
		const url = new URL(`${sandbox().endpoints[EU]}/${BUCKET}/chunked`);
		const { headers } = await signer.sign({
			...{ method: 'PUT', protocol: 'http:', hostname: url.hostname, path: url.pathname },
			headers: {
				host: url.host,
				'content-encoding': 'aws-chunked',
				// As long as with the real signatures.
				'content-length': String(frame(chunks, SIGNATURE).length),
				'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
				'x-amz-decoded-content-length': String(Buffer.concat(chunks).length),
			},
		});
		const amzDate = headers['x-amz-date'];
		const date = new Date(amzDate.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
		const scope = `${amzDate.slice(0, 8)}/${region}/s3/aws4_request`;
		const signatures = new ChunkSignatures(signer, date, scope, headers.authorization.slice(-64));
		let body = '';
		for (const chunk of [...chunks, Buffer.alloc(0)]) {
			const signature = await signatures.next(createHash('sha256').update(chunk).digest('hex'));
			body += frameOf(chunk, `;chunk-signature=${signature}`).toString();
		}
		return (await http.put(url.href, change(`${body}\r\n`), { headers })).status;
	}

	it.each(['hello', 'world'])('are refused when %s was changed', async (word) => {
		const changed = await put((body) => body.replace(word, word.replace('l', 'j')));
		expect([403, ...(onCeph ? [400] : [])]).toContain(changed);
		expect(await sandbox().listKeys(EU, BUCKET)).toEqual([]);
	});

	it('are stored without their frames', async () => {
		expect(await put((body) => body)).toBe(200);
		const ref = { hostGroup: EU, bucket: BUCKET };
		const { info, read: open } = await sandbox().store.openObject(ref, 'chunked');
		expect((await open(0, 10).toArray()).join('')).toBe('hello world');
		expect(info.headers?.['content-encoding']).toBeUndefined();
	});
});
