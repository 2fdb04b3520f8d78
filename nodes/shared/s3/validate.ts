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

/** The check of a row whose object is named in a URL. */
export const keyFitsUrl = ({ values }: { values: { key: string } }): void =>
	assertUrlSafeKey(values.key);
