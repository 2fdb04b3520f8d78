import { bodyOf, CHOSEN, STAYS, type Change, type ExampleThings } from '../things';
import { joined, ofEach, type Scene, type Variation, type Variations } from './variation';

// The options of work on many objects.

interface Work {
	/** The field of its items that has the key. */
	key: string;
	done: string;
	would: string;
	/** The request that each object needs. */
	method: string;
}

const DELETING = { key: 'key', done: 'deleted', would: 'wouldDelete' };
const COPYING = { key: 'srcKey', method: 's3.bucket.CopyObject' };

const WORKS: Record<string, Work> = {
	'object copyMany': { ...COPYING, done: 'copied', would: 'wouldCopy' },
	'object deleteMany': { ...DELETING, method: 's3.bucket.DeleteObject' },
	'object deleteIncompleteUploads': { ...DELETING, method: 'AbortMultipartUpload' },
	'object moveMany': { ...COPYING, done: 'moved', would: 'wouldMove' },
};

const [, BAD] = CHOSEN;
const GOOD = CHOSEN.filter((key) => key !== BAD);

const NOTHING: Pick<Variation, 'keys' | 'gives'> = { keys: [], gives: () => [] };

const ofWork = ({ key, done, would, method }: Work): Variation[] => [
	{
		set: { dryRun: true },
		keys: [],
		gives: () => CHOSEN.map((name) => ({ [key]: name, [would]: true })),
	},
	{ set: { output: 'summary' }, gives: () => [{ matched: 5, [done]: 5, failed: 0 }] },
	{
		...{
			set: { options: { onObjectFailure: 'report' } },
			denied: { method, key: BAD },
			keys: GOOD,
		},
		gives: () => CHOSEN.map((name) => ({ [key]: name, [done]: name !== BAD })),
	},
	{
		...{ set: { options: { onObjectFailure: 'failAtEnd' } }, denied: { method, key: BAD } },
		...{ keys: GOOD, fails: new RegExp(`^1 of 5 objects could not be ${done}`), gives: () => [] },
	},
	{
		...{ set: { options: { onObjectFailure: 'stop', concurrency: 1 } }, denied: { method } },
		...{ ...NOTHING, fails: /^(?!.* of 5)/ },
	},
];

const CAPPED: Variation[] = [{ set: { options: { maxObjects: 2 } }, keys: CHOSEN.slice(0, 2) }];

const REFUSING: Variation[] = [
	{ set: { options: { refuseAbove: 5 } } },
	{ ...{ set: { options: { refuseAbove: 4 } }, ...NOTHING }, fails: /^5 objects would be .*\(4\)/ },
];

const WAYS: Variation[] = [
	{ set: { options: { via: 'auto' } }, sends: 's3.bucket.DeleteObject' },
	{ set: { options: { via: 'platform' } }, sends: 's3.bucket.DeleteObject' },
	{ set: { options: { via: 's3' } }, sends: 'DeleteObjects' },
];

/** A copy that is the same as its original, and one that is not. */
const copiesExist = async ({ sandbox, things: { hostGroup, source, target } }: Scene) =>
	await sandbox.fill(hostGroup, target, [
		{ key: 'out/a', body: bodyOf(source, 'in/a') },
		{ key: 'out/d', body: 'other' },
	]);
const MISSING = ['in/b,1', 'in/b,2', 'in/c d+e'];

const ifCopyExists = (ifExists: string, keys: string[]): Variation => ({
	...{ set: { ifExists }, first: copiesExist, keys },
	gives: () => CHOSEN.map((srcKey) => ({ srcKey, copied: keys.includes(srcKey) })),
});

const COPIES: Variation[] = [
	ifCopyExists('replace', CHOSEN),
	ifCopyExists('replaceIfDifferent', [...MISSING, 'in/d']),
	ifCopyExists('skip', MISSING),
];
/** The original of a copy that is the same goes, too. */
const MOVES: Variation[] = [
	ifCopyExists('replace', CHOSEN),
	ifCopyExists('replaceIfDifferent', CHOSEN),
	ifCopyExists('skip', MISSING),
].map((row) => ({
	...row,
	gives: (_, keys) => CHOSEN.map((srcKey) => ({ srcKey, moved: keys.includes(srcKey) })),
}));

const EVERYTHING = [STAYS, ...CHOSEN];
const movesAll: Change = ({ buckets }, { source, target }: ExampleThings) => {
	for (const key of EVERYTHING) buckets[target][`out/${key}`] = buckets[source][key];
	buckets[source] = {};
};

/** What "Everything" allows. */
const WHOLE: Variations = {
	'object deleteMany': [
		{ set: { prefix: '', allowDeletingEverything: true }, keys: EVERYTHING },
		{ ...{ set: { prefix: '' }, ...NOTHING }, fails: /./ },
	],
	'object moveMany': [
		{ set: { srcPrefix: '', allowMovingEverything: true }, keys: EVERYTHING, does: movesAll },
		{ ...{ set: { srcPrefix: '' }, ...NOTHING }, fails: /./ },
	],
};

/** Uploads that no listing shows; some storages do not delete a bucket that has them. */
const LEFTOVERS: Variation = {
	set: { emptyFirst: true },
	first: async ({ sandbox, things: { hostGroup, full: bucket } }) =>
		await sandbox.store.createUpload({ hostGroup, bucket, key: 'begun' }, {}),
};

/** A variation for each option of work on many objects. */
export const BULK: Variations = joined(
	ofEach(Object.keys(WORKS), (name) => ofWork(WORKS[name])),
	ofEach(['object copyMany', 'object deleteMany', 'object moveMany'], () => CAPPED),
	ofEach(['object deleteMany', 'object moveMany'], () => [...REFUSING, ...WAYS]),
	ofEach(['bucket delete, empty first'], () => [...WAYS, LEFTOVERS]),
	{
		'object copyMany': COPIES,
		'object moveMany': MOVES,
		'object deleteIncompleteUploads': [{ ...{ set: { olderThan: '1 day' } }, ...NOTHING }],
	},
	WHOLE,
);
