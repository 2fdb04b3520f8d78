import fc from 'fast-check';
import {
	ENVELOPE,
	LISTS,
	PAGE_FIELDS,
	PAIR_PLACES,
	POLICIES,
	VALUES,
	WRAPPERS,
} from '../../../nodes/shared/answers/fieldNames';
import { texts } from './values';

/** Every field's name that is read somewhere, and names that every object has. */
const NAMES = [
	...new Set([
		...[...ENVELOPE, ...WRAPPERS, ...PAIR_PLACES, ...POLICIES, ...PAGE_FIELDS],
		...Object.values(LISTS).flatMap(({ own }) => own),
		...Object.values(VALUES).flat(),
		...['__proto__', 'constructor', 'toString', 'valueOf', 'length', 'toJSON', 'then', '0'],
	]),
].filter((name) => name !== 'result');

const DATES = ['2021-08-19 14:51:37', '1629384697000', 'never', '-5', 'item 7', '0001', '{}'];
const URLS = [
	'https://',
	'http://s3.example.com/a?Expires=1',
	'https://a b/',
	'https://[',
	'ftp://a/b',
];
const POLICY_TEXTS = ['{"Statement":[]}', '[[[]]]', '["{}"]', '{"Version":1}', '{"Statement"'];

const scalars = fc.oneof(
	{ weight: 4, arbitrary: texts },
	{ weight: 2, arbitrary: fc.constantFrom(...DATES, ...URLS, ...POLICY_TEXTS) },
	{ weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, 2 ** 60, '') },
	fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** An object as JSON holds it: with own fields, whatever they are called. */
const objectsOf = (value: fc.Arbitrary<unknown>, maxLength: number) =>
	fc
		.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, texts), value), {
			maxLength,
		})
		.map(
			(fields) =>
				JSON.parse(
					`{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner) ?? 'null'}`).join(',')}}`,
				) as object,
		);

/** Any JSON value made of the fields that are read, in places where they are and are not expected. */
const jsonValues: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; object: object }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 5, withCrossShrink: true },
		scalars,
		{ weight: 2, arbitrary: tie('object') },
		{ weight: 2, arbitrary: fc.array(tie('object'), { maxLength: 3 }) },
		fc.array(tie('value'), { maxLength: 3 }),
	),
	object: objectsOf(tie('value'), 5),
})).value;

/** What may stand beside `result` in an answer. */
export const payloads: fc.Arbitrary<object> = objectsOf(jsonValues, 6);

/** What may stand in `result`. */
export const results: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 8, arbitrary: fc.constant(0) },
	{ weight: 2, arbitrary: fc.constantFrom(3, 5, 8, 702, 8202, 4099, 2366) },
	{
		weight: 2,
		arbitrary: fc.constantFrom(
			'0',
			'5',
			'',
			' ',
			'ok',
			null,
			true,
			false,
			[],
			[0],
			{},
			1e308,
			0.5,
			-0,
		),
	},
);
