import fc from 'fast-check';
import { Newest } from '../../nodes/shared/objects/newestHeap';

const objects = fc.uniqueArray(
	fc.record({
		key: fc.string({
			unit: fc.constantFrom('a', 'b', 'z', '\uffee', '😀'),
			minLength: 1,
			maxLength: 4,
		}),
		// Few times, so that many are the same.
		lastModified: fc.integer({ min: 0, max: 4 }),
	}),
	{ selector: ({ key }) => key, maxLength: 40 },
);

type Known = { key: string; lastModified: number };

/** The oldest first: by time, then in the order in which S3 lists. */
const byAge = (a: Known, b: Known) =>
	a.lastModified !== b.lastModified
		? a.lastModified - b.lastModified
		: Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));

test('every object that is handed out is not among the newest, and the newest stay', () => {
	fc.assert(
		fc.property(objects, fc.integer({ min: 1, max: 10 }), (all, size) => {
			const newest = new Newest<Known>(size);
			const out = all.map((object) => newest.add(object)).filter((object) => object !== undefined);
			const expected = [...all].sort(byAge).slice(0, -size);
			expect(out.sort(byAge)).toEqual(expected);
		}),
		{ numRuns: 2000 },
	);
});

test('an object is handed out once so many newer ones are known, not later', () => {
	const newest = new Newest<Known>(2);
	const times = [5, 3, 4, 9, 1, 4];
	const out = times.map((lastModified, at) => newest.add({ key: `key-${at}`, lastModified })?.key);
	expect(out).toEqual([undefined, undefined, 'key-1', 'key-2', 'key-4', 'key-5']);
});

test('a key that comes twice takes one place', () => {
	const newest = new Newest<Known>(2);
	const times = { a: 5, b: 4, c: 3 };
	const out = (['a', 'a', 'b', 'a', 'c'] as const).map(
		(key) => newest.add({ key, lastModified: times[key] })?.key,
	);
	expect(out).toEqual([undefined, undefined, undefined, undefined, 'c']);
});
