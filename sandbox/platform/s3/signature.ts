import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { timingSafeEqual } from 'node:crypto';
import { S3Failure } from '../failures';
import type { KeyOwner } from '../store';
import { ChunkSignatures, SIGNED_CHUNKS } from './chunkSignatures';
import type { S3Request } from './request';

type FindKey = (hostGroup: string, accKey: string) => Promise<KeyOwner | undefined>;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_SKEW_MS = 15 * 60 * 1000;
const MAX_EXPIRY_SECONDS = 7 * 24 * 60 * 60;
const IN_HEADER = new RegExp(
	`^${ALGORITHM}\\s+Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]+)$`,
);

interface Asker {
	uid?: number;
	chunks?: ChunkSignatures;
}

interface Claim {
	accKey: string;
	region: string;
	date: Date;
	signedHeaders: string[];
	signature: string;
	payloadHash: string;
	/** For links. */
	expiresIn?: number;
}

/** Whose request this is: its owner's uid by a right signature, undefined for an anonymous one. */
export async function whoAsks(request: S3Request, findKey: FindKey): Promise<Asker> {
	const claim = readClaim(request);
	if (!claim) return {};
	const owner = await findKey(request.hostGroup, claim.accKey);
	if (!owner) throw new S3Failure('InvalidAccessKeyId');
	checkTime(claim);
	checkSignedHeaders(request, claim);
	const expected = await signAgain(request, claim, owner.secretKey);
	const isSame =
		expected.length === claim.signature.length &&
		timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature));
	if (!isSame) throw new S3Failure('SignatureDoesNotMatch');
	return { uid: owner.ownerUid, chunks: chunksOf(request, claim, owner) };
}

/** Checks the chunks of a body when each is signed; the first builds on the request's signature. */
function chunksOf(
	{ headers }: S3Request,
	{ payloadHash, region, signature }: Claim,
	{ secretKey }: KeyOwner,
): ChunkSignatures | undefined {
	if (payloadHash !== SIGNED_CHUNKS) return undefined;
	return new ChunkSignatures({ secretKey, region, date: headers['x-amz-date'] ?? '' }, signature);
}

function readClaim({ headers, query }: S3Request): Claim | undefined {
	const payloadHash = headers['x-amz-content-sha256'];
	if (headers.authorization !== undefined) {
		const [, credential, names, signature] = IN_HEADER.exec(headers.authorization) ?? [];
		if (!credential) throw new S3Failure('AuthorizationHeaderMalformed');
		if (!payloadHash) throw new S3Failure('InvalidRequest', 'x-amz-content-sha256 is missing');
		const [accKey, region] = readCredential(credential, 'AuthorizationHeaderMalformed');
		const date = readDate(headers['x-amz-date']);
		if (!date) throw new S3Failure('AccessDenied', '', 'A valid X-Amz-Date header is required');
		return { accKey, region, date, signedHeaders: names.split(';'), signature, payloadHash };
	}
	if (query['X-Amz-Signature'] === undefined) return undefined;
	const [accKey, region] = readCredential(
		query['X-Amz-Credential'] ?? '',
		'AuthorizationQueryParametersError',
	);
	const date = readDate(query['X-Amz-Date']);
	const expiresIn = Number(query['X-Amz-Expires']);
	const isWhole = Number.isInteger(expiresIn) && expiresIn > 0 && expiresIn <= MAX_EXPIRY_SECONDS;
	if (query['X-Amz-Algorithm'] !== ALGORITHM || !date || !isWhole) {
		throw new S3Failure('AuthorizationQueryParametersError');
	}
	return {
		accKey,
		region,
		date,
		expiresIn,
		signedHeaders: (query['X-Amz-SignedHeaders'] ?? '').split(';'),
		signature: query['X-Amz-Signature'],
		payloadHash: query['X-Amz-Content-Sha256'] ?? payloadHash ?? 'UNSIGNED-PAYLOAD',
	};
}

/** `KEY/20210819/us-east-1/s3/aws4_request`. The region may be any, as in the vendor's storage. */
function readCredential(
	text: string,
	failure: 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError',
): [string, string] {
	const [accKey, day, region, service, end, ...more] = text.split('/');
	const isScope = /^\d{8}$/.test(day ?? '') && service === 's3' && end === 'aws4_request';
	if (!isScope || !region || more.length > 0) throw new S3Failure(failure);
	return [accKey, region];
}

function readDate(text: string | undefined): Date | undefined {
	const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
	const date = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
	return Number.isNaN(date.getTime()) ? undefined : date;
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

/** S3 wants the host signed, and each `x-amz-` header that is there. */
function checkSignedHeaders({ headers }: S3Request, { signedHeaders, expiresIn }: Claim): void {
	const isFree = (name: string) => expiresIn !== undefined && name === 'x-amz-content-sha256';
	const unsigned = Object.keys(headers)
		.filter((name) => name === 'host' || name.startsWith('x-amz-'))
		.filter((name) => !signedHeaders.includes(name) && !isFree(name));
	if (unsigned.length === 0) return;
	const text = 'There were headers present in the request which were not signed';
	throw new S3Failure('AccessDenied', '', `${text}: ${unsigned.join(', ')}`);
}

async function signAgain(request: S3Request, claim: Claim, secretKey: string): Promise<string> {
	const { accKey, region, date, signedHeaders, payloadHash, expiresIn } = claim;
	const signer = new SignatureV4({
		service: 's3',
		region,
		sha256: Sha256,
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
		uriEscapePath: false,
		applyChecksum: false,
	});
	const headers = Object.fromEntries(
		signedHeaders.map((name) => [name, request.headers[name] ?? '']),
	);
	const query = { ...request.query };
	const parts = { method: request.method, protocol: 'http:', hostname: '', query };
	const unsigned = { ...parts, path: request.canonicalPath, headers };
	const signable = new Set(signedHeaders);
	if (expiresIn === undefined) {
		const signed = await signer.sign(unsigned, { signingDate: date, signableHeaders: signable });
		return /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization)?.[1] ?? '';
	}
	for (const name of ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature']) {
		delete query[`X-Amz-${name}`];
	}
	// Signed `x-amz-` headers stay headers; the hash of the payload is for the signer to know only.
	const isHashSigned = signable.has('x-amz-content-sha256');
	const hashOnly = isHashSigned ? undefined : new Set(['x-amz-content-sha256']);
	const presigned = await signer.presign(
		{ ...unsigned, headers: { ...headers, 'x-amz-content-sha256': payloadHash } },
		{
			signingDate: date,
			expiresIn,
			signableHeaders: signable,
			unsignableHeaders: hashOnly,
			unhoistableHeaders: new Set([...signable, 'x-amz-content-sha256']),
		},
	);
	return String(presigned.query?.['X-Amz-Signature']);
}
