import type { Parameters } from './request';

/** Looks like a secret key: 40 characters of base64. */
const SECRET = /(?<![\w+/])[\w+/]{40}(?![\w+/])/g;

/**
 * A text of somebody else's, shortened, without a secret and without what looks like a secret key.
 * @param secret what whoever wrote the text may have been told; empty for nothing
 * @param sent what may stay, although it looks like one
 */
export function redact(text: string, secret: string, sent: Parameters): string {
	const kept = Object.values(sent).map(String);
	const bare = secret === '' ? text : text.split(secret).join('***');
	return bare
		.replace(SECRET, (word) => (kept.some((value) => value.includes(word)) ? word : '***'))
		.slice(0, 300);
}
