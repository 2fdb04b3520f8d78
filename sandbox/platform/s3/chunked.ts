import { S3Failure } from '../failures';
import type { ChunkSignatures } from './chunkSignatures';

const MAX_LINE_BYTES = 16 * 1024;

/**
 * Takes the frames of `aws-chunked` off a body: `SIZE[;chunk-signature=…]\r\n`, bytes, `\r\n`, and so on
 * to a chunk of no bytes, after which trailing headers may follow. Signed chunks are checked, each when
 * all of it is there.
 */
export async function* unframe(
	body: AsyncIterable<Buffer>,
	trailers: Record<string, string>,
	signatures?: ChunkSignatures,
): AsyncGenerator<Buffer> {
	const frames = new Frames(body);
	for (;;) {
		const [size, extension] = (await frames.line()).split(';');
		if (!/^[0-9a-f]{1,12}$/i.test(size)) throw new S3Failure('IncompleteBody');
		let left = parseInt(size, 16);
		if (left === 0) {
			signatures?.check(extension);
			break;
		}
		while (left > 0) {
			const piece = await frames.bytes(left);
			left -= piece.length;
			signatures?.update(piece);
			yield piece;
		}
		signatures?.check(extension);
		if ((await frames.line()) !== '') throw new S3Failure('IncompleteBody');
	}
	for (;;) {
		const line = await frames.line(true);
		if (line === '') return;
		const at = line.indexOf(':');
		trailers[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
	}
}

/** Reads lines and runs of bytes off a stream. */
class Frames {
	private readonly pieces: AsyncIterator<Buffer>;
	private rest: Buffer = Buffer.alloc(0);

	constructor(body: AsyncIterable<Buffer>) {
		this.pieces = body[Symbol.asyncIterator]();
	}

	/** The next line. The last may lack its end. */
	async line(mayEnd = false): Promise<string> {
		for (;;) {
			const end = this.rest.indexOf('\r\n');
			if (end >= 0) {
				const line = this.rest.toString('latin1', 0, end);
				this.rest = this.rest.subarray(end + 2);
				return line;
			}
			if (this.rest.length > MAX_LINE_BYTES) throw new S3Failure('IncompleteBody');
			if (!(await this.more())) {
				if (mayEnd && this.rest.length === 0) return '';
				throw new S3Failure('IncompleteBody');
			}
		}
	}

	/** Some of the next bytes, at most so many. */
	async bytes(limit: number): Promise<Buffer> {
		if (this.rest.length === 0 && !(await this.more())) throw new S3Failure('IncompleteBody');
		const piece = this.rest.subarray(0, limit);
		this.rest = this.rest.subarray(piece.length);
		return piece;
	}

	private async more(): Promise<boolean> {
		const { done, value } = await this.pieces.next();
		if (done) return false;
		this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, value]) : value;
		return true;
	}
}
