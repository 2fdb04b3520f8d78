import fc from 'fast-check';
import { pointInTime } from '../../../../nodes/shared/parse/time';
import { sizeInBytes } from '../../../../nodes/shared/parse/size';
import { BadInput } from '../../../../nodes/shared/errors';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { textMeant } from '../meant';
import { itemOf } from '../operations';
import { mustBeReadable } from '../readable';
import { texts, values, wrongTypes } from '../values';

// A filter that cannot be meant must never widen what is deleted: then nothing is.

const { fates } = usePlatform();

const DAY = 86_400_000;
const NOW = Date.now();

// No age that is entered below is one of theirs: while the test runs they grow older.
const OBJECTS = [
	{ key: 'a.log', size: 10, lastModified: NOW - 100.31 * DAY },
	{ key: 'b.txt', size: 2_000, lastModified: NOW - 50.31 * DAY },
	{ key: 'c/d.log', size: 3_000_000, lastModified: NOW - 10.31 * DAY },
	{ key: 'é.log', size: 0, lastModified: NOW - 0.31 * DAY },
];
type Listed = (typeof OBJECTS)[number];

/** A filter as it is entered, and which objects it leaves; without those, it cannot be meant. */
interface Entered {
	value: unknown;
	leaves?: (object: Listed) => boolean;
}

const UNITS: Record<string, number> = {
	hours: DAY / 24,
	h: DAY / 24,
	days: DAY,
	d: DAY,
	weeks: 7 * DAY,
};
const SIZES: Record<string, number> = { '': 1, B: 1, KB: 1e3, KiB: 1024, MB: 1e6, MiB: 1024 ** 2 };

const ages = fc
	.tuple(fc.integer({ min: 0, max: 200 }), fc.constantFrom(...Object.keys(UNITS)), fc.boolean())
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
		right: ages.map(({ value, time }) => ({
			value,
			leaves: ({ lastModified }) => lastModified < time,
		})),
	},
	youngerThan: {
		label: 'Younger Than',
		right: ages.map(({ value, time }) => ({
			value,
			leaves: ({ lastModified }) => lastModified > time,
		})),
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

const NAMES = Object.keys(FILTERS);

const answering = (_: number, { path }: { path: string }) => ({
	body: path.endsWith('listobjects') ? { result: 0, objects: OBJECTS } : { result: 0 },
});

test(
	'what is deleted is what all filters leave, and nothing where one cannot be meant',
	async () => {
		const batches = fc.subarray(NAMES, { minLength: 1, maxLength: 2 }).chain((names) => {
			const one = (name: string) =>
				fc.oneof({ weight: 3, arbitrary: FILTERS[name].right }, { weight: 1, arbitrary: nonsense });
			const input = fc.record(Object.fromEntries(names.map((name) => [name, one(name)])));
			return fc.tuple(fc.constant(names), batchesOf(input, 30));
		});
		await holds(
			'filters',
			25,
			batches,
			async ([names, entered]) => {
				const { olderThan, ...filters } = Object.fromEntries(
					names.map((name) => [name, `={{ $json.${name} }}`]),
				);
				const parameters = saved({
					...{ resource: 'object', operation: 'deleteMany', hostGroup: 'hg', bucketName: 'logs' },
					...{ allowDeletingEverything: true, filters, ...(olderThan && { olderThan }) },
				});
				const items = entered.map((input) =>
					itemOf(Object.fromEntries(names.map((name) => [name, input[name].value]))),
				);
				const all = await fates(parameters, items, answering);
				all.forEach(({ requests, failure }, index) => {
					const tests = names.map((name) => entered[index][name].leaves);
					const deleted = requests
						.filter(({ path }) => path.endsWith('deleteobject'))
						.map(({ params }) => params.key);
					if (tests.some((leaves) => leaves === undefined)) {
						expect(requests).toEqual([]);
						mustBeReadable(failure);
						expect(names.some((name) => failure?.startsWith(FILTERS[name].label))).toBe(true);
						return;
					}
					expect(failure).toBeUndefined();
					const left = OBJECTS.filter((object) => tests.every((leaves) => leaves?.(object)));
					expect(deleted.sort()).toEqual(left.map(({ key }) => key).sort());
				});
			},
			([, entered]) => entered.length,
		);
	},
	TEST_MS,
);

test(
	'a prefix is asked for as it is; one that cannot be meant, or an empty one, deletes nothing',
	async () => {
		const parameters = saved({
			...{ resource: 'object', operation: 'deleteMany', hostGroup: 'hg', bucketName: 'logs' },
			prefix: '={{ $json.prefix }}',
		});
		await holds(
			'filters',
			15,
			batchesOf(values),
			async (entered) => {
				const items = entered.map((prefix) => itemOf({ prefix }));
				const all = await fates(parameters, items, (_, { params }) => ({
					body: { result: 0, objects: params.prefix === 'x' ? OBJECTS : [] },
				}));
				all.forEach(({ requests, failure }, index) => {
					const meant = textMeant(entered[index]);
					if (meant) {
						expect(failure).toBeUndefined();
						expect(requests.map(({ params }) => params.prefix)).toEqual([meant]);
					} else {
						expect(requests).toEqual([]);
						mustBeReadable(failure);
						expect(failure).toMatch(
							meant === undefined ? /^Prefix / : /^This would delete every object/,
						);
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

test.each([
	['a point in time', pointInTime],
	['a size', sizeInBytes],
])('%s is a number, or is refused by its label', async (_, reader) => {
	const measures = fc.oneof(
		values,
		fc.tuple(fc.nat(), texts).map(([amount, unit]) => `${amount} ${unit}`),
		fc
			.tuple(fc.date({ noInvalidDate: false }), texts)
			.map(([date, text]) => `${String(JSON.stringify(date)).slice(1, 20)}${text}`),
	);
	await holds('filters', 300, measures, (value) => {
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
