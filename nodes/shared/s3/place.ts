import { CallFailed } from '../api/failures';
import type { EndpointAddress } from './endpointAddress';
import { encoded } from './signature';

/** A label of a host name (RFC 1123, 2.1), in lower case: a URL's host has no other. */
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/**
 * Scheme and host with a bucket in it; undefined where it cannot be part of a host name. Over TLS that is one
 * label, since a certificate's wildcard stands for no more (RFC 9525, 6.3).
 */
function originWith(bucketName: string, origin: string): string | undefined {
	const labels = bucketName.split('.');
	if (!labels.every((label) => LABEL.test(label))) return undefined;
	if (labels.length > 1 && origin.startsWith('https:')) return undefined;
	const found = origin.replace('://', `://${bucketName}.`);
	// An IP address takes no label, and "xn--" begins what has to be valid.
	return URL.canParse(found) && new URL(found).origin === found ? found : undefined;
}

/** Where a request goes. */
export interface Place {
	/** Scheme and host. */
	origin: string;
	host: string;
	/** The path as it is sent. */
	path: string;
}

/**
 * Where a bucket or one of its objects is asked for; without either, the endpoint itself. A key's slashes stay.
 * @throws CallFailed where a URL would name something else: a part "." or ".." is a step (RFC 3986, 5.2.4)
 */
export function placeOf(
	address: EndpointAddress,
	{ bucketName, key }: { bucketName?: string; key?: string },
): Place {
	const inHost =
		address.isVirtualHost && bucketName !== undefined
			? originWith(bucketName, address.origin)
			: undefined;
	const origin = inHost ?? address.origin;
	const parts = [
		...(inHost !== undefined || bucketName === undefined ? [] : [encoded(bucketName)]),
		...(key === undefined ? [] : [key.split('/').map(encoded).join('/')]),
	];
	const path = `${address.basePath}/${parts.join('/')}`;
	const url = new URL(`${origin}${path}`);
	if (url.origin !== origin || url.pathname !== path) throw NOT_IN_A_URL;
	return { origin, host: url.host, path };
}

const NOT_IN_A_URL = new CallFailed({
	message: 'The S3 endpoint cannot be asked for this object',
	advice:
		'Its key has a part that is "." or "..", which no URL can have. Set "Delete Via" to Platform API, where there is that option.',
});
