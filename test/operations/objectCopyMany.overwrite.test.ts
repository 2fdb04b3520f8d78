import { objectsOf, numbered, route, useBulk } from '../support/bulk';

// What Copy Many and Move Many do with objects that exist at the destination.

const { sandbox, hostGroup, bucketOf, keysIn, operate, requestsOf } = useBulk();

const objects = (bodies: Record<string, string>) =>
	Object.entries(bodies).map(([key, body]) => ({ key, body }));
const SOURCE = objects({
	...{ 'in/1-same': 'same', 'in/2-changed': 'new!' },
	...{ 'in/3-longer': 'longer', 'in/4-missing': 'missing' },
});
const TARGET = objects({
	...{ 'out/0-before': 'before', 'out/1-same': 'same', 'out/2-changed': 'old!' },
	...{ 'out/3-longer': 'long', 'out/9-behind': 'behind' },
});

const tagsIn = async (bucket: string, prefix: string) => {
	const ref = { hostGroup: hostGroup(), bucket };
	const listed = await sandbox().store.listObjects(ref, { prefix, maxKeys: 1000 });
	return Object.fromEntries(
		listed.objects.map(({ key, eTag }) => [key.slice(prefix.length), eTag]),
	);
};

const NONE = [false, false, false, false];

describe.each([
	{ operation: 'copyMany', overwrite: false, copies: 3, skipped: [true, false, false, false] },
	{ operation: 'copyMany', overwrite: true, copies: 4, skipped: NONE },
	{ operation: 'moveMany', overwrite: false, copies: 3, skipped: NONE },
	{ operation: 'moveMany', overwrite: true, copies: 4, skipped: NONE },
])('$operation, Overwrite $overwrite', ({ operation, overwrite, copies, skipped }) => {
	const isCopy = operation === 'copyMany';
	const transfer = async (source: string, target: string) =>
		await operate(operation, route(source, target, { overwrite }));

	test.each(['another bucket', 'the same bucket'])('to %s', async (where) => {
		const isSame = where === 'the same bucket';
		const source = await bucketOf(isSame ? [...SOURCE, ...TARGET] : SOURCE);
		const target = isSame ? source : await bucketOf(TARGET);
		const wanted = await tagsIn(source, 'in/');

		const { json, error } = await transfer(source, target);
		expect(error).toBeUndefined();
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(copies);
		expect(json.map((item) => item.skipped === true)).toEqual(skipped);
		expect(json.map(({ copied, moved }) => copied ?? moved)).toEqual(skipped.map((is) => !is));
		expect(await tagsIn(target, 'out/')).toMatchObject(wanted);
		expect(await keysIn(target)).toEqual(expect.arrayContaining(['out/0-before', 'out/9-behind']));
		const left = (await keysIn(source)).filter((key) => key.startsWith('in/'));
		expect(left).toHaveLength(isCopy ? 4 : 0);
	});

	test('run again, nothing is left to do, or all of it', async () => {
		const source = await bucketOf(SOURCE);
		const target = await bucketOf([]);
		await transfer(source, target);
		sandbox().requests.length = 0;
		const { json } = await transfer(source, target);
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(isCopy && overwrite ? 4 : 0);
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
	// Two of three copies exist, each beside another object.
	const existing = numbered(1500, 'out/').filter((_, at) => at % 3 !== 0);
	const others = existing.map((key) => `${key}-other`);
	const target = await bucketOf(objectsOf([...existing, ...others], bodies));
	const { json } = await operate('copyMany', {
		...route(source, target, { output: 'summary', filters: { maxObjects: 400 } }),
		options: { concurrency: 20 },
	});
	// Those that are skipped do not count towards Max Objects: the 400th copy is that of the key 1197.
	expect(json).toMatchObject([{ matched: 1198, copied: 400, skipped: 798, failed: 0 }]);
});
