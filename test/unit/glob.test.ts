import fc from 'fast-check';
import { LONGEST_PATTERN, parseGlob } from '../../nodes/shared/parse/glob';

const MATCHES: Array<[pattern: string, matching: string[], others: string[]]> = [
	['*.log', ['a.log', 'logs/2026/app.log', '.log'], ['a.log.gz', 'a.LOG', 'a.log/b']],
	['app.log', ['app.log', 'logs/app.log'], ['app-log', 'xapp.log']],
	['logs/*.gz', ['logs/a.gz', 'logs/.gz'], ['logs/a/b.gz', 'x/logs/a.gz', 'a.gz']],
	['logs/**/*.gz', ['logs/a.gz', 'logs/1/2/a.gz'], ['logs.gz', 'logsa.gz', 'x/logs/a.gz']],
	['logs/**', ['logs/', 'logs/a', 'logs/a/b'], ['logs', 'xlogs/a']],
	['**/tmp/**', ['tmp/a', 'x/tmp/a', 'x/y/tmp/z/a'], ['tmp', 'xtmp/a', 'tmpx/a']],
	['**', ['', 'a', 'a/b', 'a\nb'], []],
	['a**z', ['az', 'a/b/z', 'abz'], ['xaz', 'azb']],
	['?.txt', ['a.txt', 'x/ü.txt', '😀.txt'], ['ab.txt', '.txt']],
	['x/?.txt', ['x/a.txt'], ['x//.txt', 'x/ab.txt']],
	['[abc].txt', ['a.txt', 'c.txt'], ['d.txt', 'ab.txt', '.txt']],
	['[a-c0-9]', ['b', '7'], ['d', '-']],
	['[!abc].txt', ['d.txt', '!.txt'], ['a.txt', '.txt']],
	['x/[!a]b', ['x/bb'], ['x/ab', 'x//b']],
	['[😀x]', ['😀', 'x'], ['😁']],
	['[{]', ['{'], ['}']],
	['[*?].txt', ['*.txt', '?.txt'], ['a.txt']],
	['[\\]\\-a]', [']', '-', 'a'], ['\\', 'b']],
	['[^a]', ['b', '^'], ['a', '/']],
	['[a-]', ['a', '-'], ['b']],
	['{a,b}-*.txt', ['a-1.txt', 'b-.txt'], ['c-1.txt', 'a,b-1.txt', '{a-1.txt']],
	['{a,}b', ['ab', 'b'], ['a', 'aab']],
	['{2025,2026}/**', ['2025/a', '2026/a/b'], ['2024/a', '2025']],
	['{*.log,{x,y}?}', ['a.log', 'x1', 'y2'], ['x', 'z1', 'a.log2']],
	['a}', ['a}'], ['a']],
	// Each part by itself: this one is the two patterns *.log and tmp/**.
	['{*.log,tmp/**}', ['x/a.log', 'tmp/x/y'], ['x/tmp/y']],
	['{ *.log, *.txt }', ['a.log', 'x/a.txt'], ['a.log ', 'a.txt ']],
	['{\n\t*.log,\n\t*.txt\n}', ['a.log', 'x/a.txt'], []],
	['a.b+c(d)|e^f$', ['a.b+c(d)|e^f$'], ['aXb+c(d)|e^f$', 'a.bbc(d)']],
	['a]', ['a]'], ['a']],
	// Escapes.
	['report\\[1\\].csv', ['report[1].csv', 'x/report[1].csv'], ['report1.csv']],
	['\\*', ['*'], ['\\', 'x', '\\x']],
	['\\{a\\,b\\}', ['{a,b}'], ['a', 'b']],
	['a\\\\b', ['a\\b'], ['ab']],
	['\\ a\\ ', [' a '], ['a', '\\ a']],
	['Smith\\, John', ['Smith, John'], ['John']],
	// A folder: all that is below it.
	['keep/', ['keep/', 'keep/a', 'keep/a/b'], ['keep', 'xkeep/a', 'x/keep/a']],
	['{keep,old}/', ['keep/a', 'old/a/b'], ['keep', 'x/old/a']],
	['{keep/,*.txt}', ['keep/a', 'x/a.txt'], ['x/keep/a']],
	['**/keep/', ['keep/a', 'x/keep/a/b'], ['keep', 'xkeep/a']],
	['keep/**/', ['keep/', 'keep/a', 'keep/a/b'], ['keep']],
	['keep/*/', ['keep/a/', 'keep/a/b/c'], ['keep/a']],
	['keep\\/', ['keep/'], ['keep/a', 'keep']],
	// The bucket's root, also where keys begin with a slash.
	['/keep/**', ['keep/a', '/keep/a'], ['x/keep/a', 'keep']],
	['/a.txt', ['a.txt', '/a.txt'], ['x/a.txt']],
	['./keep/', ['keep/a', './keep/a'], ['x/keep/a', '/keep/a']],
	['./*.log', ['a.log', './a.log'], ['x/a.log']],
	['{/a,./b}', ['a', 'b'], ['x/a', 'x/b']],
	['.a/b', ['.a/b'], ['a/b']],
	// What nobody sees.
	[' a.log\n', ['a.log', 'x/a.log'], [' a.log', 'a.log\n']],
	['\u200b*.log\ufeff', ['a.log'], ['a.log\ufeff']],
	['\u00a0\u2060keep/\t', ['keep/a'], []],
	['*.\u{1f3f4}\u{e0067}\u{e007f}', ['a.\u{1f3f4}\u{e0067}\u{e007f}'], ['a.\u{1f3f4}']],
	['*❤\ufe0f', ['a❤\ufe0f'], ['a❤']],
	['a b', ['a b'], ['ab']],
	['Ü*', ['Über', 'x/Ü'], ['über', 'U\u0308ber']],
];

