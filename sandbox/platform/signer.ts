import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** Signs requests as S3 wants them signed. */
export function signerFor(
	{ accKey, secretKey }: { accKey: string; secretKey: string },
	region = 'us-east-1',
): SignatureV4 {
	return new SignatureV4({
		...{ service: 's3', region, sha256: Sha256, uriEscapePath: false },
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
	});
}

/** Encodes as Signature V4 wants it: all but letters, digits and `-._~`. */
export function escapeUri(text: string): string {
	const escape = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
	return encodeURIComponent(text).replace(/[!'()*]/g, escape);
}

/** The same for a path: slashes stay. */
export function escapePath(path: string): string {
	return escapeUri(path).replaceAll('%2F', '/');
}

/** A query, encoded as it is signed. */
export function formatQuery(query: object): string {
	const pair = ([name, value]: [string, unknown]) => `${escapeUri(name)}=${escapeUri(`${value}`)}`;
	return Object.entries(query).map(pair).join('&');
}

interface Link {
	/** With the path that it may have: `http://127.0.0.1:9000`. */
	endpoint: string;
	bucket: string;
	key: string;
	accKey: string;
	secretKey: string;
	expiresIn: number;
}

/** A link that serves an object until it expires or its key is revoked. */
export async function presignGet({ endpoint, bucket, key, expiresIn, ...pair }: Link) {
	const { origin, host, hostname, pathname } = new URL(endpoint);
	const path = `${pathname.replace(/\/$/, '')}/${bucket}/${escapePath(key)}`;
	// Only the signer needs it; a browser that opens the link does not send it.
	const payloadHash = new Set(['x-amz-content-sha256']);
	const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
	const { query = {} } = await signerFor(pair).presign(
		{ method: 'GET', protocol: 'http:', hostname, path, headers },
		{ expiresIn, unhoistableHeaders: payloadHash, unsignableHeaders: payloadHash },
	);
	return `${origin}${path}?${formatQuery(query)}`;
}
