import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { ListedObject } from '../../nodes/shared/objects/listedObject';
import { compare, settle, type Found, type Watch } from '../../nodes/shared/trigger/compare';
import {
	hashOf,
	isChosen,
	isSameState,
	keyNamed,
	markOf,
	nameOf,
} from '../../nodes/shared/trigger/fingerprint';
import {
	fromSaved,
	MOST_SAVED,
	noteFailure,
	toSaved,
	type Known,
} from '../../nodes/shared/trigger/memory';

// What the trigger keeps of objects, and how much of it.

const watch = (more: Partial<Watch> = {}): Watch => ({
	events: ['created', 'changed'],
	chooses: () => true,
	limit: 1000,
	isExistingWanted: false,
	...more,
});

async function* listing(keys: Iterable<string>): AsyncGenerator<ListedObject> {
	for (const key of keys) yield { key, size: 1, lastModified: 0, eTag: 'e' };
}

const logs = (count: number) =>
	Array.from({ length: count }, (_, at) => `logs/web-1/2026/${String(at).padStart(7, '0')}.log.gz`);

/** What is known after the first poll, and how many bytes n8n keeps of it. */
async function firstPoll(keys: Iterable<string>, events: Watch['events']) {
	const { known } = await compare(listing(keys), undefined, watch({ events }));
	const saved = toSaved(known, 'place');
	return { known, saved, bytes: JSON.stringify(saved).length };
}

const sorted = ({ isNamed, marks }: Known) => ({ isNamed, marks: [...marks.sorted()] });

describe('a mark', () => {
	const object = { key: 'a', size: 1, lastModified: 5, eTag: 'e' };

	it.each([
		['entity tag', { eTag: 'f' }],
		['size', { size: 2 }],
		['time', { lastModified: 1005 }],
		['key', { key: 'b' }],
	])('is another with another %s', (_, change) => {
		expect(
			isSameState(markOf('s', object, true), markOf('s', { ...object, ...change }, true)),
		).toBe(false);
	});

	it('is the same where a listing leaves out the milliseconds of a time', () => {
		expect(markOf('s', { ...object, lastModified: 0 }, true)).toBe(markOf('s', object, true));
	});

	it('says whether the filters choose the object, and is of the same state either way', () => {
		for (let size = 0; size < 100; size++) {
			const [chosen, other] = [true, false].map((is) => markOf('s', { ...object, size }, is));
			expect([isChosen(chosen), isChosen(other)]).toEqual([true, false]);
			expect(isSameState(chosen, other)).toBe(true);
		}
	});
});

it.each(['a', 'ü', '😀/\uffee', ' ', '\u0000', 'x'.repeat(1024)])('names a key: %#', (key) => {
	expect(keyNamed(nameOf(key))).toBe(key);
	expect(hashOf('s', key)).toHaveLength(8);
});

it('100,000 keys have 100,000 hashes', () => {
	expect(new Set(logs(100_000).map((key) => hashOf('s', key))).size).toBe(100_000);
});

describe.each([
	['hashes', ['created']],
	['names', ['deleted']],
] as Array<[string, Watch['events']]>)('what is known by %s', (_, events) => {
	it('is read as it was saved, as JSON', async () => {
		const keys = ['', 'a', 'a', 'ab/😀', 'ab/😀b', 'b'.repeat(600), `${'b'.repeat(600)}c`, 'é'];
		const { known, saved } = await firstPoll(new Set(keys.slice(1)), events);
		const read = fromSaved(JSON.parse(JSON.stringify(saved)), 'place');
		expect(read && sorted(read)).toEqual(sorted(known));
		expect([...known.marks.sorted()]).toHaveLength(6);
	});

	it('says nothing of another place, or in a form of another version', async () => {
		const { saved } = await firstPoll(['a'], events);
		expect(fromSaved({ ...saved }, 'elsewhere')).toBeUndefined();
		expect(fromSaved({ ...saved, version: 2 }, 'place')).toBeUndefined();
		expect(fromSaved({}, 'place')).toBeUndefined();
	});

	it.each([
		...['salt', 'ids', 'marks'].flatMap((name) =>
			[undefined, null, 5, {}, ['AAAA'], 'AAAA', '!'].map((value) => [name, value] as const),
		),
		['isNamed', 'yes'],
		['failures', undefined],
		['failures', 5],
	] as const)('is read as nothing where it is damaged: %s %j', async (name, value) => {
		const { saved } = await firstPoll(['a', 'b'], events);
		const read = () => fromSaved({ ...saved, [name]: value } as IDataObject, 'place');
		expect(read()).toBeUndefined();
	});

	it('may be nothing at all', async () => {
		const { saved } = await firstPoll([], events);
		expect(fromSaved({ ...saved }, 'place')?.marks.isEmpty).toBe(true);
	});
});

