import { S3Failure } from '../failures';
import { checked } from './checksums';
import { unframe } from './chunked';
import type { S3Request } from './request';

/** The list of ten thousand parts, all of it escaped, is smaller. */
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

/** The bytes of a request's body: frames taken off, checksums and length checked. */
export function bodyOf({ body, headers, chunks }: S3Request): AsyncIterable<Buffer> {
	const trailers: Record<string, string> = {};
	const isFramed = headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false;
	const length = headers[isFramed ? 'x-amz-decoded-content-length' : 'content-length'];
	if (length === undefined && headers['transfer-encoding'] === undefined) {
		throw new S3Failure('MissingContentLength');
	}
	const bytes = isFramed ? unframe(body, trailers, chunks) : body;
	return ofLength(checked(bytes, headers, trailers), length);
}

/** A request's body as text, for the operations that take a document. */
export async function documentOf(
	request: S3Request,
	mostBytes = MAX_DOCUMENT_BYTES,
): Promise<string> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of bodyOf(request)) {
		size += piece.length;
		if (size > mostBytes) throw new S3Failure('MaxMessageLengthExceeded');
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString();
}

async function* ofLength(
	body: AsyncIterable<Buffer>,
	length: string | undefined,
): AsyncGenerator<Buffer> {
	let size = 0;
	for await (const piece of body) {
		size += piece.length;
		yield piece;
	}
	if (length !== undefined && size !== Number(length)) throw new S3Failure('IncompleteBody');
}