test.each(MATCHES)('%s', (pattern, matching, others) => {
	const { matches } = parseGlob(pattern);
	expect({ matching: matching.filter(matches), others: others.filter(matches) }).toEqual({
		matching,
		others: [],
	});
});

test.each([
	...['{a', 'a{b,c', '{a{b}', '{'].map((pattern) => [pattern, 'A { is not closed']),
	...['[', 'a[b', '[]', '[!]', '[[:digit:]]', '[a/b]', '[\\]'].map((pattern) => [pattern, /\[/]),
	['[z-a]', 'The range z-a is empty'],
	...['a\\', '{a,b}\\'].map((pattern) => [pattern, 'ends with a backslash']),
	...['keep\\sub', '.*\\d', '[\\w]', 'C:\\data\\*.txt'].map((pattern) => [
		pattern,
		'has no meaning',
	]),
	...['*.log, *.txt', '*.log,*.txt', 'a,b}'].map((pattern) => [pattern, 'write {a,b}']),
	...['*.log\n*.txt', 'a\r\nb', 'a\u2028b'].map((pattern) => [pattern, 'several lines']),
	...['{}', '{,a}', '{a,}', '{ ,a}', '{\u200b}'].map((pattern) => [pattern, 'is empty']),
	['{a,b}'.repeat(10), 'more than 1000 patterns'],
	[`${'{'.repeat(200)}a${'}'.repeat(200)}`, 'braces in braces'],
	['x'.repeat(LONGEST_PATTERN + 1), 'more than 4096 characters'],
])('%.40j is no pattern', (pattern, reason) => {
	expect(() => parseGlob(pattern as string)).toThrow(reason);
});

test.each([
	...['*', '**', '***', '?*', '*?', '**/*', '**/**', '*{*,a}', '{*,x}', '{x,*}', '/', './', '**/'],
	...['/**', '{a*,[!a]*}', '{[!a]*,a*}', ' * ', '{**/*,*.log}', '*\u200b'],
])('%s is everything', (pattern) => {
	expect(parseGlob(pattern).isEverything).toBe(true);
});

test.each([
	...['*.*', 'a*', '*a', '?', '????', '*/*', '/*', '[!a]*', '[a-z]*', '{a*,b*}', 'a/**', '**/a'],
	...['\\*', '\\*\\*', '*/', '{a*,[!ab]*}', '*\\ ', '{*.log,*.txt}'],
])('%s leaves out something', (pattern) => {
	expect(parseGlob(pattern).isEverything).toBe(false);
});

test.each([
	...['*-*-*-*-*-*.tmp', '**a**a**a**a**b', '{*a,*b}{*a,*b}{*a,*b}{*a,*b}c', '?*'.repeat(2048)],
	...[`${'**/'.repeat(1300)}x`, `{${'*a,'.repeat(900)}b}`, `${'*a'.repeat(2000)}[!a]`],
])('no key makes %.40s take long', (pattern) => {
	const begun = performance.now();
	expect(parseGlob(pattern).matches('a-'.repeat(512))).toBe(false);
	expect(performance.now() - begun).toBeLessThan(1000);
});

// Patterns as trees, matched by trying every way: slow, but plain to see.
type Tree =
	| { text: string; one: (character: string) => boolean }
	| { text: string; many: (character: string) => boolean }
	| { text: string; branches: Tree[][] };

const render = (trees: Tree[]): string => trees.map(({ text }) => text).join('');

function fits(trees: Tree[], key: string): boolean {
	if (trees.length === 0) return key === '';
	const [first, ...rest] = trees;
	if ('one' in first) return key !== '' && first.one(key[0]) && fits(rest, key.slice(1));
	if ('branches' in first) return first.branches.some((branch) => fits([...branch, ...rest], key));
	return fits(rest, key) || (key !== '' && first.many(key[0]) && fits(trees, key.slice(1)));
}

const isStar = (tree: Tree | undefined) => tree !== undefined && 'many' in tree;

/** Two stars in a row would read as another mark; so would two stars before a slash. */
const isPlain = (trees: Tree[]) =>
	trees.every(
		(tree, at) =>
			!(isStar(tree) && (isStar(trees[at + 1]) || (tree.text === '**' && at + 1 < trees.length))),
	);

const character = fc
	.constantFrom(...'ab/')
	.map((text) => ({ text, one: (c: string) => c === text }));
const wild = fc.constantFrom<Tree>(
	{ text: '?', one: (c) => c !== '/' },
	{ text: '[ab]', one: (c) => 'ab'.includes(c) },
	{ text: '[!a]', one: (c) => c !== 'a' && c !== '/' },
	{ text: '*', many: (c) => c !== '/' },
	{ text: '**', many: () => true },
);
const simple = fc.array(fc.oneof(character, character, wild), { maxLength: 3 }).filter(isPlain);
const branches = fc
	.array(simple, { minLength: 1, maxLength: 3 })
	.map((trees): Tree => ({ text: `{${trees.map(render).join(',')}}`, branches: trees }));
const patterns = fc
	.array(fc.oneof(character, character, wild, branches), { maxLength: 5 })
	.filter(isPlain);

/** What a pattern with braces stands for. */
const alternatives = (trees: Tree[]): Tree[][] =>
	trees.reduce<Tree[][]>(
		(heads, tree) => {
			const tails = 'branches' in tree ? tree.branches.flatMap(alternatives) : [[tree]];
			return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
		},
		[[]],
	);

const ALL: Tree = { text: '**', many: () => true };

function fitsOne(trees: Tree[], key: string): boolean {
	const pattern = render(trees);
	const isOfWhole = pattern.includes('/') || pattern.includes('**');
	const whole = pattern.endsWith('/') ? [...trees, ALL] : trees;
	const ways = pattern.startsWith('/') ? [whole, whole.slice(1)] : [whole];
	return ways.some((way) => fits(way, isOfWhole ? key : key.slice(key.lastIndexOf('/') + 1)));
}

test('any pattern matches what trying every way matches', () => {
	const keys = fc.string({ unit: fc.constantFrom(...'ab/'), maxLength: 6 });
	fc.assert(
		fc.property(patterns, fc.array(keys, { maxLength: 10 }), (trees, all) => {
			const ways = alternatives(trees);
			fc.pre(ways.every((way) => way.length > 0 && isPlain(way)));
			const expected = all.filter((key) => ways.some((way) => fitsOne(way, key)));
			expect(all.filter(parseGlob(render(trees)).matches)).toEqual(expected);
		}),
		{ numRuns: 3000 },
	);
});
