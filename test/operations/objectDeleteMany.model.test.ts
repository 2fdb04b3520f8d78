import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { choosing, useBulk } from '../support/bulk';

// Delete Many through n8n's engine against a model that knows nothing of pages, pools and heaps. The
// platform folds keys by commas here, as its documentation may mean, and the keys have commas.

const { bucketOf, keysIn, deleteMany } = useBulk({ defaultDelimiter: ',' });

interface Thing {
	key: string;
	size: number;
	lastModified: Date;
}

type Keeps = (thing: Thing) => boolean;

const NOON = Date.parse('2026-01-31T12:00:00Z');
const at = (minutes: number) => new Date(NOON + minutes * 60_000);

const keys = fc
	.tuple(
		fc.constantFrom('', 'logs/', 'logs/old/', 'a,b/', ','),
		fc.string({ unit: fc.constantFrom('a', 'b', ',', '\uffee', '😀'), minLength: 1, maxLength: 3 }),
		fc.constantFrom('', '.log', '.txt'),
	)
	.map((parts) => parts.join(''));
const things = fc.uniqueArray(
	// Few sizes and times, so that bounds are hit and newest objects share a time.
	fc.record({
		key: keys,
		size: fc.integer({ min: 0, max: 4 }).map((kilobytes) => kilobytes * 1000),
		lastModified: fc.integer({ min: 0, max: 5 }).map(at),
	}),
	{ selector: ({ key }) => key, minLength: 5, maxLength: 25, size: 'max' },
);

const lastPart = (key: string) => key.split('/').pop() ?? '';

/** Patterns whose meaning is said in other words. */
const PATTERNS: Array<[string, (key: string) => boolean]> = [
	['*.log', (key) => key.endsWith('.log')],
	['logs/*', (key) => key.startsWith('logs/') && !key.slice(5).includes('/')],
	['logs/**', (key) => key.startsWith('logs/')],
	['a*', (key) => lastPart(key).startsWith('a')],
	['?', (key) => [...lastPart(key)].length === 1],
	['*.{log,txt}', (key) => /\.(log|txt)$/.test(key)],
	['**\\,**', (key) => key.includes(',')],
];

/** A value for a setting, and which things it keeps in the selection. */
type Rule = { value: string; keeps: Keeps };

const time = (isOlder: boolean) =>
	fc.integer({ min: -1, max: 6 }).map((minutes): Rule => ({
		value: at(minutes).toISOString(),
		keeps: ({ lastModified }) =>
			isOlder ? lastModified < at(minutes) : lastModified > at(minutes),
	}));
const size = (isLarger: boolean) =>
	fc.integer({ min: 0, max: 4 }).map((kilobytes): Rule => ({
		value: `${kilobytes} KB`,
		keeps: (thing) => (isLarger ? thing.size > kilobytes * 1000 : thing.size < kilobytes * 1000),
	}));
const name = (isWanted: boolean) =>
	fc.constantFrom(...PATTERNS).map(([value, matches]): Rule => ({
		value,
		keeps: ({ key }) => matches(key) === isWanted,
	}));

const RULES = {
	...{ olderThan: time(true), youngerThan: time(false) },
	...{ largerThan: size(true), smallerThan: size(false) },
	...{ nameMatches: name(true), nameDoesNotMatch: name(false) },
};
/** Few at once: of many, nothing would be left to choose from. */
const rules = fc
	.tuple(
		fc.record(RULES),
		fc.subarray(Object.keys(RULES) as Array<keyof typeof RULES>, { maxLength: 2 }),
	)
	.map(([all, names]) => Object.fromEntries(names.map((one) => [one, all[one]])));
const counts = fc.record({
	keepNewest: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
	maxObjects: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
});

const inListingOrder = (all: Thing[]) =>
	[...all].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));

/** The oldest first; of two with the same time, the one listed first. */
const byAge = (all: Thing[]) =>
	inListingOrder(all).sort((a, b) => a.lastModified.getTime() - b.lastModified.getTime());

/**
 * What goes: whatever is older than the newest so many of those listed so far goes as soon as that is known;
 * and no more than so many.
 */
function model(all: Thing[], keeps: Keeps[], keepNewest = 0, maxObjects = Infinity): string[] {
	const meant = inListingOrder(all).filter((thing) => keeps.every((test) => test(thing)));
	const gone: string[] = [];
	for (let listed = 1; listed <= meant.length; listed++) {
		const known = byAge(meant.slice(0, listed));
		for (const { key } of known.slice(0, Math.max(known.length - keepNewest, 0))) {
			if (!gone.includes(key)) gone.push(key);
		}
	}
	return gone.slice(0, maxObjects);
}

test('deletes what the model says, in a dry run, through the platform and through S3', async () => {
	await fc.assert(
		fc.asyncProperty(
			things,
			rules,
			counts,
			fc.constantFrom('', 'logs/', 'a,'),
			fc.constantFrom('platform', 's3'),
			async (all, chosen, { keepNewest, maxObjects }, prefix, via) => {
				const keeps = Object.values(chosen).map((rule) => rule.keeps);
				keeps.push(({ key }) => key.startsWith(prefix));
				const expected = model(all, keeps, keepNewest, maxObjects);

				const values = Object.entries(chosen).map(([filter, { value }]) => [filter, value]);
				const chosenBy = choosing({ ...Object.fromEntries(values), keepNewest } as IDataObject);
				const options = { via, ...(maxObjects && { maxObjects }) };
				const fields = { prefix, ...chosenBy, allowDeletingEverything: true, options };
				const bucket = await bucketOf(all);
				const dry = await deleteMany(bucket, { ...fields, dryRun: true });
				expect(dry.json.map(({ key }) => key)).toEqual(expected);
				const real = await deleteMany(bucket, fields);
				expect(real.error).toBeUndefined();
				expect(real.json.map(({ key, deleted }) => [key, deleted])).toEqual(
					expected.map((key) => [key, true]),
				);
				const rest = inListingOrder(all).filter(({ key }) => !expected.includes(key));
				expect(await keysIn(bucket)).toEqual(rest.map(({ key }) => key));
			},
		),
		{ numRuns: 120, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
	);
}, 60_000);
