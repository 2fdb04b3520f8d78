import type { ListedObject } from '../../nodes/shared/objects/listedObject';
import { compare, settle, type Watch } from '../../nodes/shared/trigger/compare';
import type * as Fingerprint from '../../nodes/shared/trigger/fingerprint';
import { fromSaved, toSaved, type Known } from '../../nodes/shared/trigger/memory';

// Two keys of the same hash are two objects: neither hides the other.

jest.mock('../../nodes/shared/trigger/fingerprint', () => ({
	...jest.requireActual<typeof Fingerprint>('../../nodes/shared/trigger/fingerprint'),
	hashOf: () => 'the same',
}));

const watch: Watch = {
	events: ['created', 'changed'],
	chooses: () => true,
	limit: 10,
	isExistingWanted: false,
};

/** A poll of these objects ("a", or "a2" with other contents), whose events are told. */
async function poll(objects: string[], before?: Known) {
	async function* listing(): AsyncGenerator<ListedObject> {
		for (const [key, ...eTag] of objects) yield { key, size: 1, eTag: eTag.join('') };
	}
	const { found, known } = await compare(listing(), before, watch);
	for (const one of found) settle(known, one);
	const read = fromSaved(JSON.parse(JSON.stringify(toSaved(known, ''))), '');
	return { lines: found.map(({ event, object }) => `${event} ${object.key}`), known: read };
}

it.each([
	['a new one before', ['b'], ['a', 'b'], ['created a']],
	['a new one behind', ['a'], ['a', 'b'], ['created b']],
	['two new ones', ['b'], ['a', 'b', 'c'], ['created a', 'created c']],
	['one that changed', ['a', 'b'], ['a', 'b2'], ['changed b']],
	['the other that changed', ['a', 'b'], ['a2', 'b'], ['changed a']],
	['both that changed', ['a', 'b'], ['a2', 'b2'], ['changed a', 'changed b']],
	['one that is gone', ['a', 'b'], ['b'], []],
	['one that changed, and a new one', ['b'], ['a', 'b2'], ['changed a', 'created b']],
])('%s', async (_, first, second, expected) => {
	const { known } = await poll(first);
	const { lines, known: later } = await poll(second, known);
	expect(lines).toEqual(expected);
	expect((await poll(second, later)).lines).toEqual([]);
	expect((await poll([...second, 'z'], later)).lines).toEqual(['created z']);
});
