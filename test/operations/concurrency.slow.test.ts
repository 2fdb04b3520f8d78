import { useBulk } from '../support/bulk';

// Never more requests in flight than Concurrency says: pages and deletions, both ways, and also where the
// platform folds keys by commas, so that many small listings are opened.

const { sandbox, bucketOf, keysIn, deleteMany, requestsOf } = useBulk({ defaultDelimiter: ',' });

/** More than a page, so that the second is asked for while the first is worked off. */
const plain = Array.from({ length: 1050 }, (_, at) => ({ key: `key-${at}`, size: 1 }));
const inGroups = plain
	.slice(0, 400)
	.map(({ key }, at) => ({ key: `group ${at % 60},${key}`, size: 1 }));

describe.each([
	['plain keys', plain],
	['keys with commas', inGroups],
])('%s', (_, objects) => {
	test.each([
		['api', 3],
		['api', 12],
		['s3', 1],
		['s3', 4],
	])('through %s, %i at a time', async (through, concurrency) => {
		const bucket = await bucketOf(objects);
		sandbox().setLatency(4);
		sandbox().resetPeak();
		const options = { through, concurrency };
		const { json, error } = await deleteMany(bucket, {
			...{ allowDeletingEverything: true, output: 'summary', options },
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ deleted: objects.length }]);
		expect(sandbox().peakInFlight).toBeLessThanOrEqual(concurrency);
		// Deletions do not wait for the listing's end, and so many are really under way.
		if (through === 'api') expect(sandbox().peakInFlight).toBe(concurrency);
		expect(await keysIn(bucket)).toEqual([]);
	});
});

test('the first deletion does not wait for the last page', async () => {
	const bucket = await bucketOf(plain);
	sandbox().setLatency(4);
	await deleteMany(bucket, { prefix: 'key-', output: 'summary' });
	const methods = sandbox().requests.map(({ apiMethod }) => apiMethod);
	expect(requestsOf('s3.bucket.ListObjects')).toHaveLength(2);
	expect(methods.indexOf('s3.bucket.DeleteObject')).toBeLessThan(5);
});
