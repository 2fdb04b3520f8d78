import { objectsOf, numbered, route, useBulk } from '../support/bulk';

// What Copy Many and Move Many do with objects that exist at the destination.

const { sandbox, hostGroup, bucketOf, keysIn, operate, mustOperate, requestsOf } = useBulk();

const objects = (prefix: string, bodies: Record<string, string>) =>
	Object.entries(bodies).map(([name, body]) => ({ key: `${prefix}${name}`, body }));
const SOURCE = objects('in/', { 1: 'same', 2: 'new!', 3: 'longer', 4: 'missing' });
const TARGET = objects('out/', { 0: 'before', 1: 'same', 2: 'old!', 3: 'long', 9: 'behind' });

const tagsIn = async (bucket: string, prefix: string) => {
	const ref = { hostGroup: hostGroup(), bucket };
	const listed = await sandbox().store.listObjects(ref, { prefix, maxKeys: 1000 });
	return Object.fromEntries(
		listed.objects.map(({ key, eTag }) => [key.slice(prefix.length), eTag]),
	);
};

const NONE = [false, false, false, false];

describe.each([
	{
		operation: 'copyMany',
		ifExists: 'replaceIfDifferent',
		copies: 3,
		skipped: [true, false, false, false],
	},
	{ operation: 'copyMany', ifExists: 'replace', copies: 4, skipped: NONE },
	{ operation: 'moveMany', ifExists: 'replaceIfDifferent', copies: 3, skipped: NONE },
	{ operation: 'moveMany', ifExists: 'replace', copies: 4, skipped: NONE },
])('$operation, $ifExists', ({ operation, ifExists, copies, skipped }) => {
	const isCopy = operation === 'copyMany';
	const transfer = async (source: string, target: string) =>
		await mustOperate(operation, route(source, target, { ifExists }));

	test.each(['another bucket', 'the same bucket'])('to %s', async (where) => {
		const isSame = where === 'the same bucket';
		const source = await bucketOf(isSame ? [...SOURCE, ...TARGET] : SOURCE);
		const target = isSame ? source : await bucketOf(TARGET);
		const wanted = await tagsIn(source, 'in/');

		const { json } = await transfer(source, target);
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(copies);
		expect(json.map((item) => item.skipped === true)).toEqual(skipped);
		expect(json.map(({ copied, moved }) => copied ?? moved)).toEqual(skipped.map((is) => !is));
		expect(await tagsIn(target, 'out/')).toMatchObject(wanted);
		expect(await keysIn(target)).toEqual(expect.arrayContaining(['out/0', 'out/9']));
		const left = (await keysIn(source)).filter((key) => key.startsWith('in/'));
		expect(left).toHaveLength(isCopy ? 4 : 0);
	});

	test('run again, nothing is left to do, or all of it', async () => {
		const source = await bucketOf(SOURCE);
		const target = await bucketOf([]);
		await transfer(source, target);
		sandbox().requests.length = 0;
		const { json } = await transfer(source, target);
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(
			isCopy && ifExists === 'replace' ? 4 : 0,
		);
		expect(json).toHaveLength(isCopy ? 4 : 0);
	});
});

test('a dry run shows existing copies as skipped', async () => {
	const source = await bucketOf(SOURCE);
	const target = await bucketOf(TARGET);
	const before = await tagsIn(target, 'out/');
	const { json } = await operate('copyMany', route(source, target, { dryRun: true }));
	expect(json.map(({ wouldCopy, skipped }) => [wouldCopy, skipped])).toEqual([
		[undefined, true],
		...[1, 2, 3].map(() => [true, undefined]),
	]);
	expect(await tagsIn(target, 'out/')).toEqual(before);
});

test('source and destination are compared page by page', async () => {
	const bodies = { size: undefined, body: 'x' };
	const source = await bucketOf(objectsOf(numbered(1500, 'in/'), bodies));
	// Nine of ten copies exist, some beside another object.
	const existing = numbered(1500, 'out/').filter((_, at) => at % 10 !== 0);
	const others = existing.filter((_, at) => at % 3 === 0).map((key) => `${key}-other`);
	const target = await bucketOf(objectsOf([...existing, ...others], bodies));
	const { json } = await operate('copyMany', {
		...route(source, target, { output: 'summary' }),
		options: { concurrency: 20, maxObjects: 120 },
	});
	// Those that are skipped do not count towards Max Objects: the 120th copy is that of the key 1190.
	expect(json).toMatchObject([{ matched: 1191, copied: 120, skipped: 1071, failed: 0 }]);
});
