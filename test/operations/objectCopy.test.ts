import '../support/quickRetries';
import { useBulk } from '../support/bulk';

// A copy above 5 GiB, which S3 refuses in one request.

const { sandbox, bucketOf, operate } = useBulk();

test.each([
	'EntityTooLarge: Your proposed upload exceeds the maximum allowed object size',
	'InvalidRequest: The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
])('%s: told with what to do', async (text) => {
	const bucket = await bucketOf([{ key: 'a', size: 1 }]);
	sandbox().faults.add({ method: 's3.bucket.CopyObject', kind: 'nestedFailure', text });
	const { error } = await operate('copy', {
		...{ srcBucketName: bucket, srcKey: 'a', dstBucketName: bucket, dstKey: 'b' },
	});
	expect(error?.message).toBe('The object "a" is too large to copy');
	expect(error?.description).toMatch('at most 5 GiB in one request');
});
