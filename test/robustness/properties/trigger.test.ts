import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { ListedObject } from '../../../nodes/shared/objects/listedObject';
import type { ResultItem } from '../../../nodes/shared/operation';
import { unlessBusy } from '../../../nodes/shared/trigger/busy';
import type { Found } from '../../../nodes/shared/trigger/compare';
import type * as Fingerprint from '../../../nodes/shared/trigger/fingerprint';
import { MOST_TRIES, type Delivery } from '../../../nodes/shared/trigger/deliver';
import { newsOf } from '../../../nodes/shared/trigger/poll';
import { holds } from './holds';
import {
	naivePoll,
	sortedKeys,
	type Contents,
	type Failures,
	type Rules,
	type Told,
} from './triggerModel';

// So few hashes that keys share them.
let areHashesFew = false;
jest.mock('../../../nodes/shared/trigger/fingerprint', () => {
	const actual = jest.requireActual<typeof Fingerprint>(
		'../../../nodes/shared/trigger/fingerprint',
	);
	const hashOf: typeof actual.hashOf = (salt, key) =>
		areHashesFew ? `hash of ${key.length % 2}`.slice(-8) : actual.hashOf(salt, key);
	return { ...actual, hashOf } satisfies typeof Fingerprint;
});

// Random histories of a bucket, polled by the trigger's own function: nothing is lost, and nothing comes twice unless
// its state was lost. The listing is in memory, since thousands of histories over HTTP would take hours.

const HISTORIES = 2500;

/** So many at least, where the time is over before. */
const LEAST = 2000;

/** Keys whose order, bytes and beginnings may trip something up. */
const KEYS = ['a', 'a,b', 'a/b', 'a/b/c', 'aa', 'é', '\uffee', '😀', '=x', ' '];

const keys = fc.constantFrom(...KEYS);

type Change = { put: string; isChosen: boolean; isBroken: boolean } | { remove: string };

const isBroken = fc.integer({ min: 0, max: 4 }).map((number) => number === 0);

const changes: fc.Arbitrary<Change> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ put: keys, isChosen: fc.boolean(), isBroken }) },
	{ weight: 2, arbitrary: fc.record({ remove: keys }) },
);

/** One poll, and what goes wrong. */
interface PollStep {
	/** The listing fails at this object. */
	failsAt?: number;
	/** Events that there is no time for. */
	undelivered: number[];
	/** n8n ends before it has saved what the poll left. */
	isCrash: boolean;
	/** Another poll begins while this one is at its second object. */
	isOverlapped: boolean;
	/** Changes while this one is at its second object. */
	meanwhile: Change[];
}

const polls: fc.Arbitrary<PollStep> = fc.record({
	failsAt: fc.option(fc.nat(5), { nil: undefined, freq: 6 }),
	undelivered: fc.oneof(
		{ weight: 5, arbitrary: fc.constant<number[]>([]) },
		{ weight: 1, arbitrary: fc.array(fc.nat(3), { maxLength: 2 }) },
	),
	isCrash: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
	isOverlapped: fc.boolean(),
	meanwhile: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Change[]>([]) },
		{ weight: 1, arbitrary: fc.array(changes, { maxLength: 2 }) },
	),
});

type Step = Change | PollStep | 'restart';

const histories = fc.record({
	rules: fc.record({
		events: fc.subarray(['created', 'changed', 'deleted'] as Rules['events'], { minLength: 1 }),
		limit: fc.integer({ min: 1, max: 5 }),
		isExistingWanted: fc.boolean(),
	}),
	steps: fc.array(
		fc.oneof(
			{ weight: 5, arbitrary: changes as fc.Arbitrary<Step> },
			{ weight: 4, arbitrary: polls as fc.Arbitrary<Step> },
			{ weight: 1, arbitrary: fc.constant<Step>('restart') },
		),
		{ maxLength: 40, size: 'max' },
	),
});

const BROKEN = new Error('The listing broke off');

/** A bucket, a trigger on it, and beside it the model. */
class World {
	readonly bucket: Contents = new Map();
	/** Each event, every time that it was told. */
	readonly told: Told[] = [];
	/** What somebody knows who heard all that was told. */
	heard: Contents = new Map();
	crashes = 0;
	private data: IDataObject = {};
	private known?: Contents;
	private failures: Failures = new Map();
	private database = {
		data: '{}',
		known: undefined as Contents | undefined,
		failures: new Map() as Failures,
	};
	private versions = 0;

	constructor(readonly rules: Rules) {}

	change(change: Change): void {
		if ('remove' in change) this.bucket.delete(change.remove);
		else {
			const { isChosen, isBroken } = change;
			this.bucket.set(change.put, { version: ++this.versions, isChosen, isBroken });
		}
	}

	restart(): void {
		this.data = JSON.parse(this.database.data) as IDataObject;
		this.known = this.database.known && new Map(this.database.known);
		this.failures = new Map(this.database.failures);
	}

	private save(): void {
		this.database = {
			data: JSON.stringify(this.data),
			known: this.known && new Map(this.known),
			failures: new Map(this.failures),
		};
	}

	/** Lists the bucket as it is at each moment; `listed` keeps what was said. */
	private async *list(listed: Contents, step: PollStep, again: () => Promise<void>) {
		let last: string | undefined;
		for (let at = 0; ; at++) {
			const rest = sortedKeys([...this.bucket.keys(), ...(last === undefined ? [] : [last])]);
			const key = rest[last === undefined ? 0 : rest.indexOf(last) + 1];
			if (at === step.failsAt) throw BROKEN;
			if (key === undefined) return;
			last = key;
			const state = this.bucket.get(key)!;
			const { version, isChosen } = state;
			listed.set(key, state);
			const object: ListedObject = { key, size: isChosen ? 1 : 0, eTag: `v${version}` };
			yield object;
			if (at === 1) {
				if (step.isOverlapped) await again();
				step.meanwhile.forEach((change) => this.change(change));
			}
		}
	}

