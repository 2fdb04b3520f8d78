import fc from 'fast-check';

/** Texts that may break forms, URLs, paths, headers, XML, patterns and a program's objects. */
const AWKWARD = [
	...['.', '..', '/', '//', '../', '/..', 'a/../b', './a', 'a/.', '%2e%2e', '%2F', '%00', '\\..\\'],
	...['\0', '\r\n', '\n', '\t', '\r\nx-evil: 1', '\u0085', '\u2028', '\u007f', '\u001b[31m'],
	...['&session=evil', '&bucketName=evil', '=', '&', '+', '%20', ';', '?', '#', '@', ':', 'a=b&c'],
	...[' ', '  ', ' a', 'a ', '\u00a0', '\u3000', '\ufeff', '\u200b', '\u202e'],
	...['é', 'e\u0301', 'ﬁ', 'İ', 'ß', 'Å', '日本', '😀', '👨‍👩‍👧', '\u{10ffff}', '\ufffe', '\ufffd'],
	...['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype', 'length'],
	...['null', 'undefined', 'NaN', 'true', 'false', '0', '-0', '1e3', '0x10', '[object Object]'],
	...['={{ $json }}', '{{ 1 }}', '=1', '$&', '$1', '${x}', '{bucket}', '{named}', "'", '"', '`'],
	...['<Key>', '</Key>', '&amp;', '&#0;', ']]>', '<!--', '*', '**', '[a-z]', '{a,b}', '{', '('],
];

/** Halves of a character, which UTF-8 can't express. */
const HALVES = ['\ud800', '\udbff', '\udc00', '\udfff', '\ude00\ud83d'];

const pieces = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...AWKWARD) },
	{ weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
	{ weight: 1, arbitrary: fc.stringMatching(/^[a-z\d][a-z\d-]{1,10}$/) },
);

/** Texts of a part each, one after another. */
export const joinedFrom = (...parts: Array<fc.Arbitrary<string>>): fc.Arbitrary<string> =>
	fc.tuple(...parts).map((texts) => texts.join(''));

/** Any text that can be sent. */
export const wholeTexts = fc.array(pieces, { maxLength: 4 }).map((texts) => texts.join(''));

/** Texts with half a character in them. */
const brokenTexts = fc
	.tuple(wholeTexts, fc.constantFrom(...HALVES), wholeTexts)
	// Two halves side by side would be a character.
	.map(([before, half, after]) => `${before}x${half}x${after}`);

const BLANKS = ['', ' ', '\n', '\r\n', '\t', '\u00a0', '\ufeff'];

/** Texts that some programs trim or normalize. */
const changeable = joinedFrom(
	fc.constantFrom(...BLANKS),
	fc.constantFrom('a', 'e\u0301', 'ﬁ', '\u212b', 'A/../b', '.', ''),
	fc.constantFrom(...BLANKS),
);

/** Any text. */
export const texts = fc.oneof(
	{ weight: 10, arbitrary: wholeTexts },
	{ weight: 2, arbitrary: changeable },
	{ weight: 1, arbitrary: brokenTexts },
);

/** Texts around the 1,024 bytes that a key may have. */
export const longTexts = fc
	.tuple(fc.constantFrom('x', 'ü', '日', '😀', '/'), fc.integer({ min: -2, max: 2 }))
	.chain(([unit, more]) => {
		const times = Math.floor(1024 / Buffer.byteLength(unit)) + more;
		return wholeTexts.map((text) => (text.length > 4 ? unit : text) + unit.repeat(times - 1));
	});

const bare = (value: unknown): object => Object.assign(Object.create(null) as object, { value });

/** What an expression may give instead of a text: numbers. */
export const numbers = fc.oneof(
	fc.integer(),
	fc.double(),
	fc.constantFrom(0, -0, 0.1, 1e21, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), NaN, Infinity, -Infinity),
);

/** What an expression may give instead of a text: neither text nor number. */
export const wrongTypes: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(...[undefined, null, true, false]),
	fc.constantFrom<unknown>(...[[], {}, new Date(0), new Date(NaN), Buffer.from('a')]),
	fc.array(fc.oneof(texts, numbers), { maxLength: 3 }),
	fc.dictionary(fc.constantFrom('value', 'name', 'toString', 'valueOf', '__proto__'), texts),
	fc.object({ maxDepth: 2, maxKeys: 3 }),
	fc.boolean().map((isBare) => (isBare ? bare('a') : { toString: null, valueOf: 7 })),
);

/** A resource locator, whole or in pieces. */
const locators = fc
	.tuple(
		fc.constantFrom('name', 'list', 'id', 'url', '', 'nonsense'),
		fc.oneof({ weight: 4, arbitrary: texts }, numbers, fc.constantFrom(undefined, null, true, [])),
	)
	.map(([mode, value]) => ({ __rl: true, mode, value }));

/** Anything that an expression may give for a field that needs a text. */
export const values: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 6, arbitrary: texts },
	{ weight: 1, arbitrary: longTexts },
	{ weight: 1, arbitrary: numbers },
	{ weight: 1, arbitrary: fc.bigInt() },
	{ weight: 2, arbitrary: wrongTypes },
	{ weight: 1, arbitrary: locators },
);
