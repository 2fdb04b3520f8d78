import { assertOneLine, NotAPattern, withoutBlanks, type Token } from './globTokens';

/** A token without braces. */
export type Simple = Exclude<Token, { kind: '{' | ',' | '}' }>;

/** So much may a pattern stand for: `{a,b}` ten times over is a thousand patterns. */
const MOST_ALTERNATIVES = 1000;
const MOST_TOKENS = 20_000;
const MOST_LEVELS = 20;

/** Each that may follow each. @throws NotAPattern where they would be too many */
function product(heads: Simple[][], tails: Simple[][]): Simple[][] {
	const size = (list: Simple[][]) => list.reduce((total, { length }) => total + length, 0);
	const tokens = size(heads) * tails.length + size(tails) * heads.length;
	if (heads.length * tails.length > MOST_ALTERNATIVES || tokens > MOST_TOKENS) {
		throw new NotAPattern(
			`It stands for more than ${MOST_ALTERNATIVES} patterns, or for too long ones.`,
		);
	}
	return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
}

/**
 * The patterns without braces that a pattern with braces stands for, as a shell expands it: `{a,b}c` is
 * `ac` and `bc`.
 */
export function alternativesOf(tokens: Token[]): Simple[][] {
	let at = 0;
	const branch = (level: number): Simple[][] => {
		const end = (token: Token | undefined) =>
			token === undefined || (level > 0 && (token.kind === ',' || token.kind === '}'));
		let found: Simple[][] = [[]];
		let run: Token[] = [];
		const flush = () => {
			found = product(found, [run as Simple[]]);
			run = [];
		};
		for (; !end(tokens[at]); at++) {
			if (tokens[at].kind !== '{') {
				run.push(tokens[at]);
				continue;
			}
			flush();
			found = product(found, branches(level + 1));
		}
		flush();
		return found;
	};
	/** From an opening brace to its end. */
	const branches = (level: number): Simple[][] => {
		if (level > MOST_LEVELS) throw new NotAPattern('It has braces in braces in braces.');
		const all: Simple[][] = [];
		do {
			at++;
			for (const one of branch(level)) all.push(withoutBlanks(one) as Simple[]);
		} while (tokens[at].kind === ',');
		return all;
	};
	return branch(0).map((one) => {
		const simple = withoutBlanks(one) as Simple[];
		assertOneLine(simple);
		if (simple.length === 0) throw new NotAPattern('A part of { } is empty, and names nothing.');
		return simple;
	});
}