	private async rawPoll(step: PollStep, listed: Contents): Promise<ResultItem[] | null> {
		const again = async () => {
			const before = JSON.stringify(this.data);
			expect(await this.rawPoll({ ...step, isOverlapped: false }, new Map())).toBeNull();
			expect(JSON.stringify(this.data)).toBe(before);
		};
		const deliver = async (found: Found[]): Promise<Delivery> => {
			const items: Delivery['items'] = new Map();
			const failures: Delivery['failures'] = new Map();
			found.forEach((one, at) => {
				const { event, object } = one;
				if (step.undelivered.includes(at)) return;
				const isFailing = event !== 'deleted' && listed.get(object.key)?.isBroken;
				if (isFailing) failures.set(one, BROKEN);
				if (isFailing && one.failures + 1 < MOST_TRIES) return;
				if (items.size < this.rules.limit) items.set(one, { json: { event, ...object } });
			});
			return { items, failures };
		};
		const work = async () => {
			const { events, limit, isExistingWanted } = this.rules;
			const chooses = ({ size }: { size?: number }) => size === 1;
			return await newsOf(this.data, {
				watch: { events, limit, isExistingWanted, chooses },
				place: 'place',
				list: () => {
					listed.clear();
					return this.list(listed, step, again);
				},
				deliver,
			});
		};
		const late = { milliseconds: Infinity, isOver: () => {} };
		return await unlessBusy('workflow:node', work, late);
	}

	async poll(step: PollStep): Promise<number> {
		const before = JSON.stringify(this.data);
		const listed: Contents = new Map();
		let items: ResultItem[] | null;
		try {
			items = await this.rawPoll(step, listed);
		} catch (error) {
			expect(error).toBe(BROKEN);
			expect(JSON.stringify(this.data)).toBe(before);
			return 0;
		}
		const isFirst = this.known === undefined;
		const isLeft = (at: number) => step.undelivered.includes(at);
		const expected = naivePoll(this.known, this.failures, listed, this.rules, isLeft);
		const told = (items ?? []).map(({ json }): Told => {
			const version = json.eTag === undefined ? undefined : Number(String(json.eTag).slice(1));
			return { event: json.event as Told['event'], key: String(json.key), version };
		});
		// Of two objects of one hash that change at once, it is not known which was which.
		if (!areHashesFew) expect(told).toEqual(expected.told);
		if (isFirst && !this.rules.isExistingWanted) this.heard = new Map(listed);
		this.known = expected.known;
		this.failures = expected.failures;
		this.hear(told);
		if (step.isCrash) {
			this.crashes++;
			this.restart();
		} else if (isFirst || told.length > 0) this.save();
		return told.length;
	}

	private hear(told: Told[]): void {
		for (const one of told) {
			this.told.push(one);
			const { event, key, version } = one;
			if (event === 'deleted') this.heard.delete(key);
			else this.heard.set(key, { version: version!, isChosen: true, isBroken: false });
		}
	}

	/** Polls until there is nothing more to tell. */
	async drain(): Promise<void> {
		// As many quiet polls as there are tries leave nothing pending.
		for (let quiet = 0; quiet < MOST_TRIES + 1; quiet++) {
			if ((await this.poll({ ...QUIET, isCrash: false })) > 0) quiet = -1;
		}
		if (this.known === undefined) throw new Error('A poll without a fault leaves something known');
	}

	/** Somebody who heard everything knows what is there. */
	mustHaveLostNothing(): void {
		for (const [key, { version, isChosen }] of this.bucket) {
			if (isChosen) expect([key, this.heard.get(key)?.version]).toEqual([key, version]);
		}
	}

	/** Each state is told of once, and once more at most for each state of the trigger that was lost. */
	mustHaveDoubledNothing(): void {
		const counts = new Map<string, number>();
		for (const { event, key, version } of this.told) {
			if (event === 'deleted') continue;
			const id = `${key} ${version}`;
			counts.set(id, (counts.get(id) ?? 0) + 1);
		}
		expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(1 + this.crashes);
	}
}

const QUIET: PollStep = { undelivered: [], isCrash: false, isOverlapped: false, meanwhile: [] };

const after = async ({ rules, steps }: { rules: Rules; steps: Step[] }): Promise<World> => {
	const world = new World(rules);
	for (const step of steps) {
		if (step === 'restart') world.restart();
		else if ('undelivered' in step) await world.poll(step);
		else world.change(step);
	}
	await world.drain();
	return world;
};

test('a history of any kind is told whole, and once', async () => {
	let tried = 0;
	await holds('trigger', HISTORIES, histories, async (history) => {
		tried++;
		const world = await after(history);
		if (history.rules.events.length === 3) world.mustHaveLostNothing();
		world.mustHaveDoubledNothing();
	});
	expect(tried).toBeGreaterThanOrEqual(LEAST);
});

test('is told whole, and once, where keys have the same hash', async () => {
	areHashesFew = true;
	await holds('collisions', HISTORIES, histories, async ({ rules, steps }) => {
		const world = await after({ steps, rules: { ...rules, events: ['created', 'changed'] } });
		world.mustHaveLostNothing();
		world.mustHaveDoubledNothing();
	});
	areHashesFew = false;
});
