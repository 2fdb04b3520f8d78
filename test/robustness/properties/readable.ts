/** What a program says about itself. Nobody to whom n8n shows it can act on it. */
const OF_THE_PROGRAM =
	/\b(Type|Range|Reference|Syntax|URI)Error\b|\[object |\bundefined\b|\bNaN\b|is not a (function|constructor)|is not iterable|Cannot (read|convert|mix|destructure|access)|Maximum call stack|Invalid (URL|time value|code point|array length|character)|URI malformed|circular structure|serialize a BigInt|\n\s+at |node_modules|\.js:\d/g;

/** Nobody reads longer ones, and n8n would save them with every execution. */
const LONGEST = 4000;

/**
 * Expects a failure's text that tells a person what to do.
 * @param given texts that were entered or answered, of which the failure may repeat words
 */
export function mustBeReadable(text: unknown, given: string[] = []): void {
	expect(typeof text).toBe('string');
	const words = (String(text).match(OF_THE_PROGRAM) ?? []).map((word) => word.trim());
	const own = words.filter((word) => !given.some((entered) => entered.includes(word)));
	expect({ own, text }).toEqual({ own: [], text });
	expect(String(text).length).toBeLessThan(LONGEST);
	expect(text).toMatch(/[A-Za-z]{3,}.* .*[A-Za-z]{3,}/s);
}
