import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, route, useBulk } from '../support/bulk';
import { expectFailure } from '../support/expecting';

// Refuse Above: what is counted, and that nothing is changed where it is too much.

const { sandbox, bucketOf, keysIn, operate, requestsOf } = useBulk();

const READING = ['s3.bucket.ListObjects'];
const methodsSent = () => [...new Set(sandbox().requests.map(({ apiMethod }) => apiMethod))];

const WORKS = [
	{ operation: 'deleteMany', done: 'deleted' },
	{ operation: 'moveMany', done: 'moved' },
];

describe.each(WORKS)('$operation', ({ operation, done }) => {
	/** Runs the operation on so many objects; answers also what is left of them. */
	const runOn = async (count: number, refuseAbove: number | string, fields: IDataObject = {}) => {
		const bucket = await bucketOf(objectsOf(numbered(count, 'in/')));
		const { options, ...rest } = fields as { options?: IDataObject };
		const place =
			operation === 'deleteMany' ? { bucketName: bucket, prefix: 'in/' } : route(bucket, bucket);
		const result = await operate(operation, {
			...{ ...place, ...rest },
			options: { refuseAbove, ...options },
		});
		const left = (await keysIn(bucket)).filter((key) => key.startsWith('in/')).length;
		return { ...result, left };
	};

	test.each([
		['over several pages', 2345, 2000, {}],
		['by one', 3, 2, {}],
		['in a dry run', 3, 2, { dryRun: true }],
	])('refuses more, %s, and changes nothing', async (_, count, most, fields) => {
		const result = await runOn(count, most, fields);
		const message = `${count} objects would be ${done}, more than "Refuse Above" allows (${most})`;
		expectFailure(result, message, /^Nothing was changed\./);
		expect(result.left).toBe(count);
		expect(methodsSent()).toEqual(READING);
	});

	test.each([
		['as many as are allowed', 3, 3, {}, 0],
		['more objects than match', 5, 2, { filters: { nameMatches: '*{0,1}' } }, 3],
		['no more than Max Objects', 5, 2, { options: { maxObjects: 2 } }, 3],
		['no more than Keep the Newest leaves', 5, 2, { filters: { keepNewest: 3 } }, 3],
	])('works on %s', async (_, count, most, fields, left) => {
		const result = await runOn(count, most, fields);
		expect(result.error).toBeUndefined();
		expect(result.json.map((item) => item[done])).toEqual(Array(count - left).fill(true));
		expect(result.left).toBe(left);
	});

	test('refuses to have no number', async () => {
		const { error, left } = await runOn(3, '');
		expect(error?.message).toBe('Refuse Above is empty');
		expect(left).toBe(3);
	});

	test('what comes after it was counted stays', async () => {
		const bucket = await bucketOf(objectsOf(numbered(3, 'in/')));
		let listings = 0;
		const refill = async () => {
			const [hostGroup] = sandbox().hostGroups;
			await sandbox().fill(hostGroup, bucket, objectsOf(numbered(9, 'in/')));
		};
		const refilled: Array<Promise<void>> = [];
		sandbox().faults.add({
			...{ method: 's3.bucket.ListObjects', kind: 'latency', ms: 300, times: Infinity },
			match: ({ params }) => {
				if (params.prefix === 'in/' && ++listings === 2) refilled.push(refill());
				return true;
			},
		});
		const place =
			operation === 'deleteMany' ? { bucketName: bucket, prefix: 'in/' } : route(bucket, bucket);
		const { json } = await operate(operation, { ...place, options: { refuseAbove: 4 } });
		await Promise.all(refilled);
		expect(json).toHaveLength(4);
		expect((await keysIn(bucket)).filter((key) => key.startsWith('in/'))).toHaveLength(5);
	});
});

test('Move Many counts what it would move', async () => {
	const stuck = `in/${'b'.repeat(1021)}`;
	const source = await bucketOf(objectsOf(['in/a', 'in/c', stuck]));
	const target = await bucketOf(objectsOf(['far/in/c']));
	const fields = route(source, target, { dstPrefix: 'far/in/', ifExists: 'skip' });
	const options = { refuseAbove: 1, onObjectFailure: 'report' };
	const { json } = await operate('moveMany', { ...fields, options });
	expect(json.map(({ moved, skipped }) => [moved, skipped])).toEqual([
		[true, undefined],
		[false, undefined],
		[false, true],
	]);
	expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(1);
});
