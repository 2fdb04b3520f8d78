import { objectsOf, numbered, route, useBulk } from '../support/bulk';

// If the Copy Exists, in Copy Many and Move Many.

const { sandbox, bucketOf, keysIn, objectIn, operate, mustOperate, requestsOf } = useBulk();

const objects = (prefix: string, bodies: Record<string, string>) =>
	Object.entries(bodies).map(([name, body]) => ({ key: `${prefix}${name}`, body }));
const SOURCE = { 1: 'same', 2: 'new!', 3: 'longer', 4: 'missing' };
const TARGET = { 0: 'before', 1: 'same', 2: 'old!', 3: 'long', 9: 'behind' };
type Bodies = Record<string, string>;

const bodiesIn = async (bucket: string, prefix: string): Promise<Bodies> => {
	const keys = (await keysIn(bucket)).filter((key) => key.startsWith(prefix));
	const read = async (key: string) => {
		const { bytes } = await objectIn(bucket, key);
		return [key.slice(prefix.length), bytes.toString()];
	};
	return Object.fromEntries(await Promise.all(keys.map(read)));
};

const COPIED = { ...TARGET, ...SOURCE };
const ADDED = { ...SOURCE, ...TARGET };

/** What is copied, by the names of the objects, and what is left of the source after a move. */
const CASES = [
	{ ifExists: undefined, copied: '234', skippedByCopy: '1', left: '', after: COPIED },
	{ ifExists: 'replaceIfDifferent', copied: '234', skippedByCopy: '1', left: '', after: COPIED },
	{ ifExists: 'replace', copied: '1234', skippedByCopy: '', left: '', after: COPIED },
	{ ifExists: 'skip', copied: '4', skippedByCopy: '123', left: '123', after: ADDED },
];

describe.each(CASES)('$ifExists', ({ ifExists, copied, skippedByCopy, left, after }) => {
	test.each(['copyMany', 'moveMany'])('%s', async (operation) => {
		const isCopy = operation === 'copyMany';
		const skipped = isCopy ? skippedByCopy : left;
		const source = await bucketOf(objects('in/', SOURCE));
		const target = await bucketOf(objects('out/', TARGET));
		const fields = route(source, target, { ...(ifExists && { ifExists }) });

		const dry = await mustOperate(operation, { ...fields, dryRun: true });
		const { json } = await mustOperate(operation, fields);
		for (const items of [dry.json, json]) {
			const names = items.filter((item) => item.skipped).map(({ srcKey }) => srcKey);
			expect(names).toEqual([...skipped].map((name) => `in/${name}`));
			expect(items).toHaveLength(4);
		}
		expect(json.map((item) => item.copied ?? item.moved)).toEqual(
			Object.keys(SOURCE).map((name) => !skipped.includes(name)),
		);
		const sent = requestsOf('s3.bucket.CopyObject').map(({ params }) => params.srcKey);
		expect(sent.sort()).toEqual([...copied].map((name) => `in/${name}`));
		expect(await bodiesIn(target, 'out/')).toEqual(after);
		const stay = isCopy ? '1234' : left;
		const bodies = Object.entries(SOURCE).filter(([name]) => stay.includes(name));
		expect(await bodiesIn(source, 'in/')).toEqual(Object.fromEntries(bodies));
	});
});

test.each(['copyMany', 'moveMany'])(
	'%s: what is skipped does not count towards Max Objects',
	async (operation) => {
		const source = await bucketOf(objectsOf(numbered(130, 'in/')));
		const target = await bucketOf(objectsOf(numbered(100, 'out/'), { size: 3 }));
		const fields = route(source, target, { ifExists: 'skip', options: { maxObjects: 20 } });
		const { json } = await mustOperate(operation, fields);
		expect(json.map(({ srcKey }) => srcKey)).toEqual(numbered(120, 'in/').slice(100));
		const summary = await mustOperate(operation, { ...fields, output: 'summary' });
		const [copied] = summary.json.map((item) => item.copied ?? item.moved);
		expect(copied).toBe(10);
	},
);

test('an expression with another value is refused', async () => {
	const { error } = await operate('copyMany', route('a', 'b', { ifExists: '={{ "maybe" }}' }));
	expect(error?.message).toBe('If the Copy Exists has an unknown value');
	expect(sandbox().requests).toEqual([]);
});
