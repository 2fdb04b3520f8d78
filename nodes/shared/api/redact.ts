import { isRecord } from '../answers';
import { plainName } from '../answers/foldedNames';
import { SECRET_NAME } from '../answers/fieldNames';

/** Stands in for a secret key that was not asked for. */
export const MASK = '********';

/** Looks like a secret key: 40 characters of base64, also as URLs and JSON write them. */
const SECRET = /(?<![\w+/])(?:[\w+]|\\?\/|%2[BF]){40}(?![\w+/])/gi;

/** A field with a secret in a text: `"secretKey":"…"`, `acc_secret=…`. */
const NAMED_SECRET =
	/((?:secret|seckey)\w{0,20}["'\\]{0,3}\s?[:=]\s?["'\\]{0,3})([^\s"'\\,;&}<>]+)/gi;

/** Fields in which a pair may come as a plain list, its access key first. */
const HOLDS_PAIR = /key|pair|credential/;

/**
 * A text of somebody else's, shortened, without a secret and without what looks like a secret key.
 * @param secret what whoever wrote the text may have been told; empty for nothing
 * @param sent what may stay, although it looks like one
 */
export function redact(text: string, secret: string, sent: object): string {
	const kept = Object.values(sent).map(String);
	const maskUnlessSent = (word: string) =>
		kept.some((value) => value.includes(word)) ? word : '***';
	const bare = secret === '' ? text : text.split(secret).join('***');
	return bare
		.replace(SECRET, maskUnlessSent)
		.replace(NAMED_SECRET, (_, name: string, word: string) => `${name}${maskUnlessSent(word)}`)
		.slice(0, 300);
}

/**
 * A copy of a row in which every secret key is masked, however deep: by its field's name, by its look, and
 * by its place behind an access key.
 */
export function masked<T>(value: T, name = ''): T {
	if (Array.isArray(value)) {
		const isPair = HOLDS_PAIR.test(name) && value.every((one) => typeof one !== 'object');
		return value.map((one: unknown, index) =>
			isPair && index > 0 ? MASK : masked(one, name),
		) as T;
	}
	if (isRecord(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([field, inner]) => {
				const plain = plainName(field);
				// What stands below a field of secrets is one, whatever it is called itself.
				return [field, masked(inner, SECRET_NAME.test(name) ? `${name} ${plain}` : plain)];
			}),
		) as T;
	}
	if (value === null || value === '') return value;
	if (SECRET_NAME.test(name)) return MASK as T;
	return (typeof value === 'string' ? value.replace(SECRET, MASK) : value) as T;
}
