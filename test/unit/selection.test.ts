import fc from 'fast-check';
import { listedObject, type ListedObject } from '../../nodes/shared/objects/listedObject';
import { EVERYTHING, filters, maxObjects, narrowed } from '../../nodes/shared/fields/filters';
import type { Task } from '../../nodes/shared/operation';
import { inRounds } from '../../nodes/shared/objects/maxObjects';
import { selected } from '../../nodes/shared/objects/selection';

type Entered = Record<string, unknown>;

/** The selection of filters as they are entered. */
const selectionOf = (entered: Entered) =>
	[...filters, maxObjects].reduce((selection, { property, read }) => {
		if (!Object.hasOwn(entered, property.name)) return selection;
		const choice = read(entered[property.name], property.displayName);
		return choice ? narrowed(selection, choice) : selection;
	}, EVERYTHING);

const taskOf = (entered: Entered, hint: Task['hint'] = () => {}) => ({
	...{ selection: selectionOf(entered), context: {} as Task['context'], itemIndex: 0, hint },
});

const time = (milliseconds: number) => new Date(milliseconds).toISOString();

async function* asPages<T>(values: T[]): AsyncGenerator<T> {
	for (const value of values) yield await Promise.resolve(value);
}

/** The keys of what is chosen, each done at once. */
async function chosenIn(
	source: AsyncIterable<ListedObject>,
	entered: Entered,
	hint?: Task['hint'],
) {
	const keys: string[] = [];
	const done = {
		get countDone() {
			return keys.length;
		},
	};
	const task = taskOf(entered, hint);
	await inRounds(
		task,
		selected(source, task),
		() => true,
		done,
		async (round) => {
			for await (const { key } of round) keys.push(key);
		},
	);
	return keys;
}

const chosen = async (all: ListedObject[], entered: Entered) =>
	await chosenIn(asPages(all), entered);

const OBJECTS: ListedObject[] = [
	{ key: 'a.log', size: 10, lastModified: 100 },
	{ key: 'b.txt', size: 20, lastModified: 200 },
	{ key: 'c.log', size: 30, lastModified: 300 },
	{ key: 'd.log' },
];

const CASES: Array<[Entered, string[]]> = [
	[{}, ['a.log', 'b.txt', 'c.log', 'd.log']],
	// A bound itself is neither older nor younger, neither larger nor smaller; the unknown matches nothing.
	[{ olderThan: time(200) }, ['a.log']],
	[{ youngerThan: time(200) }, ['c.log']],
	[{ largerThan: 20 }, ['c.log']],
	[{ smallerThan: 20 }, ['a.log']],
	[{ largerThan: 0, smallerThan: 25 }, ['a.log', 'b.txt']],
	[{ nameMatches: '*.log' }, ['a.log', 'c.log', 'd.log']],
	[{ nameDoesNotMatch: '*.log' }, ['b.txt']],
	[{ nameMatches: '*.log', nameDoesNotMatch: 'c*', olderThan: time(1000) }, ['a.log']],
	[{ maxObjects: 2 }, ['a.log', 'b.txt']],
	[{ maxObjects: 1, nameMatches: 'b*' }, ['b.txt']],
	// The one without a time is left alone, and takes no place.
	[{ keepNewest: 1 }, ['a.log', 'b.txt']],
	[{ keepNewest: 2 }, ['a.log']],
	[{ keepNewest: 2, olderThan: time(250) }, []],
	[{ keepNewest: 9 }, []],
];

test.each(CASES)('%j', async (settings, keys) => {
	expect((await chosen(OBJECTS, settings)).sort()).toEqual(keys);
});

test('takes no more from its source than it needs', async () => {
	let asked = 0;
	async function* source() {
		for (; ; asked++) yield { key: `key-${asked}` };
	}
	await chosenIn(source(), { maxObjects: 5 });
	expect(asked).toBe(4);
});

test('says what was left out also where Max Objects ends the run', async () => {
	const hint = jest.fn();
	const source = asPages([{ key: 'a' }, ...OBJECTS]);
	expect(await chosenIn(source, { olderThan: time(1000), maxObjects: 1 }, hint)).toEqual(['a.log']);
	expect(hint).toHaveBeenCalledTimes(1);
});

const rows = fc.uniqueArray(
	fc.record({
		key: fc.string({
			unit: fc.constantFrom('a', 'b', '/', '\uffee', '😀'),
			minLength: 1,
			maxLength: 4,
		}),
		lastModified: fc.integer({ min: 0, max: 5 }),
	}),
	{ selector: ({ key }) => key, maxLength: 30 },
);
const listed = (all: Array<{ key: string; lastModified: number }>) =>
	[...all].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));

test('with Max Objects, so many go, and none that Keep the Newest keeps of all', async () => {
	await fc.assert(
		fc.asyncProperty(
			rows,
			fc.integer({ min: 0, max: 5 }),
			fc.integer({ min: 1, max: 20 }),
			async (all, keepNewest, maxObjects) => {
				const inOrder = listed(all);
				const mayGo = [...inOrder]
					.sort(
						(a, b) => a.lastModified - b.lastModified || inOrder.indexOf(a) - inOrder.indexOf(b),
					)
					.slice(0, Math.max(inOrder.length - keepNewest, 0))
					.map(({ key }) => key);
				const keys = await chosen(inOrder, { keepNewest, maxObjects });
				expect(new Set(keys).size).toBe(Math.min(mayGo.length, maxObjects));
				expect(mayGo).toEqual(expect.arrayContaining(keys));
			},
		),
		{ numRuns: 1000 },
	);
});

test.each([
	[
		{ key: 'a', size: '12', lastModified: '2026-01-31 08:00:00', eTag: '"abc"' },
		{ key: 'a', size: 12, lastModified: Date.UTC(2026, 0, 31, 8), eTag: 'abc' },
	],
	[
		{ key: 'a', size: '', lastModified: 'yesterday', eTag: '' },
		{ key: 'a', size: undefined, lastModified: undefined, eTag: undefined },
	],
	[{ key: 'a' }, { key: 'a', size: undefined, lastModified: undefined, eTag: undefined }],
])('reads the row %j', (row, object) => {
	expect(listedObject({ row, key: 'a' })).toEqual(object);
});
