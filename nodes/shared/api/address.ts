import { trimmed } from '../parse/trimmed';

/** What a right address looks like, for texts. */
export const ADDRESS_EXAMPLE = 'https://app.jelastic.com';

/**
 * The base address of the platform's API.
 * @param entered as people paste it: a bare host, with a scheme, with a trailing slash or dot, with /1.0/
 * @returns scheme and host, with `/1.0` and no trailing slash; undefined for anything else
 */
export function apiBase(entered: unknown): string | undefined {
	if (typeof entered !== 'string') return undefined;
	const text = trimmed(entered);
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(withScheme)) return undefined;
	const url = new URL(withScheme);
	const isPlain =
		/^https?:$/.test(url.protocol) &&
		/^[a-z]+:\/\/[^/]/i.test(withScheme) &&
		!/[\s@?#\\]/.test(text) &&
		/^(\/|\/1\.0\/?)?$/.test(url.pathname);
	if (!isPlain) return undefined;
	const hostname = url.hostname.replace(/\.$/, '');
	if (hostname.split('.').includes('')) return undefined;
	return `${url.protocol}//${hostname}${url.port && `:${url.port}`}/1.0`;
}
