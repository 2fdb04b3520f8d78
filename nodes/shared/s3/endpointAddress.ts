import { urlOf } from '../answers';
import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { encoded } from './signature';

/** Where the S3 endpoint of a host group is. */
export interface EndpointAddress {
	/** Scheme and host, without the bucket's name. */
	origin: string;
	/** What stands before the bucket in the path: `/s3`; empty where nothing does. */
	basePath: string;
	/** Whether the bucket's name is part of the host; then it is not part of the path. */
	isVirtualHost: boolean;
}

/** Without the slashes at its end: an expression for them would try each run of slashes within. */
function withoutSlash(path: string): string {
	let end = path.length;
	while (path[end - 1] === '/') end--;
	return path.slice(0, end);
}

const isPlain = ({ protocol, username, password, search, hash }: URL) =>
	/^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');

/**
 * The place that an account names as its endpoint.
 * @returns undefined where it names none
 * @throws CallFailed for an address that no S3 endpoint has
 */
export function parseEndpoint(endpoint: string | undefined): EndpointAddress | undefined {
	const entered = endpoint?.trim();
	if (!entered) return undefined;
	const address = /^[a-z][a-z\d+.-]*:\/\//i.test(entered) ? entered : `https://${entered}`;
	if (!URL.canParse(address)) return undefined;
	const url = new URL(address);
	if (!isPlain(url)) throw notAnEndpoint(url, 'the endpoint of an S3 account');
	return { origin: url.origin, basePath: withoutSlash(url.pathname), isVirtualHost: false };
}

/** Names the address without what may be secret in it. */
const notAnEndpoint = ({ protocol, host, pathname }: URL, what: string) =>
	new CallFailed({
		message:
			`The platform gives as ${what} an address that cannot be one: ${protocol}//${host}${withoutSlash(pathname)}`.slice(
				0,
				300,
			),
		advice:
			'The address of an S3 endpoint begins with http:// or https://, and has no user, no password, no query and no fragment. Report it to the provider of the platform; until then, use what works without the S3 endpoint.',
	});

/** An object for whose link the platform is asked; it need not exist. */
const ANY_KEY = 'endpoint';

/** The place that a presigned link leads to. */
export async function endpointFromPresignedUrl(
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<EndpointAddress> {
	const { hostGroup } = task.values;
	const object = { hostGroup, bucketName, key: ANY_KEY };
	const answer = await task.call('s3.bucket.GetPresignedURL', object);
	const url = new URL(urlOf(answer));
	const { protocol, host, origin, pathname, username, password } = url;
	const inPath = [bucketName, encoded(bucketName)]
		.map((name) => `/${name}/${ANY_KEY}`)
		.find((end) => pathname.endsWith(end));
	const inHost = host.startsWith(`${bucketName}.`) && pathname.endsWith(`/${ANY_KEY}`);
	if (username !== '' || password !== '' || !(inPath ?? inHost)) {
		throw notAnEndpoint(url, 'a presigned URL');
	}
	// A bucket may be called like the first part of the endpoint's host.
	if (inPath) return { origin, basePath: pathname.slice(0, -inPath.length), isVirtualHost: false };
	return {
		origin: `${protocol}//${host.slice(bucketName.length + 1)}`,
		basePath: pathname.slice(0, -`/${ANY_KEY}`.length),
		isVirtualHost: true,
	};
}
