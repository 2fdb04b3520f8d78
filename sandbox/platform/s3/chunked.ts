import type { SignatureV4 } from '@smithy/signature-v4';
import { createHash } from 'node:crypto';
import { S3Failure } from '../failures';

/** How a request says that each chunk of its body is signed. */
export const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

const MAX_LINE_BYTES = 16 * 1024;
const SHA256_OF_NOTHING = createHash('sha256').digest('hex');

/** The signatures of the chunks of one body. */
export class ChunkSignatures {
	/** @param previous the request's signature; each chunk's builds on the one before */
	constructor(
		private readonly signer: SignatureV4,
		private readonly signingDate: Date,
		private readonly scope: string,
		private previous: string,
	) {}

	/** Signs the next chunk. */
	async next(sha256: string): Promise<string> {
		const date = this.signingDate.toISOString().replace(/[-:]|\.\d+/g, '');
		const lines = ['AWS4-HMAC-SHA256-PAYLOAD', date, this.scope, this.previous, SHA256_OF_NOTHING];
		const { signingDate } = this;
		this.previous = await this.signer.sign([...lines, sha256].join('\n'), { signingDate });
		return this.previous;
	}
}

/**
 * Removes the frames of `aws-chunked` from a body: `SIZE[;chunk-signature=…]\r\n`, bytes, `\r\n`, and so on to a
 * chunk without bytes, which trailing headers may follow. A signed chunk is checked at its end.
 */
export async function* unframe(
	body: AsyncIterable<Buffer>,
	trailers: Record<string, string>,
	signatures?: ChunkSignatures,
): AsyncGenerator<Buffer> {
	const frames = new Frames(body);
	for (let isLast = false; !isLast;) {
		const [size, extension] = (await frames.line()).split(';');
		if (!/^[0-9a-f]{1,12}$/i.test(size)) throw new S3Failure('IncompleteBody');
		const hash = createHash('sha256');
		let left = parseInt(size, 16);
		isLast = left === 0;
		while (left > 0) {
			const piece = await frames.bytes(left);
			left -= piece.length;
			hash.update(piece);
			yield piece;
		}
		const expected = await signatures?.next(hash.digest('hex'));
		if (expected && extension !== `chunk-signature=${expected}`) {
			throw new S3Failure('SignatureDoesNotMatch');
		}
		if (!isLast && (await frames.line()) !== '') throw new S3Failure('IncompleteBody');
	}
	for (let line = await frames.line(true); line !== ''; line = await frames.line(true)) {
		const at = line.indexOf(':');
		trailers[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
	}
}

/** Reads lines and bytes from a stream. */
class Frames {
	private readonly pieces: AsyncIterator<Buffer>;
	private rest: Buffer = Buffer.alloc(0);

	constructor(body: AsyncIterable<Buffer>) {
		this.pieces = body[Symbol.asyncIterator]();
	}

	/** The next line; with `mayEnd`, an empty one at the end of the stream. */
	async line(mayEnd = false): Promise<string> {
		for (;;) {
			const end = this.rest.indexOf('\r\n');
			if (end >= 0) {
				const line = this.rest.toString('latin1', 0, end);
				this.rest = this.rest.subarray(end + 2);
				return line;
			}
			if (this.rest.length > MAX_LINE_BYTES) throw new S3Failure('IncompleteBody');
			if (await this.more()) continue;
			if (mayEnd && this.rest.length === 0) return '';
			throw new S3Failure('IncompleteBody');
		}
	}

	/** Some of the next bytes, at most this many. */
	async bytes(limit: number): Promise<Buffer> {
		if (this.rest.length === 0 && !(await this.more())) throw new S3Failure('IncompleteBody');
		const piece = this.rest.subarray(0, limit);
		this.rest = this.rest.subarray(piece.length);
		return piece;
	}

	private async more(): Promise<boolean> {
		const { done, value } = await this.pieces.next();
		if (!done) this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, value]) : value;
		return !done;
	}
}