it('100,000 objects take less than 2 MB', async () => {
	const { bytes } = await firstPoll(logs(100_000), ['created', 'changed']);
	expect(bytes).toBeLessThan(1_870_000);
});

it('with "deleted", 90,000 objects whose keys count up take less than 2 MB, and 35,000 with random keys', async () => {
	const counted = await firstPoll(logs(90_000), ['deleted']);
	expect(counted.bytes).toBeLessThan(MOST_SAVED);
	const keys = Array.from({ length: 35_000 }, () => `in/${randomUUID()}`).sort();
	const random = await firstPoll(keys, ['deleted']);
	expect(random.bytes).toBeLessThan(MOST_SAVED);
});

it.each([
	['created', 107_143, /^Set "Prefix" so that fewer than 100,000/],
	['deleted', 200_000, /remove "Object Deleted" from "Events"/],
] as const)(
	'fails in words before more is known than may be saved: %s',
	async (event, count, advice) => {
		let asked = 0;
		async function* endless() {
			for await (const object of listing(logs(count))) {
				asked++;
				yield object;
			}
		}
		const { known } = await firstPoll(['a'], [event]);
		await expect(compare(endless(), known, watch({ events: [event] }))).rejects.toMatchObject({
			message: 'There are more objects than the trigger can keep in mind',
			advice: expect.stringMatching(advice),
		});
		expect(asked).toBeLessThanOrEqual(count);
		expect([...known.marks.sorted()]).toHaveLength(1);
	},
);

it('of what is over the limit nothing counts as known', async () => {
	const { known } = await firstPoll(['a'], ['created']);
	const next = await compare(listing(['a', 'b', 'c']), known, watch({ limit: 1 }));
	expect(next.found.map(({ object }) => object.key)).toEqual(['b']);
	expect(sorted(next.known)).toEqual(sorted(known));
});

it('keeps of at most 10,000 objects in how many polls their files could not be had', async () => {
	const { known } = await firstPoll([], ['created']);
	const marks = logs(10_001).map((key) => markOf('s', { key }, true));
	for (const mark of marks) noteFailure(known, mark, 1);
	noteFailure(known, marks[0], 2);
	const saved = toSaved(known, '');
	expect(saved.failures.length).toBeLessThan(94_000);
	const read = fromSaved(JSON.parse(JSON.stringify(saved)), '');
	const counts = [marks[0], marks[9999], marks[10_000]].map((mark) => read?.failures.get(mark));
	expect(counts).toEqual([2, 1, undefined]);
});

describe.each([[['created', 'changed']], [['created', 'changed', 'deleted']]] as Array<
	[Watch['events']]
>)('a listing in another order: %j', (events) => {
	const all = watch({ events });
	const linesOf = (found: Found[]) => found.map(({ event, object }) => `${event} ${object.key}`);

	it('tells the same, in the order of the keys', async () => {
		const { known } = await firstPoll(['d', 'b', 'f', 'a'], events);
		const { found, ...next } = await compare(listing(['g', 'f', 'c', 'a', 'd']), known, all);
		const gone = events.includes('deleted') ? ['deleted b'] : [];
		expect(linesOf(found)).toEqual([...gone, 'created c', 'created g']);
		found.forEach((one) => settle(next.known, one));
		const inOrder = await firstPoll(['a', 'c', 'd', 'f', 'g'], events);
		expect([...next.known.marks.sorted()]).toHaveLength(5);
		const again = await compare(listing(['a', 'c', 'd', 'f', 'g']), next.known, all);
		expect(again.found).toEqual([]);
		expect(toSaved(again.known, '')).toEqual(toSaved(next.known, ''));
		expect(inOrder.bytes - 'place'.length).toBe(JSON.stringify(toSaved(next.known, '')).length);
	});

	it('tells once of a key that comes twice', async () => {
		const { known } = await firstPoll(['b'], events);
		const { found } = await compare(listing(['b', 'a', 'b', 'a']), known, all);
		expect(linesOf(found)).toEqual(['created a']);
	});
});

it('two triggers know the same keys by other hashes, and each keeps to its own', async () => {
	const [one, other] = [await firstPoll(['a'], ['created']), await firstPoll(['a'], ['created'])];
	expect(one.saved.ids).not.toBe(other.saved.ids);
	expect(one.saved.marks).not.toBe(other.saved.marks);
	const later = await compare(listing(['a', 'b']), one.known, watch());
	expect(toSaved(later.known, 'place')).toEqual(one.saved);
});
