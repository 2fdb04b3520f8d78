import { createHash, timingSafeEqual } from 'node:crypto';
import { S3Failure, type S3Code } from '../failures';
import { escapeUri, signerFor } from '../signer';
import type { EmbeddedStore } from '../store';
import { ChunkSignatures, SIGNED_CHUNKS } from './chunked';
import type { S3Request } from './request';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_SKEW_MS = 15 * 60 * 1000;
const MAX_EXPIRY_SECONDS = 7 * 24 * 60 * 60;
const IN_HEADER = new RegExp(
	`^${ALGORITHM}\\s+Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]+)$`,
);

/** What a signed request says of its signature. */
interface Claim {
	accKey: string;
	region: string;
	/** `20210819/us-east-1/s3/aws4_request` */
	scope: string;
	/** `20210819T145137Z` */
	amzDate: string;
	date: Date;
	signedHeaders: string[];
	signature: string;
	payloadHash: string;
	/** For presigned links. */
	expiresIn?: number;
}

/** Who sent a request: an owner, if its signature is valid; nobody, if it is anonymous. */
export async function authenticate(
	request: S3Request,
	findKey: EmbeddedStore['findKey'],
): Promise<{ uid?: number; chunks?: ChunkSignatures }> {
	const claim = readClaim(request);
	if (!claim) return {};
	const { accKey, region, signature, scope, date } = claim;
	const owner = await findKey(request.hostGroup, accKey);
	if (!owner) throw new S3Failure('InvalidAccessKeyId');
	checkTime(claim);
	checkSignedHeaders(request, claim);
	const signer = signerFor({ accKey, secretKey: owner.secretKey }, region);
	const text = stringToSign(request, claim);
	const expected = Buffer.from(await signer.sign(text, { signingDate: date }));
	const given = Buffer.from(signature);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
		throw new S3Failure('SignatureDoesNotMatch');
	}
	const isChunked = claim.payloadHash === SIGNED_CHUNKS;
	const chunks = isChunked ? new ChunkSignatures(signer, date, scope, signature) : undefined;
	return { uid: owner.ownerUid, chunks };
}

function readClaim({ headers, query }: S3Request): Claim | undefined {
	const payloadHash = headers['x-amz-content-sha256'];
	if (headers.authorization !== undefined) {
		const malformed = 'AuthorizationHeaderMalformed';
		const [, credential, names, signature] = IN_HEADER.exec(headers.authorization) ?? [];
		if (!credential) throw new S3Failure(malformed);
		if (!payloadHash) throw new S3Failure('InvalidRequest', 'x-amz-content-sha256 is missing');
		const key = readCredential(credential, malformed);
		const date = readDate(headers['x-amz-date']);
		if (!date) throw new S3Failure('AccessDenied', '', 'A valid X-Amz-Date header is required');
		return { ...key, ...date, signedHeaders: names.split(';'), signature, payloadHash };
	}
	const { 'X-Amz-Signature': signature, 'X-Amz-Credential': credential = '' } = query;
	if (signature === undefined) return undefined;
	const malformed = 'AuthorizationQueryParametersError';
	const key = readCredential(credential, malformed);
	const date = readDate(query['X-Amz-Date']);
	const expiresIn = Number(query['X-Amz-Expires']);
	const isWhole = Number.isInteger(expiresIn) && expiresIn > 0 && expiresIn <= MAX_EXPIRY_SECONDS;
	if (query['X-Amz-Algorithm'] !== ALGORITHM || !date || !isWhole) throw new S3Failure(malformed);
	return {
		...{ ...key, ...date, expiresIn, signature },
		signedHeaders: (query['X-Amz-SignedHeaders'] ?? '').split(';'),
		payloadHash: query['X-Amz-Content-Sha256'] ?? payloadHash ?? 'UNSIGNED-PAYLOAD',
	};
}

/** `KEY/20210819/us-east-1/s3/aws4_request`. Any region is accepted, as in the vendor's storage. */
function readCredential(text: string, failure: S3Code) {
	const [, accKey, scope, region] =
		/^([^/]*)\/(\d{8}\/([^/]+)\/s3\/aws4_request)$/.exec(text) ?? [];
	if (!scope) throw new S3Failure(failure);
	return { accKey, scope, region };
}

function readDate(amzDate = ''): { amzDate: string; date: Date } | undefined {
	const iso = amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
	const date = new Date(iso === amzDate ? NaN : iso);
	return Number.isNaN(date.getTime()) ? undefined : { amzDate, date };
}

function checkTime({ date, expiresIn }: Claim): void {
	const age = Date.now() - date.getTime();
	if (expiresIn === undefined && Math.abs(age) > MAX_SKEW_MS) {
		throw new S3Failure('RequestTimeTooSkewed');
	}
	if (age < -MAX_SKEW_MS) throw new S3Failure('AccessDenied', '', 'Request is not yet valid');
	if (expiresIn !== undefined && age > expiresIn * 1000) {
		throw new S3Failure('AccessDenied', '', 'Request has expired');
	}
}

/** S3 wants the host and all `x-amz-` headers to be signed. */
function checkSignedHeaders({ headers }: S3Request, { signedHeaders, expiresIn }: Claim): void {
	const isFree = (name: string) => expiresIn !== undefined && name === 'x-amz-content-sha256';
	const unsigned = Object.keys(headers)
		.filter((name) => name === 'host' || name.startsWith('x-amz-'))
		.filter((name) => !signedHeaders.includes(name) && !isFree(name));
	if (unsigned.length === 0) return;
	const text = 'There were headers present in the request which were not signed';
	throw new S3Failure('AccessDenied', '', `${text}: ${unsigned.join(', ')}`);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function stringToSign({ method, canonicalPath, query, headers }: S3Request, claim: Claim): string {
	const { amzDate, scope, signedHeaders, payloadHash } = claim;
	const pairs = Object.entries(query)
		.filter(([name]) => name !== 'X-Amz-Signature')
		.map(([name, value]) => [escapeUri(name), escapeUri(value)])
		.sort(([a], [b]) => (a < b ? -1 : 1));
	const canonical = [
		method,
		canonicalPath,
		pairs.map((pair) => pair.join('=')).join('&'),
		...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
		'',
		signedHeaders.join(';'),
		payloadHash,
	];
	const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
	return [ALGORITHM, amzDate, scope, hash].join('\n');
}
