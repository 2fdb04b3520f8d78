import type { IDataObject } from 'n8n-workflow';
import type { Filling } from '../../sandbox/platform';
import { daysAgo, objectsOf, route, TRANSFERS, useBulk } from '../support/bulk';
import { expectPeak } from '../support/peak';
import { AWKWARD_KEY } from '../support/world';

// Copy Many and Move Many: which objects go where.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, mustOperate, expectRefused } =
	useBulk();

const OBJECTS: Filling[] = [
	{ key: 'in/a.log', body: 'aaaa', lastModified: daysAgo(40) },
	{ key: 'in/b.log', body: 'bb', lastModified: daysAgo(20) },
	{ key: 'in/c,d.txt', body: 'cccccccc', lastModified: daysAgo(10) },
	{ key: `in/${AWKWARD_KEY}`, body: 'x', lastModified: daysAgo(1) },
	{ key: 'other.log', body: 'o', lastModified: daysAgo(40) },
];
const ALL = OBJECTS.map(({ key }) => key);
const [A, B, C, AWKWARD] = ALL;

const CASES: Array<[fields: IDataObject, keys: string[]]> = [
	[{}, [A, AWKWARD, B, C]],
	[{ srcPrefix: '', dstPrefix: '', allowMovingEverything: true }, ALL],
	[{ filters: { olderThan: '15 days' } }, [A, B]],
	[{ filters: { youngerThan: '15 days' } }, [AWKWARD, C]],
	[{ filters: { largerThan: '1 B', smallerThan: '5 B' } }, [A, B]],
	[{ filters: { nameMatches: '*.{log,txt}', nameDoesNotMatch: 'b*' } }, [A, AWKWARD, C]],
	[{ filters: { keepNewest: 2 } }, [A, B]],
	[{ options: { maxObjects: 2 } }, [A, AWKWARD]],
	[{ srcPrefix: 'nothing/' }, []],
];

describe.each(TRANSFERS)('$operation', ({ operation, done, would }) => {
	const isMove = operation === 'moveMany';

	test.each(CASES)('%j', async (fields, chosen) => {
		const source = await bucketOf(OBJECTS);
		const target = await bucketOf([]);
		const { srcPrefix, dstPrefix } = route(source, target, fields);
		const place = { hostGroup: hostGroup(), srcBucketName: source, dstBucketName: target };
		const keyOf = (key: string) => dstPrefix + key.slice(srcPrefix.length);
		const pairs = chosen.map((srcKey) => ({ ...place, srcKey, dstKey: keyOf(srcKey) }));

		const dry = await operate(operation, route(source, target, { ...fields, dryRun: true }));
		expect(dry.json).toHaveLength(chosen.length);
		for (const pair of pairs) {
			expect(dry.json).toContainEqual(expect.objectContaining({ ...pair, [would]: true }));
		}
		expect(dry.json.filter((item) => done in item)).toEqual([]);
		expect(await keysIn(target)).toEqual([]);

		const real = await mustOperate(operation, route(source, target, fields));
		expect(real.json).toHaveLength(chosen.length);
		for (const pair of pairs) {
			const { body = '' } = OBJECTS.find(({ key }) => key === pair.srcKey)!;
			const more = { size: body.length, lastModified: expect.any(String), [done]: true };
			expect(real.json).toContainEqual({ ...pair, ...more });
			expect((await objectIn(target, pair.dstKey)).bytes.toString()).toBe(body);
		}
		expect(await keysIn(target)).toEqual(pairs.map(({ dstKey }) => dstKey).sort());
		const left = isMove ? ALL.filter((key) => !chosen.includes(key)) : [...ALL];
		expect(await keysIn(source)).toEqual(left.sort());
	});

	test.each([
		['in/', 'in/'],
		['in/', 'in/copies/'],
		['', 'out/'],
		['', ''],
	])('a destination within the source is refused: "%s" to "%s"', async (srcPrefix, dstPrefix) => {
		const bucket = await bucketOf(OBJECTS);
		const result = await operate(operation, route(bucket, bucket, { srcPrefix, dstPrefix }));
		const advice = '"Destination Prefix" must not begin with "Source Prefix"';
		expectRefused(result, 'The destination lies within the source', advice);
	});

	test.each([
		['in/', 'out/'],
		['Logs/', 'logs/'],
	])('within one bucket, from %s to %s', async (srcPrefix, dstPrefix) => {
		const sources = [`${srcPrefix}1`, `${srcPrefix}2`];
		const bucket = await bucketOf(objectsOf([...sources, 'out/0']));
		const fields = route(bucket, bucket, { srcPrefix, dstPrefix });
		const { json } = await operate(operation, fields);
		expect(json.map((item) => item[done])).toEqual([true, true]);
		const copies = [`${dstPrefix}1`, `${dstPrefix}2`, 'out/0'];
		expect(await keysIn(bucket)).toEqual([...(isMove ? [] : sources), ...copies].sort());
	});

	test('one summary item', async () => {
		const source = await bucketOf(OBJECTS);
		const target = await bucketOf([{ key: 'out/b.log', body: 'bb' }]);
		const { json } = await operate(operation, route(source, target, { output: 'summary' }));
		const counts = isMove
			? { moved: 4, skipped: 0, bytesMoved: 15 }
			: { copied: 3, skipped: 1, bytesCopied: 13 };
		expect(json).toEqual([
			{
				...{ hostGroup: hostGroup(), srcBucketName: source, dstBucketName: target },
				...{ matched: 4, failed: 0, ...counts, seconds: expect.any(Number) },
			},
		]);
	});

	test('never more requests in flight than Concurrency allows, listings included', async () => {
		const source = await bucketOf(objectsOf(Array.from({ length: 40 }, (_, at) => `in/${at}`)));
		const target = await bucketOf([]);
		sandbox().setLatency(20);
		await operate(operation, route(source, target, { options: { concurrency: 3 } }));
		expectPeak(sandbox(), 3);
	});
});
