import fc from 'fast-check';
import { BadInput } from '../../../../nodes/shared/errors';
import { sizeInBytes } from '../../../../nodes/shared/parse/size';
import { pointInTime } from '../../../../nodes/shared/parse/time';
import { choosing } from '../../../support/bulk';
import { deletedBy, DONE, itemOf, onObjects, usePlatform } from '../batch';
import { holds } from '../holds';
import { nameMeant, textMeant } from '../meant';
import { mustBeReadable } from '../readable';
import { joinedFrom, texts, values, wrongTypes } from '../values';

// A filter that can't be meant must never widen what is deleted: then nothing is.

const { eachItem } = usePlatform('filters');

const DAY = 86_400_000;
const NOW = Date.now();

// No age that is entered below is one of these: they grow while the test runs.
const OBJECTS = [
	{ key: 'a.log', size: 10, lastModified: NOW - 100.31 * DAY },
	{ key: 'b.txt', size: 2_000, lastModified: NOW - 50.31 * DAY },
	{ key: 'c/d.log', size: 3_000_000, lastModified: NOW - 10.31 * DAY },
	{ key: 'é.log', size: 0, lastModified: NOW - 0.31 * DAY },
];

/** A filter as it is entered, and which objects it leaves; if that is missing, it can't be meant. */
interface Entered {
	value: unknown;
	leaves?: (object: (typeof OBJECTS)[number]) => boolean;
}

const UNITS: Record<string, number> = {
	...{ hours: DAY / 24, h: DAY / 24, days: DAY, d: DAY, weeks: 7 * DAY },
};
const SIZES: Record<string, number> = { '': 1, B: 1, KB: 1e3, KiB: 1024, MB: 1e6, MiB: 1024 ** 2 };

// Older Than 0 hours is everything, which is refused: bulk.everything has it.
const ages = fc
	.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom(...Object.keys(UNITS)), fc.boolean())
	.map(([amount, unit, isDate]) => {
		const time = NOW - amount * UNITS[unit];
		return { value: isDate ? new Date(time) : `${amount} ${unit}`, time };
	});
const sizes = fc
	.tuple(fc.integer({ min: 0, max: 5000 }), fc.constantFrom(...Object.keys(SIZES)))
	.map(([amount, unit]) => ({ value: `${amount} ${unit}`, bytes: amount * SIZES[unit] }));

/** Neither a duration nor a date nor a size, however it is read. */
const nonsense: fc.Arbitrary<Entered> = fc
	.oneof(
		wrongTypes.filter((value) => !(value instanceof Date)),
		texts.map((text) => `x${text}`),
		fc.constantFrom('', ' ', '10 constructor', '5 M', '1e3', '٣ days', '10,5 MB', '30 days ago'),
	)
	.map((value) => ({ value }));

const FILTERS: Record<string, { label: string; right: fc.Arbitrary<Entered> }> = {
	olderThan: {
		label: 'Older Than',
		right: ages.map(({ value, time }) => ({ value, leaves: (one) => one.lastModified < time })),
	},
	youngerThan: {
		label: 'Younger Than',
		right: ages.map(({ value, time }) => ({ value, leaves: (one) => one.lastModified > time })),
	},
	largerThan: {
		label: 'Larger Than',
		right: sizes.map(({ value, bytes }) => ({ value, leaves: ({ size }) => size > bytes })),
	},
	smallerThan: {
		label: 'Smaller Than',
		right: sizes.map(({ value, bytes }) => ({ value, leaves: ({ size }) => size < bytes })),
	},
};

/** One or two filters. */
const combinations = Object.keys(FILTERS).flatMap((name, at, all) => [
	[name],
	...all.slice(at + 1).map((other) => [name, other]),
]);

test.each(combinations.map((names) => ({ names })))(
	'$names: what all filters leave is deleted, or nothing if one can’t be meant',
	({ names }) =>
		eachItem({
			...{ runs: 3, most: 30 },
			inputs: fc.record<Record<string, Entered>>(
				Object.fromEntries(
					names.map((name) => [
						name,
						fc.oneof(
							{ weight: 3, arbitrary: FILTERS[name].right },
							{ weight: 1, arbitrary: nonsense },
						),
					]),
				),
			),
			parameters: onObjects('deleteMany', {
				allowDeletingEverything: true,
				...choosing(Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`]))),
			}),
			item: (input) => itemOf(Object.fromEntries(names.map((name) => [name, input[name].value]))),
			answer: (_, { path }) =>
				path.endsWith('listobjects') ? { body: { result: 0, objects: OBJECTS } } : DONE,
			judge({ requests, failure }, input) {
				const tests = names.map((name) => input[name].leaves);
				if (tests.includes(undefined)) {
					expect(requests).toEqual([]);
					mustBeReadable(failure);
					return expect(names.some((name) => failure?.startsWith(FILTERS[name].label))).toBe(true);
				}
				expect(failure).toBeUndefined();
				const left = OBJECTS.filter((object) => tests.every((leaves) => leaves?.(object)));
				expect(deletedBy(requests)).toEqual(left.map(({ key }) => key).sort());
			},
		}),
);

test('a prefix is sent as it is; one that can’t be meant, or is empty, deletes nothing', () =>
	eachItem({
		...{ runs: 15, inputs: values },
		parameters: onObjects('deleteMany', { prefix: '={{ $json.value }}' }),
		answer: (_, { params }) => ({
			body: { result: 0, objects: params.prefix === 'x' ? OBJECTS : [] },
		}),
		judge({ requests, failure }, entered) {
			const meant = nameMeant(entered) && textMeant(entered);
			expect(requests.map(({ params }) => params.prefix)).toEqual(meant ? [meant] : []);
			if (meant) return expect(failure).toBeUndefined();
			mustBeReadable(failure);
			expect(failure).toMatch(/^Prefix /);
		},
	}));

test.each([
	['a point in time', pointInTime],
	['a size', sizeInBytes],
])('%s is a number, or is refused by its label', (_, reader) => {
	const dates = fc
		.date({ noInvalidDate: false })
		.map((date) => String(JSON.stringify(date)).slice(1, 20));
	const measures = fc.oneof(
		values,
		joinedFrom(fc.nat().map(String), fc.constant(' '), texts),
		joinedFrom(dates, texts),
	);
	return holds('filters', 300, measures, (value) => {
		try {
			const number = reader(value, 'Label');
			if (number !== undefined) expect(Number.isFinite(number)).toBe(true);
		} catch (error) {
			if (!(error instanceof BadInput)) throw error;
			mustBeReadable(`${error.message}. ${error.advice}`);
			expect(error.message).toMatch(/^Label /);
		}
	});
});
