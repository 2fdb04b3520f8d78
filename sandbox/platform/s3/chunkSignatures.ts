import { createHash, createHmac, timingSafeEqual, type Hash } from 'node:crypto';
import { S3Failure } from '../failures';

/** How a request says that each chunk of its body is signed. */
export const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

export interface ChunkSigner {
	secretKey: string;
	region: string;
	/** `20210819T145137Z` */
	date: string;
}

const NOTHING = createHash('sha256').digest('hex');

/** A chunk's signature: of its bytes and of the signature before it, the first of which is the request's. */
export function signChunk(signer: ChunkSigner, previous: string, sha256: string): string {
	const { secretKey, region, date } = signer;
	const scope = [date.slice(0, 8), region, 's3', 'aws4_request'];
	const key = scope.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretKey}`));
	const kind = 'AWS4-HMAC-SHA256-PAYLOAD';
	const text = [kind, date, scope.join('/'), previous, NOTHING, sha256].join('\n');
	return hmac(key, text).toString('hex');
}

function hmac(key: Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}

/** Checks the chunks of one body, in their order. */
export class ChunkSignatures {
	private hash: Hash = createHash('sha256');

	constructor(
		private readonly signer: ChunkSigner,
		private previous: string,
	) {}

	update(bytes: Buffer): void {
		this.hash.update(bytes);
	}

	/** A chunk's bytes are all there: refuses them unless this signature is theirs. */
	check(extension: string | undefined): void {
		const given = /^chunk-signature=([0-9a-f]{64})$/.exec(extension ?? '')?.[1];
		const expected = signChunk(this.signer, this.previous, this.hash.digest('hex'));
		const isRight = given && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
		if (!isRight) throw new S3Failure('SignatureDoesNotMatch');
		this.previous = expected;
		this.hash = createHash('sha256');
	}
}
