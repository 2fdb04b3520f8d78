import { BadInput } from '../errors';
import { trimmed } from './trimmed';
import { optionalText } from './text';

/** Node.js sends headers in Latin-1 and signatures take UTF-8, so only what is the same in both can be signed. */
const SENDABLE = /^[\x20-\x7e]*$/;

/** The media type of bytes of which nothing is known (RFC 2046, 4.5.1). */
export const ANY_TYPE = 'application/octet-stream';

/** A header's name (RFC 9110, 5.6.2). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** Whether a header can hold a text. */
export const isSendable = (text: string): boolean => SENDABLE.test(text);

function assertSendable(text: string, label: string): void {
	if (isSendable(text)) return;
	throw new BadInput(
		`${label} has a character that no header can hold`,
		`Enter "${label}" in ASCII on one line: no umlauts, emoji or line breaks.`,
	);
}

/** Reads the value of a header; undefined for an empty field. */
export function headerValue(value: unknown, label: string): string | undefined {
	const text = trimmed(optionalText(value, label) ?? '');
	assertSendable(text, label);
	return text === '' ? undefined : text;
}

/** Reads pairs of name and value, as n8n keeps a fixed collection, by their names in lower case. */
export function metadataPairs(value: unknown, label: string): Record<string, string> | undefined {
	const { pairs } = (typeof value === 'object' && value !== null ? value : {}) as {
		pairs?: unknown;
	};
	const rows = Array.isArray(pairs) ? (pairs as Array<Record<string, unknown> | null>) : [];
	const found = new Map<string, string>();
	for (const row of rows) {
		const name = trimmed(optionalText(row?.name, `Name in ${label}`) ?? '').toLowerCase();
		const text = trimmed(optionalText(row?.value, `Value in ${label}`) ?? '');
		if (!NAME.test(name)) {
			throw new BadInput(
				`${label} has a name that no header can have: "${name.slice(0, 100)}"`,
				'Enter names of letters, digits, hyphens and underscores, such as invoice-number.',
			);
		}
		if (found.has(name)) {
			throw new BadInput(
				`${label} has the name "${name}" twice`,
				'Enter each name once; upper and lower case are the same.',
			);
		}
		if (text === '') {
			throw new BadInput(
				`${label} has no value for "${name}"`,
				'Enter a value; where it is an expression, check that the input item has the field.',
			);
		}
		assertSendable(text, `The value of "${name}" in ${label}`);
		found.set(name, text);
	}
	return found.size > 0 ? Object.fromEntries(found) : undefined;
}
