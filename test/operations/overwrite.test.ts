import { objectsOf, useBulk } from '../support/bulk';

// What Copy Many and Move Many do with objects that are there already.

const { sandbox, hostGroup, bucketOf, keysIn, operate, requestsOf } = useBulk();

const SOURCE = [
	{ key: 'in/1-same', body: 'same' },
	{ key: 'in/2-changed', body: 'new!' },
	{ key: 'in/3-longer', body: 'longer' },
	{ key: 'in/4-missing', body: 'missing' },
];
const TARGET = [
	{ key: 'out/0-before', body: 'before' },
	{ key: 'out/1-same', body: 'same' },
	{ key: 'out/2-changed', body: 'old!' },
	{ key: 'out/3-longer', body: 'long' },
	{ key: 'out/9-behind', body: 'behind' },
];

const tagsIn = async (bucket: string, prefix: string) => {
	const ref = { hostGroup: hostGroup(), bucket };
	const { objects } = await sandbox().store.listObjects(ref, { prefix, maxKeys: 1000 });
	return Object.fromEntries(objects.map(({ key, eTag }) => [key.slice(prefix.length), eTag]));
};

const fieldsOf = (srcBucketName: string, dstBucketName: string, overwrite: boolean) => ({
	...{ srcBucketName, srcPrefix: 'in/', dstBucketName, dstPrefix: 'out/', overwrite },
});

const CASES = [
	{ operation: 'copyMany', overwrite: false, copies: 3, skipped: [true, false, false, false] },
	{ operation: 'copyMany', overwrite: true, copies: 4, skipped: [false, false, false, false] },
	{ operation: 'moveMany', overwrite: false, copies: 3, skipped: [false, false, false, false] },
	{ operation: 'moveMany', overwrite: true, copies: 4, skipped: [false, false, false, false] },
];

describe.each(CASES)('$operation, Overwrite $overwrite', (one) => {
	const { operation, overwrite, copies, skipped } = one;

	test.each(['another bucket', 'the same bucket'])('to %s', async (where) => {
		const isSame = where === 'the same bucket';
		const source = await bucketOf(isSame ? [...SOURCE, ...TARGET] : SOURCE);
		const target = isSame ? source : await bucketOf(TARGET);
		const wanted = await tagsIn(source, 'in/');

		const { json, error } = await operate(operation, fieldsOf(source, target, overwrite));
		expect(error).toBeUndefined();
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(copies);
		expect(json.map((item) => item.skipped === true)).toEqual(skipped);
		const done = operation === 'copyMany' ? 'copied' : 'moved';
		expect(json.map((item) => item[done])).toEqual(skipped.map((is) => !is));
		expect(await tagsIn(target, 'out/')).toMatchObject(wanted);
		expect(await keysIn(target)).toEqual(expect.arrayContaining(['out/0-before', 'out/9-behind']));
		const left = (await keysIn(source)).filter((key) => key.startsWith('in/'));
		expect(left).toHaveLength(operation === 'copyMany' ? 4 : 0);
	});

	test('run again, nothing is left to do, or all of it', async () => {
		const source = await bucketOf(SOURCE);
		const target = await bucketOf([]);
		await operate(operation, fieldsOf(source, target, overwrite));
		sandbox().requests.length = 0;
		const { json } = await operate(operation, fieldsOf(source, target, overwrite));
		const isWorkLeft = operation === 'copyMany' && overwrite;
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(isWorkLeft ? 4 : 0);
		expect(json).toHaveLength(operation === 'copyMany' ? 4 : 0);
	});
});

test('in a dry run, what is there already shows as skipped', async () => {
	const source = await bucketOf(SOURCE);
	const target = await bucketOf(TARGET);
	const fields = { ...fieldsOf(source, target, false), dryRun: true };
	const { json } = await operate('copyMany', fields);
	expect(json.map(({ wouldCopy, skipped }) => [wouldCopy, skipped])).toEqual([
		[undefined, true],
		...[1, 2, 3].map(() => [true, undefined]),
	]);
	expect(await tagsIn(target, 'out/')).toEqual(await tagsIn(await bucketOf(TARGET), 'out/'));
});

test('it holds thousands against each other, page by page', async () => {
	const numbers = Array.from({ length: 2600 }, (_, at) => `in/${String(at).padStart(5, '0')}`);
	const source = await bucketOf(objectsOf(numbers, { size: undefined, body: 'x' }));
	// Of the copies every third is there, and of other objects some between.
	const there = numbers.filter((_, at) => at % 3 === 0).map((key) => key.replace('in/', 'out/'));
	const others = there.map((key) => `${key}-other`);
	const target = await bucketOf(objectsOf([...there, ...others], { size: undefined, body: 'x' }));
	const { json } = await operate('copyMany', {
		...{ ...fieldsOf(source, target, false), output: 'summary' },
		...{ options: { concurrency: 20 }, filters: { maxObjects: 1200 } },
	});
	// What is skipped does not count towards Max Objects.
	expect(json).toMatchObject([{ matched: 1800, copied: 1200, skipped: 600, failed: 0 }]);
});
