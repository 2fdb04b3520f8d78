/** UTF-16 sorts characters written as two surrogates before U+E000 to U+FFFF, UTF-8 behind them. */
const SURROGATE = /[\ud800-\udfff]/;

/**
 * Compares two keys as S3 sorts them: by their bytes in UTF-8. Bytes are made only for keys with
 * surrogates, since for all others JavaScript's own order is the same, and twenty times as quick.
 * @returns below zero where `a` comes first, above zero where `b` does
 */
export function compareKeys(a: string, b: string): number {
	if (a === b) return 0;
	if (SURROGATE.test(a) || SURROGATE.test(b)) {
		return Buffer.compare(Buffer.from(a), Buffer.from(b));
	}
	return a < b ? -1 : 1;
}

/** Whether S3 lists a key before another. */
export const isBefore = (a: string, b: string): boolean => compareKeys(a, b) < 0;
