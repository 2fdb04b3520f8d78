import { isRecord } from '../answers';
import { plainName } from '../answers/foldedNames';
import { SECRET_NAME } from '../answers/fieldNames';

/** Stands in for a secret key that was not asked for. */
export const MASK = '********';

/** Looks like a secret key: 40 characters of base64, also as URLs and JSON write them. */
const SECRET = /(?<![\w+/])(?:[\w+]|\\?\/|%2[BF]){40}(?![\w+/])/gi;

/** A field with a secret in a text: `"secretKey":"…"`, `acc_secret=…`, `<SecretKey>…`. */
const NAMED_SECRET =
	/((?:sec(?:ret|_?key)|private_?key|passw(?:or)?d|\bpwd)\w{0,20}["'\\]{0,3}\s?[:=>]\s?["'\\]{0,3})([^\s"'\\,;&}<>]+)/gi;

/** The password in a link: `s3://user:…@host`. */
const LINK_SECRET = /(:\/\/[^\s:/@]{0,300}:)([^\s/@]{1,300})(?=@)/g;

/** Fields in which a pair may come as a plain list, its access key first. */
const HOLDS_PAIR = /key|pair|credential/;

function withoutLooks(text: string, mask: (word: string) => string): string {
	const named = (_: string, name: string, word: string) => `${name}${mask(word)}`;
	return text.replace(SECRET, mask).replace(NAMED_SECRET, named).replace(LINK_SECRET, named);
}

/**
 * A text of somebody else's as a failure may quote it: short, and without what looks like a secret. What is known to
 * be one is removed by the gate.
 * @param sent what may stay, although it looks like one
 */
export function quotable(text: string, sent: object): string {
	const kept = Object.values(sent).map(String);
	const isSent = (word: string) => kept.some((value) => value.includes(word));
	return withoutLooks(text, (word) => (isSent(word) ? word : '***')).slice(0, 300);
}

/** Whether a text, or a part of it, looks like a secret key. */
export const looksSecret = (text: string): boolean => text.search(SECRET) >= 0;

/**
 * A copy of a row as received, in which every secret is masked, however deep: by its field's name, by its look, and
 * by its place behind an access key.
 * @param kept what names the row, whatever it looks like
 */
export function masked<T>(value: T, kept: readonly unknown[] = [], name = ''): T {
	if (Array.isArray(value)) {
		const isPair = HOLDS_PAIR.test(name) && value.every((one) => typeof one !== 'object');
		return value.map((one: unknown, index) =>
			isPair && index > 0 ? MASK : masked(one, kept, name),
		) as T;
	}
	if (isRecord(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([field, inner]) => {
				const plain = plainName(field);
				// What stands below a field of secrets is one, whatever it is called itself.
				const path = SECRET_NAME.test(name) ? `${name} ${plain}` : plain;
				return [looksSecret(field) ? MASK : field, masked(inner, kept, path)];
			}),
		) as T;
	}
	if (value === null || value === '') return value;
	if (SECRET_NAME.test(name)) return MASK as T;
	if (typeof value !== 'string' || kept.includes(value)) return value;
	return withoutLooks(value, () => MASK) as T;
}
