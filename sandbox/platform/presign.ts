import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

interface Link {
	/** `http://127.0.0.1:9000`, with the path that it may have. */
	endpoint: string;
	bucket: string;
	key: string;
	accKey: string;
	secretKey: string;
	expiresIn: number;
}

/** Encodes as Signature V4 wants it: all but letters, digits and `-._~`. */
export function escapeUri(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** A path as Signature V4 wants it: slashes stay. */
export function escapePath(path: string): string {
	return escapeUri(path).replaceAll('%2F', '/');
}

/** A link that serves an object to whoever has it, until it expires or its key is revoked. */
export async function presignGet(link: Link): Promise<string> {
	const { endpoint, bucket, key, accKey, secretKey, expiresIn } = link;
	const signer = new SignatureV4({
		service: 's3',
		region: 'us-east-1',
		sha256: Sha256,
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
		uriEscapePath: false,
	});
	const { origin, host, hostname, pathname } = new URL(endpoint);
	const path = `${pathname.replace(/\/$/, '')}/${bucket}/${escapePath(key)}`;
	const { query } = await signer.presign(
		{
			method: 'GET',
			protocol: 'http:',
			hostname,
			path,
			headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
		},
		{
			expiresIn,
			// Named for the signer only; a browser that opens the link does not send it.
			unhoistableHeaders: new Set(['x-amz-content-sha256']),
			unsignableHeaders: new Set(['x-amz-content-sha256']),
		},
	);
	const pairs = Object.entries(query ?? {}).map(
		([name, value]) => `${escapeUri(name)}=${escapeUri(String(value))}`,
	);
	return `${origin}${path}?${pairs.join('&')}`;
}
