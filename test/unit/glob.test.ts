import fc from 'fast-check';
import { globMatcher } from '../../nodes/shared/parse/glob';

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
	['[\\d]', ['\\', 'd'], ['1']],
	['{a,b}-*.txt', ['a-1.txt', 'b-.txt'], ['c-1.txt', 'a,b-1.txt', '{a-1.txt']],
	['{a,}b', ['ab', 'b'], ['a', 'aab']],
	['{2025,2026}/**', ['2025/a', '2026/a/b'], ['2024/a', '2025']],
	['{*.log,{x,y}?}', ['a.log', 'x1', 'y2'], ['x', 'z1', 'a.log2']],
	['a,b}', ['a,b}'], ['a', 'b']],
	['a.b+c(d)|e^f$', ['a.b+c(d)|e^f$'], ['aXb+c(d)|e^f$', 'a.bbc(d)']],
	['a]', ['a]'], ['a']],
	['\\*', ['\\', '\\x'], ['*']],
	['Ü*', ['Über', 'x/Ü'], ['über', 'U\u0308ber']],
];

test.each(MATCHES)('%s', (pattern, matching, others) => {
	const matches = globMatcher(pattern);
	expect({ matching: matching.filter(matches), others: others.filter(matches) }).toEqual({
		matching,
		others: [],
	});
});

test.each(['{a', 'a{b,c', '{a{b}', '[z-a]'])('%s is no pattern', (pattern) => {
	expect(() => globMatcher(pattern)).toThrow();
});

test.each(['*-*-*-*-*-*.tmp', '**a**a**a**a**b', '{*a,*b}{*a,*b}{*a,*b}{*a,*b}c'])(
	'no key makes %s take long',
	(pattern) => {
		const begun = performance.now();
		expect(globMatcher(pattern)('a-'.repeat(512))).toBe(false);
		expect(performance.now() - begun).toBeLessThan(1000);
	},
);

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

test('any pattern matches what trying every way matches', () => {
	const keys = fc.string({ unit: fc.constantFrom(...'ab/'), maxLength: 6 });
	fc.assert(
		fc.property(patterns, fc.array(keys, { maxLength: 10 }), (trees, all) => {
			const pattern = render(trees);
			const isOfWhole = pattern.includes('/') || pattern.includes('**');
			const expected = all.filter((key) =>
				fits(trees, isOfWhole ? key : key.slice(key.lastIndexOf('/') + 1)),
			);
			expect(all.filter(globMatcher(pattern))).toEqual(expected);
		}),
		{ numRuns: 3000 },
	);
});
