import '../support/quickRetries';
import { useBulk } from '../support/bulk';
import { expectFailure } from '../support/expecting';

// S3 refuses to copy more than 5 GiB in one request.

const { sandbox, bucketOf, operate } = useBulk();

test.each([
	'EntityTooLarge: Your proposed upload exceeds the maximum allowed object size',
	'InvalidRequest: The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
])('the failure says what to do: %s', async (text) => {
	const bucket = await bucketOf([{ key: 'a', size: 1 }]);
	sandbox().faults.add({ method: 's3.bucket.CopyObject', kind: 'nestedFailure', text });
	const fields = { srcBucketName: bucket, srcKey: 'a', dstBucketName: bucket, dstKey: 'b' };
	const message = 'The object "a" is too large to copy';
	expectFailure(await operate('copy', fields), message, 'at most 5 GiB in one request');
});
