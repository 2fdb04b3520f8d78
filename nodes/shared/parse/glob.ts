/** A pattern in pieces. Pieces are matched one behind the other. */
type Piece =
	| { kind: 'text'; characters: string[] }
	| { kind: 'one'; fits: (character: string) => boolean }
	| { kind: 'many'; fits: (character: string) => boolean }
	| { kind: 'either'; branches: Piece[][] };

const isAny = () => true;
const isNoSlash = (character: string) => character !== '/';

/** What each mark of a pattern stands for, by its expression. The first that fits is meant. */
const MARKS: Array<[RegExp, (mark: string) => Piece]> = [
	[/^\*{2,}\//, () => ({ kind: 'either', branches: [[], [many(isAny), text('/')]] })],
	[/^\*{2,}/, () => many(isAny)],
	[/^\*/, () => many(isNoSlash)],
	[/^\?/, () => ({ kind: 'one', fits: isNoSlash })],
	[/^\[!?[^\]]+\]/, (mark) => ({ kind: 'one', fits: memberOf(mark) })],
];

const many = (fits: (character: string) => boolean): Piece => ({ kind: 'many', fits });
const text = (characters: string): Piece => ({ kind: 'text', characters: [...characters] });

/** Whether a character is of a class such as `[a-z]` or `[!abc]`; a slash is of none. */
function memberOf(mark: string): (character: string) => boolean {
	const expression = new RegExp(`^${mark.replace(/\\/g, '\\\\').replace(/^\[!/, '[^')}$`, 'su');
	return (character) => character !== '/' && expression.test(character);
}

/**
 * Reads a pattern up to its end, or, within braces, up to the comma or brace that ends a branch.
 * @throws where nothing closes a brace
 */
function piecesOf(pattern: string, isBranch = false): { pieces: Piece[]; rest: string } {
	const pieces: Piece[] = [];
	let rest = pattern;
	while (rest.length > 0 && !(isBranch && /^[,}]/.test(rest))) {
		const [expression, pieceOf] = MARKS.find(([mark]) => mark.test(rest)) ?? [];
		if (expression && pieceOf) {
			const [mark] = expression.exec(rest) as RegExpExecArray;
			pieces.push(pieceOf(mark));
			rest = rest.slice(mark.length);
		} else if (rest.startsWith('{')) {
			const branches = branchesOf(rest);
			pieces.push({ kind: 'either', branches: branches.branches });
			({ rest } = branches);
		} else {
			const [character] = rest;
			pieces.push(text(character));
			rest = rest.slice(character.length);
		}
	}
	return { pieces, rest };
}

/** `{a,b}` at the beginning of a pattern. */
function branchesOf(pattern: string): { branches: Piece[][]; rest: string } {
	const branches: Piece[][] = [];
	let rest = pattern;
	do {
		const branch = piecesOf(rest.slice(1), true);
		branches.push(branch.pieces);
		({ rest } = branch);
	} while (rest.startsWith(','));
	if (rest === '') throw new SyntaxError('Nothing closes a brace');
	return { branches, rest: rest.slice(1) };
}

/**
 * Where a piece may end in a key, for every place where it may begin. All places at once, so that no
 * pattern takes long: a regular expression tries them one by one, for minutes where stars are many.
 */
function endsOf(piece: Piece, key: string[], starts: Set<number>): Set<number> {
	const ends = new Set<number>();
	for (const start of starts) {
		if (piece.kind === 'text') {
			const { characters } = piece;
			if (characters.every((character, at) => key[start + at] === character)) {
				ends.add(start + characters.length);
			}
		} else if (piece.kind === 'one') {
			if (start < key.length && piece.fits(key[start])) ends.add(start + 1);
		} else if (piece.kind === 'many') {
			for (let end = start; !ends.has(end); end++) {
				ends.add(end);
				if (end === key.length || !piece.fits(key[end])) break;
			}
		}
	}
	if (piece.kind === 'either') {
		for (const branch of piece.branches) {
			for (const end of endsOfAll(branch, key, starts)) ends.add(end);
		}
	}
	return ends;
}

const endsOfAll = (pieces: Piece[], key: string[], starts: Set<number>): Set<number> =>
	pieces.reduce((places, piece) => (places.size ? endsOf(piece, key, places) : places), starts);

/**
 * Whether an object's key matches a glob pattern: `*` any characters but slashes, `**` any characters,
 * `?` one character, `[abc]` one of them, `[!abc]` none of them, `{a,b}` either. A pattern without a slash is held
 * against the last part of the key, so `*.log` finds `logs/2026/app.log`.
 */
export function globMatcher(pattern: string): (key: string) => boolean {
	const { pieces } = piecesOf(pattern);
	const isOfWhole = pattern.includes('/') || pattern.includes('**');
	return (key) => {
		const characters = [...(isOfWhole ? key : key.slice(key.lastIndexOf('/') + 1))];
		return endsOfAll(pieces, characters, new Set([0])).has(characters.length);
	};
}
