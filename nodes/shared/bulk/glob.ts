/** What each piece of a pattern stands for, as a regular expression. */
const PIECES: Array<[RegExp, string | ((piece: string) => string)]> = [
	[/^\*{2,}\/?/, (piece) => (piece.endsWith('/') ? '(?:.*/)?' : '.*')],
	[/^\*/, '[^/]*'],
	[/^\?/, '[^/]'],
	[/^\[!?[^\]]+\]/, (piece) => piece.replace(/\\/g, '\\\\').replace(/^\[!/, '[^')],
	[/^\{/, '(?:'],
	[/^\}/, ')'],
	[/^,/, '|'],
];

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Braces and commas are special only within `{a,b}`. */
function isSpecial(piece: string, depth: number): boolean {
	return !/^[},]$/.test(piece) || depth > 0;
}

function source(pattern: string): string {
	let result = '';
	let depth = 0;
	for (let rest = pattern; rest.length > 0;) {
		const found = PIECES.find(([match]) => match.test(rest));
		const piece = found ? (found[0].exec(rest) as RegExpExecArray)[0] : rest[0];
		const closes = piece !== '{' || rest.includes('}');
		if (found && closes && isSpecial(piece, depth)) {
			result += typeof found[1] === 'string' ? found[1] : found[1](piece);
			depth += piece === '{' ? 1 : piece === '}' ? -1 : 0;
		} else {
			result += escaped(piece);
		}
		rest = rest.slice(piece.length);
	}
	return result + ')'.repeat(depth);
}

/**
 * Whether an object's key matches a glob pattern: `*` any characters but slashes, `**` any characters,
 * `?` one character, `[abc]` one of them, `[!abc]` none of them, `{a,b}` either. A pattern without a slash is held
 * against the last part of the key, so `*.log` finds `logs/2026/app.log`.
 */
export function globMatcher(pattern: string): (key: string) => boolean {
	const expression = new RegExp(`^${source(pattern)}$`, 'su');
	if (pattern.includes('/') || pattern.includes('**')) return (key) => expression.test(key);
	return (key) => expression.test(key.slice(key.lastIndexOf('/') + 1));
}
