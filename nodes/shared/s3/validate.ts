import { BadInput } from '../errors';

/**
 * Refuses keys that cannot be sent in a URL: HTTP clients take the parts "." and ".." of a path for
 * steps (RFC 3986, 5.2.4), and another object would be meant.
 */
export function assertUrlSafeKey(key: string): void {
	if (!key.split('/').some((part) => part === '.' || part === '..')) return;
	throw new BadInput(
		'Object Key has a part that is "." or ".."',
		'Such an object cannot be named in a URL. Copy it to another key first, with Object: Copy.',
	);
}

/** Refuses buckets that would be more, or less, than one part of a URL's path: another bucket would be meant. */
export function assertBucketName(bucketName: string): void {
	if (!bucketName.includes('/') && bucketName !== '.' && bucketName !== '..') return;
	throw new BadInput(
		'Bucket has a slash, or is "." or ".."',
		'Enter the name of the bucket alone as "Bucket", without a key or a prefix.',
	);
}
