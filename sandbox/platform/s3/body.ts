import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { S3Failure, type S3Code } from '../failures';
import { unframe } from './chunked';
import type { S3Call } from './call';
import type { Headers } from './request';

/** Larger than the list of ten thousand parts, all of it escaped. */
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

interface Digest {
	update(bytes: Buffer): void;
	digest(): string;
}

const hash = (algorithm: string, encoding: 'hex' | 'base64'): Digest => {
	const state = createHash(algorithm);
	return { update: (bytes) => void state.update(bytes), digest: () => state.digest(encoding) };
};

// Not in every Node 20: its types have it from 22 on.
const { crc32 } = zlib as { crc32?: (bytes: Buffer, value?: number) => number };

const crc = (): Digest => {
	let value = 0;
	return {
		update: (bytes) => (value = crc32?.(bytes, value) ?? 0),
		digest: () => Buffer.from(value.toString(16).padStart(8, '0'), 'hex').toString('base64'),
	};
};

/** The checksums that are checked. S3 has two more (CRC32C, CRC64NVME), which are accepted unchecked. */
const CHECKSUMS: Record<string, () => Digest> = {
	'content-md5': () => hash('md5', 'base64'),
	'x-amz-checksum-sha1': () => hash('sha1', 'base64'),
	'x-amz-checksum-sha256': () => hash('sha256', 'base64'),
	...(crc32 && { 'x-amz-checksum-crc32': crc }),
};

function trailerNames(headers: Headers): string[] {
	return (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
}

/** Whether a request has a checksum of its body, which DeleteObjects must. */
export function hasChecksum(headers: Headers): boolean {
	const names = [...Object.keys(headers), ...trailerNames(headers)];
	return names.some((name) => name === 'content-md5' || /^x-amz-checksum-(?!algorithm)/.test(name));
}

/** The bytes of a request's body: frames removed, checksums and length checked at its end. */
export function bodyOf({ body, headers, chunks }: S3Call): AsyncIterable<Buffer> {
	const trailers: Record<string, string> = {};
	const isFramed = headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false;
	const length = headers[isFramed ? 'x-amz-decoded-content-length' : 'content-length'];
	if (length === undefined && headers['transfer-encoding'] === undefined) {
		throw new S3Failure('MissingContentLength');
	}
	const bytes = isFramed ? unframe(body, trailers, chunks) : body;
	return checked(bytes, checksOf(headers, trailers), length);
}

/** A request's body as text. */
export async function documentOf(call: S3Call, maxBytes = MAX_DOCUMENT_BYTES): Promise<string> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of bodyOf(call)) {
		size += piece.length;
		if (size > maxBytes) throw new S3Failure('MaxMessageLengthExceeded');
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString();
}

interface Check extends Digest {
	/** A function, as trailers are known at the end. */
	expected: () => string | undefined;
	failure: S3Code;
}

function checksOf(headers: Headers, trailers: Headers): Check[] {
	const announced = trailerNames(headers);
	const checks: Check[] = Object.entries(CHECKSUMS)
		.filter(([name]) => headers[name] !== undefined || announced.includes(name))
		.map(([name, make]) => ({
			...make(),
			expected: () => headers[name] ?? trailers[name],
			failure: 'BadDigest',
		}));
	const payload = headers['x-amz-content-sha256']?.toLowerCase() ?? '';
	if (!/^[0-9a-f]{64}$/.test(payload)) return checks;
	const failure = 'XAmzContentSHA256Mismatch';
	return [...checks, { ...hash('sha256', 'hex'), expected: () => payload, failure }];
}

async function* checked(
	body: AsyncIterable<Buffer>,
	checks: Check[],
	length: string | undefined,
): AsyncGenerator<Buffer> {
	let size = 0;
	for await (const piece of body) {
		size += piece.length;
		for (const check of checks) check.update(piece);
		yield piece;
	}
	for (const { digest, expected, failure } of checks) {
		const wanted = expected();
		if (wanted !== undefined && wanted !== digest()) throw new S3Failure(failure);
	}
	if (length !== undefined && size !== Number(length)) throw new S3Failure('IncompleteBody');
}
