import { alternativesOf, type Simple } from './globAlternatives';
import { NotAPattern, tokensOf, withoutBlanks } from './globTokens';

/** What a pattern means. */
export interface Glob {
	matches: (key: string) => boolean;
	/** Whether there is no name that it leaves out. */
	isEverything: boolean;
}

/** A longer one would take its time with each object of a bucket. */
export const LONGEST_PATTERN = 4096;

/** Where in a key a pattern may have come to. */
interface Places {
	/** Whether it may be before each character, or at the end. */
	at: Uint8Array;
	/** None is before, none is after. */
	first: number;
	last: number;
}

type Step = (key: string[], places: Places) => void;

/** Goes over one character. */
const one =
	(fits: (character: string) => boolean): Step =>
	(key, places) => {
		const { at, first, last } = places;
		for (let next = Math.min(last + 1, key.length); next > first; next--) {
			at[next] = at[next - 1] && fits(key[next - 1]) ? 1 : 0;
		}
		at[first] = 0;
		places.first++;
		places.last = Math.min(last + 1, key.length);
	};

/** Goes over any number of characters, but slashes perhaps. */
const many =
	(isOfAll: boolean): Step =>
	(key, places) => {
		const { at, first } = places;
		for (let next = first + 1; next <= key.length; next++) {
			if (at[next - 1] && (isOfAll || key[next - 1] !== '/')) at[next] = 1;
		}
		places.last = key.length;
	};

/** Goes over any number of folders: `**` before a slash. */
const folders: Step = (key, places) => {
	let isBegun = false;
	for (let next = places.first; next <= key.length; next++) {
		if (isBegun && key[next - 1] === '/') places.at[next] = 1;
		isBegun ||= places.at[next] === 1;
	}
	places.last = key.length;
};

const isSlash = (token: Simple | undefined) =>
	token?.kind === 'plain' && token.character === '/' && !token.isEscaped;
const isDot = (token: Simple | undefined) =>
	token?.kind === 'plain' && token.character === '.' && !token.isEscaped;

const EVERYTHING_BELOW: Simple = { kind: 'many', isOfAll: true };

/** As it is read: a slash at the end means all that is below it, one at the beginning the bucket's root. */
function readings(tokens: Simple[]): Simple[][] {
	const whole = isSlash(tokens.at(-1)) ? [...tokens, EVERYTHING_BELOW] : tokens;
	const root = isSlash(whole[0]) ? 1 : isDot(whole[0]) && isSlash(whole[1]) ? 2 : 0;
	// A key may begin with a slash itself, and people copy what they see.
	return root > 0 ? [whole.slice(root), whole] : [whole];
}

/** The steps of a pattern without braces, and how many characters it has at least. */
function stepsOf(tokens: Simple[]): { steps: Step[]; least: number } {
	const steps: Step[] = [];
	let least = 0;
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at];
		if (token.kind === 'many') {
			const isOfFolders = token.isOfAll && isSlash(tokens[at + 1]);
			steps.push(isOfFolders ? folders : many(token.isOfAll));
			if (isOfFolders) at++;
			continue;
		}
		least++;
		steps.push(
			one(token.kind === 'one' ? token.fits : (character) => character === token.character),
		);
	}
	return { steps, least };
}

/**
 * A test of keys against a pattern without braces. Step by step for all places at once: a regular expression would
 * try them one by one, for minutes where stars are many.
 */
function testOf(tokens: Simple[], isOfWhole: boolean): Glob['matches'] {
	const { steps, least } = stepsOf(tokens);
	return (key) => {
		const characters = [...(isOfWhole ? key : key.slice(key.lastIndexOf('/') + 1))];
		if (characters.length < least) return false;
		const at = new Uint8Array(characters.length + 1);
		at[0] = 1;
		const places = { at, first: 0, last: 0 };
		for (const step of steps) {
			step(characters, places);
			while (places.first <= places.last && !at[places.first]) places.first++;
			if (places.first > places.last) return false;
			while (!at[places.last]) places.last--;
		}
		return at[characters.length] === 1;
	};
}

const hasSlash = (token: Simple) =>
	token.kind === 'many' ? token.isOfAll : token.kind === 'plain' && token.character === '/';

/** A character that is not in a text. */
function foreignTo(text: string): string {
	let code = 0xe000;
	while (text.includes(String.fromCodePoint(code))) code++;
	return String.fromCodePoint(code);
}

/** Whether a pattern leaves out no name: none of characters that it has, and none of others. */
function isEverything(matches: Glob['matches'], pattern: string): boolean {
	return [foreignTo(pattern), ...new Set(pattern.replaceAll('/', ''))].every((character) => {
		const name = character.repeat(8);
		return [name, `${name}${name}`, `${name}/${name}`, `${name}/${name}/${name}`].every(matches);
	});
}

/**
 * Reads a pattern: `*` any characters but slashes, `**` any characters, `?` one character, `[abc]` one of them,
 * `[!abc]` none of them, `{a,b}` either, and after a backslash each of these signs itself. A pattern without a slash
 * is held against the last part of the key, so `*.log` finds `logs/2026/app.log`.
 * @throws NotAPattern for anything else
 */
export function parseGlob(pattern: string): Glob {
	if (pattern.length > LONGEST_PATTERN) {
		throw new NotAPattern(`It has more than ${LONGEST_PATTERN} characters.`);
	}
	const tests = alternativesOf(withoutBlanks(tokensOf(pattern))).flatMap((tokens) => {
		const isOfWhole = tokens.some(hasSlash);
		return readings(tokens).map((reading) => testOf(reading, isOfWhole));
	});
	const matches = (key: string) => tests.some((test) => test(key));
	return { matches, isEverything: isEverything(matches, pattern) };
}
