import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { S3Failure, type S3Code } from '../failures';

interface Digest {
	update(bytes: Buffer): void;
	digest(): string;
}

interface Check extends Digest {
	expected: () => string | undefined;
	failure: S3Code;
}

const hash = (algorithm: string, encoding: 'hex' | 'base64'): Digest => {
	const state = createHash(algorithm);
	return { update: (bytes) => void state.update(bytes), digest: () => state.digest(encoding) };
};

// Not in every Node 20: its types know it from 22 on.
const { crc32 } = zlib as { crc32?: (bytes: Buffer, value?: number) => number };

const crc = (): Digest => {
	let value = 0;
	return {
		update: (bytes) => (value = crc32?.(bytes, value) ?? 0),
		digest: () => {
			const bytes = Buffer.alloc(4);
			bytes.writeUInt32BE(value >>> 0);
			return bytes.toString('base64');
		},
	};
};

/** The checksums that are checked; S3 knows two more (CRC32C, CRC64NVME), which are taken on trust. */
const CHECKSUMS: Record<string, () => Digest> = {
	'content-md5': () => hash('md5', 'base64'),
	'x-amz-checksum-sha1': () => hash('sha1', 'base64'),
	'x-amz-checksum-sha256': () => hash('sha256', 'base64'),
	...(crc32 ? { 'x-amz-checksum-crc32': crc } : {}),
};

type Headers = Record<string, string | undefined>;

/** Whether a request says what its body's checksum is, which DeleteObjects must. */
export function hasChecksum(headers: Headers): boolean {
	const names = [...Object.keys(headers), ...trailerNames(headers)];
	return names.some((name) => name === 'content-md5' || /^x-amz-checksum-(?!algorithm)/.test(name));
}

/** Passes a body on and, at its end, refuses it when a checksum that came with it is another one. */
export async function* checked(
	body: AsyncIterable<Buffer>,
	headers: Headers,
	trailers: Headers,
): AsyncGenerator<Buffer> {
	const checks = checksOf(headers, trailers);
	for await (const piece of body) {
		for (const check of checks) check.update(piece);
		yield piece;
	}
	for (const { digest, expected, failure } of checks) {
		const wanted = expected();
		if (wanted !== undefined && wanted !== digest()) throw new S3Failure(failure);
	}
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
	const payload = headers['x-amz-content-sha256'] ?? '';
	if (/^[0-9a-f]{64}$/i.test(payload)) {
		const expected = () => payload.toLowerCase();
		checks.push({ ...hash('sha256', 'hex'), expected, failure: 'XAmzContentSHA256Mismatch' });
	}
	return checks;
}

function trailerNames(headers: Headers): string[] {
	return (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
}
