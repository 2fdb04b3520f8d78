/** A text as it reads once its encodings are undone, and where each of its characters begins in the text as it came. */
export interface Reading {
	text: string;
	/** One more than there are characters; undefined where nothing was encoded. */
	starts?: number[];
}

const NAMED: Record<string, string> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
	...{ plus: '+', sol: '/', equals: '=', bsol: '\\', percnt: '%' },
};

const CONTROLS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** One character as URLs (in UTF-8), JSON and HTML write it. */
const ENCODED = new RegExp(
	[
		'%[0-7][\\da-f]|%[cd][\\da-f]%[89ab][\\da-f]|%e[\\da-f](?:%[89ab][\\da-f]){2}|%f[0-7](?:%[89ab][\\da-f]){3}',
		'\\\\(?:u([\\da-f]{4})|x([\\da-f]{2})|([^ux]))',
		'&(?:#x([\\da-f]{1,6})|#(\\d{1,7})|(amp|lt|gt|quot|apos|plus|sol|equals|bsol|percnt));?',
	].join('|'),
	'gi',
);

const ofCode = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : undefined);

/** The character that is written in an encoded form; undefined where it is none. */
function characterOf([whole, unit, byte, escaped, hex, decimal, name]: RegExpExecArray) {
	if (unit ?? byte) return String.fromCharCode(parseInt(unit ?? byte, 16));
	if (escaped) return CONTROLS[escaped] ?? escaped;
	if (hex) return ofCode(parseInt(hex, 16));
	if (decimal) return ofCode(Number(decimal));
	if (name) return NAMED[name.toLowerCase()];
	try {
		return decodeURIComponent(whole);
	} catch {
		return undefined;
	}
}

/** A text with one layer of encoding less; undefined where it has none. */
function decoded({ text, starts }: Reading): Reading | undefined {
	const parts: string[] = [];
	const places: number[] = [];
	const startOf = (at: number) => starts?.[at] ?? at;
	let done = 0;
	const take = (upTo: number) => {
		parts.push(text.slice(done, upTo));
		for (let at = done; at < upTo; at++) places.push(startOf(at));
		done = upTo;
	};
	for (const found of text.matchAll(ENCODED)) {
		const character = characterOf(found);
		if (character === undefined) continue;
		take(found.index);
		parts.push(character);
		for (let unit = 0; unit < character.length; unit++) places.push(startOf(found.index));
		done = found.index + found[0].length;
	}
	if (done === 0) return undefined;
	take(text.length);
	places.push(startOf(text.length));
	return { text: parts.join(''), starts: places };
}

/** JSON in JSON in a URL has three layers. */
const MOST_LAYERS = 4;

/** A text as it came, then with one layer of encoding less each time. */
export function readingsOf(text: string): Reading[] {
	const readings: Reading[] = [{ text }];
	let latest: Reading | undefined = readings[0];
	while (/[%\\&]/.test(latest.text) && readings.length <= MOST_LAYERS) {
		latest = decoded(latest);
		if (!latest) break;
		readings.push(latest);
	}
	return readings;
}
