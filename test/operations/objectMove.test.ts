import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useBulk } from '../support/bulk';

// Object: Move.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf } = useBulk();

const move = async (srcBucketName: string, dstBucketName: string, keys: IDataObject) =>
	await operate('move', { srcBucketName, dstBucketName, ...keys });

const methods = () => sandbox().requests.map(({ apiMethod }) => apiMethod);

test('an object moves to another bucket', async () => {
	const [source, target] = [await bucketOf([{ key: 'a', body: 'text' }]), await bucketOf([])];
	const { json, error } = await move(source, target, { srcKey: 'a', dstKey: 'old/a' });
	expect(error).toBeUndefined();
	expect(JSON.stringify(json)).toBe(
		JSON.stringify([
			{
				...{ srcKey: 'a', dstKey: 'old/a', moved: true },
				...{ srcBucketName: source, dstBucketName: target, hostGroup: hostGroup() },
			},
		]),
	);
	expect(await keysIn(source)).toEqual([]);
	expect(String((await objectIn(target, 'old/a')).bytes)).toBe('text');
	// The original's size, then the copy.
	expect(methods()).toEqual([
		...['s3.bucket.CopyObject', 's3.bucket.ListObjects', 's3.bucket.ListObjects'],
		's3.bucket.DeleteObject',
	]);
});

test.each(['a.bak', 'a/b', 'b'])('an object is renamed to "%s"', async (dstKey) => {
	const bucket = await bucketOf([{ key: 'a', body: 'text' }]);
	const { error } = await move(bucket, bucket, { srcKey: 'a', dstKey });
	expect(error).toBeUndefined();
	expect(await keysIn(bucket)).toEqual([dstKey]);
});

test('onto itself it is refused before anything is sent', async () => {
	const bucket = await bucketOf([{ key: 'a', body: 'text' }]);
	const { error } = await move(bucket, ` ${bucket.toUpperCase()}`, { srcKey: 'a', dstKey: 'a' });
	expect(error?.message).toBe('The source and the destination are the same object');
	expect(sandbox().requests).toEqual([]);
	expect(await keysIn(bucket)).toEqual(['a']);
});

test('where the keys differ in case alone, the storage is asked whether it holds both', async () => {
	const bucket = await bucketOf([{ key: 'a', body: 'text' }]);
	const { error } = await move(bucket, bucket, { srcKey: 'a', dstKey: 'A' });
	expect(error).toBeUndefined();
	expect(await keysIn(bucket)).toEqual(['A']);
	expect(methods().slice(1)).toEqual([
		...Array.from({ length: 4 }, () => 's3.bucket.ListObjects'),
		's3.bucket.DeleteObject',
	]);
});

test('a copy that fails leaves the original', async () => {
	const bucket = await bucketOf([{ key: 'a', body: 'text' }]);
	const { error } = await move(bucket, 'nowhere', { srcKey: 'a', dstKey: 'b' });
	expect(error?.message).toMatch('"nowhere" does not exist');
	expect(await keysIn(bucket)).toEqual(['a']);
	expect(requestsOf('s3.bucket.DeleteObject')).toEqual([]);
});

test('a deletion that fails tells of the copy, and run again it finishes', async () => {
	const bucket = await bucketOf([{ key: 'a', body: 'text' }]);
	sandbox().faults.add({ method: 's3.bucket.DeleteObject', kind: 'code', code: 8, text: 'denied' });
	const { error } = await move(bucket, bucket, { srcKey: 'a', dstKey: 'b' });
	expect(error?.description).toMatch(
		'The copy "b" was made. If the original is still there, run this again to finish the move.',
	);
	expect(await keysIn(bucket)).toEqual(['a', 'b']);
	expect((await move(bucket, bucket, { srcKey: 'a', dstKey: 'b' })).error).toBeUndefined();
	expect(await keysIn(bucket)).toEqual(['b']);
});

test.each(['s3.bucket.CopyObject', 's3.bucket.DeleteObject'])(
	'a lost answer of %s is no failure',
	async (method) => {
		const bucket = await bucketOf([{ key: 'a', body: 'text' }]);
		sandbox().faults.add({ method, kind: 'dropAfter' });
		const { json } = await move(bucket, bucket, { srcKey: 'a', dstKey: 'b' });
		expect(json).toMatchObject([{ moved: true }]);
		expect(await keysIn(bucket)).toEqual(['b']);
	},
);

test('items move in their order, so that one makes room for the next', async () => {
	const keys = ['log', 'log.1', 'log.2'];
	const bucket = await bucketOf(keys.map((key) => ({ key, body: key })));
	sandbox().setLatency(5);
	await operate(
		'move',
		{
			...{ srcBucketName: bucket, srcKey: '={{ $json.from }}' },
			...{ dstBucketName: bucket, dstKey: '={{ $json.to }}' },
		},
		{
			items: [2, 1, 0].map((at) => ({ json: { from: keys[at], to: `log.${at + 1}` } })),
		},
	);
	expect(await keysIn(bucket)).toEqual(['log.1', 'log.2', 'log.3']);
	const contents = await Promise.all(
		['log.1', 'log.2', 'log.3'].map(async (key) => String((await objectIn(bucket, key)).bytes)),
	);
	expect(contents).toEqual(keys);
});
