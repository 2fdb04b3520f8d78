import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, route, useBulk } from '../support/bulk';

// Max Objects bounds what is done. What fails uses up none of it, or a run that is repeated would never get beyond it.

const { bucketOf, operate, deny, lock, requestsOf } = useBulk();

const WORKS = [
	{ operation: 'deleteMany', via: 'platform', method: 's3.bucket.DeleteObject', done: 'deleted' },
	{ operation: 'deleteMany', via: 's3', method: 'DeleteObjects', done: 'deleted' },
	{ operation: 'copyMany', via: '', method: 's3.bucket.CopyObject', done: 'copied' },
	{ operation: 'moveMany', via: 'platform', method: 's3.bucket.CopyObject', done: 'moved' },
	{ operation: 'moveMany', via: 's3', method: 's3.bucket.CopyObject', done: 'moved' },
];

describe.each(WORKS)('$operation $via', ({ operation, via, method, done }) => {
	/** Runs the work on objects, of which the first fail. */
	async function runOn(
		count: number,
		failing: number,
		options: IDataObject,
		fields: IDataObject = {},
	) {
		const keys = [...numbered(failing, 'locked-'), ...numbered(count - failing, 'ok-')];
		const source = await bucketOf(objectsOf(keys.map((key) => `in/${key}`)));
		if (method === 'DeleteObjects') await lock(source, 'in/');
		else deny(method, ({ params: { key, srcKey = key } }) => srcKey.startsWith('in/locked'));
		const place =
			operation === 'deleteMany'
				? { bucketName: source, prefix: 'in/' }
				: route(source, await bucketOf([]));
		const result = await operate(operation, {
			...{ ...place, ...fields },
			options: { onObjectFailure: 'report', ...(via && { via }), ...options },
		});
		const counted = (isDone: boolean) => result.json.filter((item) => item[done] === isDone).length;
		return { ...result, done: counted(true), failed: counted(false) };
	}

	test.each([
		['the first fail', 8, 3, 3, { done: 3, failed: 3 }],
		['more fail than there is room for', 8, 5, 2, { done: 2, failed: 5 }],
		['too few are left', 5, 3, 4, { done: 2, failed: 3 }],
		['none fails', 5, 0, 3, { done: 3, failed: 0 }],
		['ten times as many fail', 25, 23, 2, { done: 0, failed: 20 }],
	])('%s', async (_, count, failing, maxObjects, expected) => {
		expect(await runOn(count, failing, { maxObjects })).toMatchObject(expected);
	});

	test('a failure ends a run that is to stop', async () => {
		const options = { maxObjects: 2, onObjectFailure: 'stop', concurrency: 1 };
		const { error } = await runOn(5, 3, options);
		expect(error?.message).toMatch(/denied|AccessDenied/);
		expect(requestsOf(method)).toHaveLength(1);
	});

	test('a dry run shows as many as are meant', async () => {
		const { json } = await runOn(5, 3, { maxObjects: 2 }, { dryRun: true });
		expect(json).toHaveLength(2);
	});

	test('no more than Refuse Above allows is touched beside what failed', async () => {
		if (operation === 'copyMany') return;
		const options = { maxObjects: 2, refuseAbove: 2 };
		expect(await runOn(8, 3, options)).toMatchObject({ done: 2, failed: 3 });
	});
});
