import type { IDataObject } from 'n8n-workflow';
import type { Filling } from '../../sandbox/platform';
import { daysAgo, objectsOf, useBulk } from '../support/bulk';
import { AWKWARD_KEY } from '../support/world';

// Copy Many and Move Many: which objects, whereto, and what is there already.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf } = useBulk();

const OPERATIONS = [
	{ operation: 'copyMany', done: 'copied', would: 'wouldCopy' },
	{ operation: 'moveMany', done: 'moved', would: 'wouldMove' },
];

const OBJECTS: Filling[] = [
	{ key: 'in/a.log', body: 'aaaa', lastModified: daysAgo(40) },
	{ key: 'in/b.log', body: 'bb', lastModified: daysAgo(20) },
	{ key: 'in/c,d.txt', body: 'cccccccc', lastModified: daysAgo(10) },
	{ key: `in/${AWKWARD_KEY}`, body: 'x', lastModified: daysAgo(1) },
	{ key: 'other.log', body: 'o', lastModified: daysAgo(40) },
];
const [A, B, C, AWKWARD, OTHER] = OBJECTS.map(({ key }) => key);

/** From a bucket's `in/` to another's `out/`. */
const route = (srcBucketName: string, dstBucketName: string, more: IDataObject = {}) => ({
	...{ srcBucketName, srcPrefix: 'in/', dstBucketName, dstPrefix: 'out/' },
	...more,
});

const CASES: Array<[string, IDataObject, string[]]> = [
	['all below the prefix', {}, [A, AWKWARD, B, C]],
	['without prefixes', { srcPrefix: '', dstPrefix: '' }, [A, AWKWARD, B, C, OTHER]],
	['Older Than', { filters: { olderThan: '15 days' } }, [A, B]],
	['Younger Than', { filters: { youngerThan: '15 days' } }, [AWKWARD, C]],
	['sizes', { filters: { largerThan: '1 B', smallerThan: '5 B' } }, [A, B]],
	['names', { filters: { nameMatches: '*.{log,txt}', nameDoesNotMatch: 'b*' } }, [A, AWKWARD, C]],
	['Keep the Newest', { filters: { keepNewest: 2 } }, [A, B]],
	['Max Objects', { filters: { maxObjects: 2 } }, [A, AWKWARD]],
	['nothing', { srcPrefix: 'nothing/' }, []],
];

describe.each(OPERATIONS)('$operation', ({ operation, done, would }) => {
	test.each(CASES)('%s', async (_, fields, chosen) => {
		const source = await bucketOf(OBJECTS);
		const target = await bucketOf([]);
		const { srcPrefix = 'in/', dstPrefix = 'out/' } = fields as Record<string, string>;
		const keyOf = (key: string) => dstPrefix + key.slice(srcPrefix.length);
		const place = { hostGroup: hostGroup(), srcBucketName: source, dstBucketName: target };
		const pairs = chosen.map((key) => ({ ...place, srcKey: key, dstKey: keyOf(key) }));

		const dry = await operate(operation, { ...route(source, target, fields), dryRun: true });
		expect(dry.json).toHaveLength(chosen.length);
		expect(dry.json).toEqual(
			expect.arrayContaining(
				pairs.map((pair) => expect.objectContaining({ ...pair, [done]: false, [would]: true })),
			),
		);
		expect(await keysIn(target)).toEqual([]);

		const real = await operate(operation, route(source, target, fields));
		expect(real.error).toBeUndefined();
		expect(real.json).toHaveLength(chosen.length);
		for (const pair of pairs) {
			const { body = '' } = OBJECTS.find(({ key }) => key === pair.srcKey) ?? {};
			expect(real.json).toContainEqual({
				...{ ...pair, size: body.length, lastModified: expect.any(String), [done]: true },
			});
			expect((await objectIn(target, pair.dstKey)).bytes.toString()).toBe(body);
		}
		expect(await keysIn(target)).toEqual(chosen.map(keyOf).sort());
		const left = OBJECTS.map(({ key }) => key).filter((key) => !chosen.includes(key));
		const all = OBJECTS.map(({ key }) => key);
		expect(await keysIn(source)).toEqual((operation === 'moveMany' ? left : all).sort());
	});

	test('within one bucket', async () => {
		const bucket = await bucketOf(objectsOf(['in/1', 'in/2', 'out/0']));
		await operate(operation, route(bucket, bucket));
		const kept = operation === 'moveMany' ? [] : ['in/1', 'in/2'];
		expect(await keysIn(bucket)).toEqual([...kept, 'out/0', 'out/1', 'out/2']);
	});

	test('to the root of the same bucket', async () => {
		const bucket = await bucketOf(objectsOf(['in/1', 'in/in/2']));
		const { json } = await operate(operation, route(bucket, bucket, { dstPrefix: '' }));
		// The copy of the second would lie within the source, and be copied again.
		expect(json).toMatchObject([
			{ srcKey: 'in/1', dstKey: '1', [done]: true },
			{
				...{ srcKey: 'in/in/2', dstKey: 'in/2', [done]: false },
				failure: expect.stringContaining('The copy "in/2" would lie within the source'),
			},
		]);
		expect(await keysIn(bucket)).toEqual(
			operation === 'moveMany' ? ['1', 'in/in/2'] : ['1', 'in/1', 'in/in/2'],
		);
	});

	test.each([
		['in/', 'in/'],
		['in/', 'in/copies/'],
		['', 'out/'],
		['', ''],
	])('a destination within the source is refused: "%s" to "%s"', async (srcPrefix, dstPrefix) => {
		const bucket = await bucketOf(OBJECTS);
		const fields = route(bucket, bucket, { srcPrefix, dstPrefix });
		const { error } = await operate(operation, fields);
		expect(error?.message).toBe('The destination lies within the source');
		expect(error?.description).toMatch('"Destination Prefix" must not begin with "Source Prefix"');
		expect(sandbox().requests).toEqual([]);
	});

	test('a destination that does not exist is said once', async () => {
		const source = await bucketOf(OBJECTS);
		const { error } = await operate(operation, route(source, 'nowhere'));
		expect(error?.message).toBe('The bucket "nowhere" does not exist');
		expect(requestsOf('s3.bucket.DeleteObject')).toEqual([]);
	});

	test('one summary item', async () => {
		const source = await bucketOf(OBJECTS);
		const target = await bucketOf([{ key: 'out/b.log', body: 'bb' }]);
		const { json } = await operate(operation, route(source, target, { output: 'summary' }));
		const isMove = operation === 'moveMany';
		expect(json).toEqual([
			{
				...{ hostGroup: hostGroup(), srcBucketName: source, dstBucketName: target, matched: 4 },
				...{ [done]: isMove ? 4 : 3, skipped: isMove ? 0 : 1, failed: 0 },
				...{ [isMove ? 'bytesMoved' : 'bytesCopied']: isMove ? 15 : 13 },
				seconds: expect.any(Number),
			},
		]);
	});

	test('never more in flight than Concurrency, listings included', async () => {
		const source = await bucketOf(objectsOf(Array.from({ length: 40 }, (_, at) => `in/${at}`)));
		const target = await bucketOf([]);
		sandbox().setLatency(20);
		sandbox().resetPeak();
		await operate(operation, route(source, target, { options: { concurrency: 3 } }));
		expect(sandbox().peakInFlight).toBe(3);
	});
});
