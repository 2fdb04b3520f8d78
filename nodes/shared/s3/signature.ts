import { createHash, createHmac } from 'crypto';

/** What is signed and sent to an S3 endpoint. */
export interface S3Request {
	method: 'DELETE' | 'GET' | 'POST' | 'PUT';
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
	const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
	const day = time.slice(0, 8);
	const bodyHash = sha256(request.body);
	const headers: Record<string, string> = {
		...request.headers,
		'x-amz-content-sha256': bodyHash,
		'x-amz-date': time,
	};
	const toSign = Object.entries({ ...headers, host: request.host })
		.map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	const names = toSign.map(([name]) => name).join(';');
	const canonical = [
		request.method,
		request.path,
		queryText(request.query),
		...toSign.map(([name, value]) => `${name}:${value}`),
		'',
		names,
		bodyHash,
	].join('\n');
	const scope = `${day}/${region}/s3/aws4_request`;
	const key = scope
		.split('/')
		.reduce<Buffer | string>((previous, part) => hmac(previous, part), `AWS4${secretKey}`);
	const signature = hmac(key, [ALGORITHM, time, scope, sha256(canonical)].join('\n'));
	return {
		...headers,
		authorization: `${ALGORITHM} Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`,
	};
}
