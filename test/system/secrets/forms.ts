type Form = (text: string) => Array<string | Buffer>;

/** The characters of a text's base64 that do not depend on what is before and after it. */
function base64Within(text: string, before: number): string {
	const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
	const mixed = Math.ceil((before * 8) / 6);
	return bytes.toString('base64').slice(mixed, Math.floor((bytes.length * 8) / 6));
}

const base64 = (text: string) => [0, 1, 2].map((before) => base64Within(text, before));
const base64url = (text: string) =>
	base64(text).map((word) => word.replaceAll('+', '-').replaceAll('/', '_'));
const quoted = (text: string) => JSON.stringify(text).slice(1, -1);

/** The forms in which a text may be written. What is compressed is decompressed before the search. */
export const FORMS: Record<string, Form> = {
	raw: (text) => [text],
	'URL-encoded': (text) => [
		encodeURIComponent(text),
		encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
		new URLSearchParams({ text }).toString().slice('text='.length),
	],
	'JSON-escaped': (text) => {
		const slashes = quoted(text).replaceAll('/', '\\/');
		return [quoted(text), slashes, quoted(quoted(text)), quoted(slashes)];
	},
	base64: (text) => [...base64(text), ...base64url(text)],
	hexadecimal: (text) => {
		const digits = Buffer.from(text).toString('hex');
		return [digits, digits.toUpperCase()];
	},
	'UTF-16': (text) => [Buffer.from(text, 'utf16le')],
};
