import { createHash, createHmac } from 'crypto';

/** What is signed and sent to an S3 endpoint. */
export interface S3Request {
	method: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';
	/** The host as it goes into the Host header, with a port that is not the scheme's own. */
	host: string;
	/** The path, percent-encoded as it is sent. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: Buffer | string;
}

export interface KeyPair {
	accessKey: string;
	secretKey: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

const hmac = (key: Buffer | string, data: string) =>
	createHmac('sha256', key).update(data).digest();

/** Percent-encodes by RFC 3986, as Signature Version 4 demands: everything but A–Z a–z 0–9 - . _ ~ */
export const encoded = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** A query in the order (of the encoded names) and encoding in which it is signed, and sent. */
export const queryText = (query: Record<string, string>): string =>
	Object.entries(query)
		.map(([name, value]) => [encoded(name), encoded(value)])
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map((pair) => pair.join('='))
		.join('&');

/** What stands in a signature for the hash of a body that whoever has the link sends. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** When and for what a signature is made. */
interface Scope {
	time: string;
	/** `20210819/us-east-1/s3/aws4_request` */
	scope: string;
}

function scopeOf(now: Date, region: string): Scope {
	const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
	return { time, scope: `${time.slice(0, 8)}/${region}/s3/aws4_request` };
}

type Headers = Array<readonly [name: string, value: string]>;

/** Headers in the order and form in which they are signed. */
const canonicalHeaders = (headers: Record<string, string>): Headers =>
	Object.entries(headers)
		.map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1));

const namesOf = (headers: Headers) => headers.map(([name]) => name).join(';');

function signatureOf(
	{ method, path, query }: Pick<S3Request, 'method' | 'path' | 'query'>,
	headers: Headers,
	bodyHash: string,
	secretKey: string,
	{ time, scope }: Scope,
): string {
	const canonical = [
		method,
		path,
		queryText(query),
		...headers.map(([name, value]) => `${name}:${value}`),
		'',
		namesOf(headers),
		bodyHash,
	].join('\n');
	const key = scope
		.split('/')
		.reduce<Buffer | string>((previous, part) => hmac(previous, part), `AWS4${secretKey}`);
	return hmac(key, [ALGORITHM, time, scope, sha256(canonical)].join('\n')).toString('hex');
}

/**
 * The headers that sign a request by AWS Signature Version 4, with the body's hash.
 * Source: Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
 * Payload in a Single Chunk".
 * @param region any: Virtuozzo's object storage ignores it
 */
export function signedHeaders(
	request: S3Request,
	{ accessKey, secretKey }: KeyPair,
	region: string,
	now: Date,
): Record<string, string> {
	const scope = scopeOf(now, region);
	const bodyHash = sha256(request.body);
	const headers: Record<string, string> = {
		...request.headers,
		'x-amz-content-sha256': bodyHash,
		'x-amz-date': scope.time,
	};
	const toSign = canonicalHeaders({ ...headers, host: request.host });
	const signature = signatureOf(request, toSign, bodyHash, secretKey, scope);
	return {
		...headers,
		authorization: `${ALGORITHM} Credential=${accessKey}/${scope.scope}, SignedHeaders=${namesOf(toSign)}, Signature=${signature}`,
	};
}

/**
 * The query that signs a link by AWS Signature Version 4: whoever has it may send this request, with these
 * headers and any body, until it expires.
 * Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
 */
export function presignedQuery(
	request: Omit<S3Request, 'body'>,
	{ accessKey, secretKey }: KeyPair,
	region: string,
	now: Date,
	seconds: number,
): Record<string, string> {
	const scope = scopeOf(now, region);
	const toSign = canonicalHeaders({ ...request.headers, host: request.host });
	const query = {
		...request.query,
		'X-Amz-Algorithm': ALGORITHM,
		'X-Amz-Credential': `${accessKey}/${scope.scope}`,
		'X-Amz-Date': scope.time,
		'X-Amz-Expires': String(seconds),
		'X-Amz-SignedHeaders': namesOf(toSign),
	};
	const signature = signatureOf({ ...request, query }, toSign, UNSIGNED, secretKey, scope);
	return { ...query, 'X-Amz-Signature': signature };
}
