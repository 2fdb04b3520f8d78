/** What mail puts into headers in place of other characters (RFC 2047, 2); Amazon S3 answers metadata so. */
const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi;

const fromQ = (text: string): Buffer =>
	Buffer.from(
		text
			.replace(/_/g, ' ')
			.replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	);

const decodedWord = (encoding: string, text: string): Buffer =>
	encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : fromQ(text);

/** The text of a header. Node.js reads headers as Latin-1, while storages send bytes of UTF-8. */
export function headerText(value: string): string {
	const words = [...value.matchAll(ENCODED_WORD)];
	if (words.length > 0 && words.map(([whole]) => whole).join('') === value) {
		return Buffer.concat(words.map(([, encoding, text]) => decodedWord(encoding, text))).toString();
	}
	const bytes = Buffer.from(value, 'latin1');
	const text = bytes.toString('utf8');
	return Buffer.from(text, 'utf8').equals(bytes) ? text : value;
}
