import { FORMS } from './forms';

export interface Hit<T> {
	secret: T;
	form: string;
}

interface Needle<T> extends Hit<T> {
	bytes: Buffer;
}

const PREFIX = 4;
const HASH_BITS = 20;

const hashOf = (prefix: number) => Math.imul(prefix, 0x9e3779b1) >>> (32 - HASH_BITS);

/** Looks for thousands of secrets at once, each in all its forms, in one pass over the bytes. */
export class Search<T> {
	/** By the hash of their first bytes. */
	private readonly needles = new Map<number, Array<Needle<T>>>();
	private readonly begins = new Uint8Array(2 ** HASH_BITS);
	/** How many bytes have been searched. */
	searched = 0;

	constructor(secrets: Iterable<T>, textOf: (secret: T) => string) {
		for (const secret of secrets) {
			const known = new Set<string>();
			for (const [form, write] of Object.entries(FORMS)) {
				for (const written of write(textOf(secret))) {
					const bytes = Buffer.from(written as string);
					const text = bytes.toString('latin1');
					if (known.has(text)) continue;
					known.add(text);
					this.add({ secret, form, bytes });
				}
			}
		}
	}

	private add(needle: Needle<T>): void {
		const hash = hashOf(needle.bytes.readInt32BE(0));
		this.begins[hash] = 1;
		this.needles.set(hash, [...(this.needles.get(hash) ?? []), needle]);
	}

	/** The secrets that the bytes hold, each once for each form. */
	in(bytes: Buffer): Array<Hit<T>> {
		this.searched += bytes.length;
		const hits = new Set<Needle<T>>();
		let prefix = 0;
		for (let at = 0; at < bytes.length; at++) {
			prefix = (prefix << 8) | bytes[at];
			const hash = hashOf(prefix);
			if (at < PREFIX - 1 || this.begins[hash] === 0) continue;
			const start = at - PREFIX + 1;
			for (const needle of this.needles.get(hash) ?? []) {
				const end = start + needle.bytes.length;
				if (end > bytes.length || hits.has(needle)) continue;
				if (bytes.compare(needle.bytes, 0, needle.bytes.length, start, end) === 0) hits.add(needle);
			}
		}
		return [...hits];
	}
}
