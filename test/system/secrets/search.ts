import { FORMS } from './forms';
import type { Secret } from './secrets';

interface Hit {
	secret: Secret;
	form: string;
}

interface Pattern extends Hit {
	bytes: Buffer;
}

const PREFIX = 4;
const HASH_BITS = 20;

// Jest looks up globals slowly, and this is called for each of a billion bytes.
const { imul } = Math;
const hashOf = (prefix: number) => imul(prefix, 0x9e3779b1) >>> (32 - HASH_BITS);

/** Searches for thousands of secrets, each in all its forms, in one pass over the bytes. */
export class Search {
	/** By the hash of their first bytes. */
	private readonly patterns = new Map<number, Pattern[]>();
	private readonly starts = new Uint8Array(2 ** HASH_BITS);

	constructor(secrets: Secret[]) {
		for (const secret of secrets) {
			const known = new Set<string>();
			for (const [form, write] of Object.entries(FORMS)) {
				for (const written of write(secret.text)) {
					const bytes = Buffer.from(written as string);
					const text = bytes.toString('latin1');
					if (!known.has(text)) this.add({ secret, form, bytes });
					known.add(text);
				}
			}
		}
	}

	private add(pattern: Pattern): void {
		const hash = hashOf(pattern.bytes.readInt32BE(0));
		this.starts[hash] = 1;
		this.patterns.set(hash, [...(this.patterns.get(hash) ?? []), pattern]);
	}

	/** The secrets that the bytes hold, each once for each form. */
	in(bytes: Buffer): Hit[] {
		const hits = new Set<Pattern>();
		let prefix = 0;
		for (let at = 0; at < bytes.length; at++) {
			prefix = (prefix << 8) | bytes[at];
			const hash = hashOf(prefix);
			if (at < PREFIX - 1 || this.starts[hash] === 0) continue;
			const start = at - PREFIX + 1;
			for (const pattern of this.patterns.get(hash) ?? []) {
				const end = start + pattern.bytes.length;
				if (end > bytes.length || hits.has(pattern)) continue;
				const difference = bytes.compare(pattern.bytes, 0, pattern.bytes.length, start, end);
				if (difference === 0) hits.add(pattern);
			}
		}
		return [...hits];
	}
}
