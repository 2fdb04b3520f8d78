import { isBlank } from './trimmed';

/** One mark of a pattern, or one plain character. */
export type Token =
	| { kind: 'plain'; character: string; isEscaped?: true }
	| { kind: 'one'; fits: (character: string) => boolean }
	/** `*`; `**` goes beyond slashes. */
	| { kind: 'many'; isOfAll: boolean }
	| { kind: '{' | ',' | '}' };

/** Why a text is no pattern. */
export class NotAPattern extends Error {}

const isNoSlash = (character: string) => character !== '/';

/** An escape. Before a letter it is one of regular expressions, or a path of Windows. */
function escapedAt(characters: string[], at: number): string {
	const character = characters[at + 1];
	if (character === undefined) throw new NotAPattern('It ends with a backslash.');
	if (/[\p{L}\p{N}_]/u.test(character)) {
		throw new NotAPattern(
			`"\\${character}" has no meaning: a backslash makes the sign after it plain, and folders end with a slash.`,
		);
	}
	return character;
}

/** A class such as `[a-z]` or `[!abc]`; a slash is of none. @returns it, and where the pattern goes on */
function classAt(characters: string[], start: number): { token: Token; next: number } {
	const isNegated = /[!^]/.test(characters[start + 1] ?? '');
	const members: Array<{ character: string; isDash: boolean }> = [];
	let at = start + (isNegated ? 2 : 1);
	for (; characters[at] !== ']'; at++) {
		if (at >= characters.length) throw new NotAPattern('A [ is not closed; a plain one is \\[.');
		if (/[[/]/.test(characters[at])) {
			throw new NotAPattern(`Within [ ], "${characters[at]}" has no meaning; a plain [ is \\[.`);
		}
		const isEscape = characters[at] === '\\';
		if (isEscape) escapedAt(characters, at++);
		members.push({ character: characters[at], isDash: !isEscape && characters[at] === '-' });
	}
	if (members.length === 0) throw new NotAPattern('A [ ] holds no character.');
	const ranges = rangesOf(members);
	const isMember = (code: number) => ranges.some(([from, to]) => from <= code && code <= to);
	const fits = (character: string) =>
		isNoSlash(character) && isMember(character.codePointAt(0) ?? 0) !== isNegated;
	return { token: { kind: 'one', fits }, next: at + 1 };
}

function rangesOf(members: Array<{ character: string; isDash: boolean }>) {
	const codes = members.map(({ character }) => character.codePointAt(0) ?? 0);
	const ranges: Array<[from: number, to: number]> = [];
	for (let at = 0; at < codes.length; at++) {
		const isRange = members[at + 1]?.isDash && at + 2 < codes.length;
		const to = isRange ? codes[at + 2] : codes[at];
		if (to < codes[at]) {
			throw new NotAPattern(
				`The range ${members[at].character}-${members[at + 2].character} is empty.`,
			);
		}
		ranges.push([codes[at], to]);
		if (isRange) at += 2;
	}
	return ranges;
}

/** The marks of a pattern, in order. @throws NotAPattern for what people write who mean something else */
export function tokensOf(pattern: string): Token[] {
	const characters = [...pattern];
	const tokens: Token[] = [];
	let depth = 0;
	for (let at = 0; at < characters.length;) {
		const character = characters[at];
		if (character === '\\') {
			tokens.push({ kind: 'plain', character: escapedAt(characters, at), isEscaped: true });
			at += 2;
		} else if (character === '*') {
			const isOfAll = characters[at + 1] === '*';
			while (characters[at] === '*') at++;
			tokens.push({ kind: 'many', isOfAll });
		} else if (character === '[') {
			const { token, next } = classAt(characters, at);
			tokens.push(token);
			at = next;
		} else {
			if (character === '{') depth++;
			tokens.push(tokenOf(character, depth > 0));
			if (character === '}' && depth > 0) depth--;
			at++;
		}
	}
	if (depth > 0) throw new NotAPattern('A { is not closed; a plain one is \\{.');
	return tokens;
}

function tokenOf(character: string, isWithinBraces: boolean): Token {
	if (character === '?') return { kind: 'one', fits: isNoSlash };
	if (character === '{' || (character === '}' && isWithinBraces)) return { kind: character };
	if (character !== ',') return { kind: 'plain', character };
	if (isWithinBraces) return { kind: ',' };
	throw new NotAPattern('For several patterns, write {a,b}; a comma in a name is \\,.');
}

/** An end or a beginning of a pattern that is not meant: `{*.a, *.b}`. */
const isStray = (token: Token | undefined) =>
	token?.kind === 'plain' && !token.isEscaped && isBlank(token.character);

/** Without the blanks around it that are not escaped. */
export function withoutBlanks(tokens: Token[]): Token[] {
	let [start, end] = [0, tokens.length];
	while (start < end && isStray(tokens[start])) start++;
	while (end > start && isStray(tokens[end - 1])) end--;
	return tokens.slice(start, end);
}

const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** @throws NotAPattern where a pattern goes on in another line */
export function assertOneLine(tokens: Token[]): void {
	const breaks = (token: Token) =>
		token.kind === 'plain' && !token.isEscaped && LINE_BREAK.test(token.character);
	if (tokens.some(breaks))
		throw new NotAPattern('It has several lines. For several patterns, write {a,b}.');
}
