import type { Parameters } from './request';

/** Looks like a secret key: 40 characters of base64. */
const SECRET = /(?<![\w+/])[\w+/]{40}(?![\w+/])/g;

/** A text of the platform's, shortened, without the token and without secret keys. */
export function redact(text: string, token: string, sent: Parameters): string {
	const kept = Object.values(sent).map(String);
	const bare = token === '' ? text : text.split(token).join('***');
	return bare
		.replace(SECRET, (word) => (kept.some((value) => value.includes(word)) ? word : '***'))
		.slice(0, 300);
}
