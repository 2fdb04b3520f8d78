import { readingsOf, type Reading } from './decodings';

/** A part of a text, from its first character to before its last. */
type Part = [from: number, to: number];

/** What of a secret is enough to know it by: texts are cut short before they get here. */
const HEAD = 16;

/** Shorter ones would be found in words. */
export const SHORTEST_FORM = 6;

/** So many characters are looked up at once. */
const GRAM = 4;

/** Of an index with very many forms; a larger step over the text needs more entries a form. */
const MOST_GRAMS = 20_000;

const HASHES = 1 << 16;

/** A number for the gram at a place, the same in upper and lower case. */
function hashAt(text: string, at: number): number {
	let hash = 0;
	for (let next = at; next < at + GRAM; next++) hash = hash * 37 + (text.charCodeAt(next) | 0x20);
	return hash & (HASHES - 1);
}

/** In lower case, as hosts are written. Of letters beyond ASCII some change their length with their case. */
const folded = (text: string): string =>
	/[\u0080-\uffff]/.test(text)
		? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
		: text.toLowerCase();

/** The characters of its base64 that do not depend on what is before and after it. */
function base64Within(secret: string, before: number): string {
	const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
	const mixed = Math.ceil((before * 8) / 6);
	return bytes.toString('base64').slice(mixed, Math.floor((bytes.length * 8) / 6));
}

/**
 * The forms in which a secret may stand in a text whose URL, JSON and HTML encodings are undone. A form has `+` for
 * a space, and whoever reads a link as one has a space for `+`.
 */
function formsOf(secret: string): string[] {
	const base64 = [0, 1, 2].map((before) => base64Within(secret, before));
	return [
		// It may itself have what looks encoded.
		...readingsOf(secret).map(({ text }) => text),
		secret.replaceAll(' ', '+'),
		secret.replaceAll('+', ' '),
		Buffer.from(secret).toString('hex'),
		...base64,
		...base64.map((word) => word.replaceAll('+', '-').replaceAll('/', '_')),
	]
		.filter(({ length }) => length >= SHORTEST_FORM)
		.map(folded);
}

/** Finds secrets in texts. The time for a text grows with its length, whatever the number of secrets. */
export class SecretIndex {
	/** Those from `HEAD` characters on, sorted. */
	private readonly long: string[];
	private readonly longest: number;
	private readonly short: Set<string>;
	private readonly shortLengths: number[];
	private readonly shortest: number;
	/** Every form has one of its first grams at every so many characters of a text. */
	private readonly step: number;
	/** How many characters after a form's beginning a gram may come. */
	private readonly offsets = new Map<string, number[]>();
	/** Which hashes its grams have: most of a text has others. */
	private readonly hashes = new Uint8Array(HASHES);

	constructor(secrets: Iterable<string>) {
		const forms = [...new Set([...secrets].flatMap(formsOf))];
		this.long = forms.filter(({ length }) => length >= HEAD).sort();
		this.longest = this.long.reduce((most, { length }) => Math.max(most, length), 0);
		this.short = new Set(forms.filter(({ length }) => length < HEAD));
		this.shortLengths = [...new Set([...this.short].map(({ length }) => length))];
		this.shortest = Math.min(...this.shortLengths, HEAD);
		const affordable = Math.max(Math.floor(MOST_GRAMS / Math.max(forms.length, 1)), 1);
		this.step = Math.min(this.shortest - GRAM + 1, affordable);
		for (const form of forms) this.note(form);
	}

	private note(form: string): void {
		for (let offset = 0; offset < this.step; offset++) {
			const gram = form.slice(offset, offset + GRAM);
			const known = this.offsets.get(gram);
			this.hashes[hashAt(gram, 0)] = 1;
			if (!known) this.offsets.set(gram, [offset]);
			else if (!known.includes(offset)) known.push(offset);
		}
	}

	/** Where secrets are in a text, in any form. */
	partsIn(text: string): Part[] {
		if (this.offsets.size === 0 || text.length < this.shortest) return [];
		if (!/[%\\&]/.test(text)) return this.partsOf({ text });
		return readingsOf(text).flatMap((reading) => this.partsOf(reading));
	}

	private partsOf({ text, starts }: Reading): Part[] {
		let lower: string | undefined;
		const parts: Part[] = [];
		for (let at = 0; at + GRAM <= text.length; at += this.step) {
			if (this.hashes[hashAt(text, at)] === 0) continue;
			lower ??= folded(text);
			for (const offset of this.offsets.get(lower.slice(at, at + GRAM)) ?? []) {
				const from = at - offset;
				const length = from < 0 ? 0 : this.lengthAt(lower, from);
				if (length === 0) continue;
				const to = from + length;
				parts.push([starts?.[from] ?? from, starts?.[to] ?? to]);
			}
		}
		return parts;
	}

	/** How many characters of a secret are at this place; 0 where none is. */
	private lengthAt(text: string, from: number): number {
		const short = this.shortLengths.filter((length) =>
			this.short.has(text.slice(from, from + length)),
		);
		return Math.max(0, ...short, this.longAt(text, from));
	}

	/** Of sorted texts, the two beside a text have most in common with it. */
	private longAt(text: string, from: number): number {
		const rest = text.slice(from, from + this.longest);
		let low = 0;
		let high = this.long.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.long[middle] < rest) low = middle + 1;
			else high = middle;
		}
		const beside = [this.long[low - 1], this.long[low]];
		const most = Math.max(...beside.map((form = '') => lengthInCommon(form, rest)));
		return most >= HEAD ? most : 0;
	}
}

function lengthInCommon(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}

/** A text with other characters in place of some parts of it. */
export function withoutParts(text: string, parts: Part[], mask: string): string {
	const sorted = [...parts].sort(([a], [b]) => a - b);
	let result = '';
	let done = 0;
	for (const [from, to] of sorted) {
		if (from >= done) result += text.slice(done, from) + mask;
		done = Math.max(done, to);
	}
	return result + text.slice(done);
}
