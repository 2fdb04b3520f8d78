import { placeLast } from '../execution/placeLast';
import type { access, bucket, hostGroup, policy } from '../fields/common';
import type { ResultItem, TaskOf } from '../operation';
import { requiredText } from '../parse/text';

type SetPolicyTask = TaskOf<[typeof hostGroup, typeof bucket, typeof access, typeof policy]>;

/** Policy: Set. */
export async function setPolicy(task: SetPolicyTask): Promise<ResultItem[]> {
	const { hostGroup, bucketName, access, policy } = task.values;
	if (access === 'private') {
		await task.call('s3.bucket.DeletePolicy', { hostGroup, bucketName });
	} else {
		const isPublic = access === 'publicRead';
		const document = isPublic ? publicRead(bucketName) : requiredText(policy, 'Policy');
		await task.call('s3.bucket.SetPolicy', { hostGroup, bucketName, policy: document });
		if (isPublic) {
			task.hint(`Anyone can download every object in the bucket "${bucketName}".`, 'warning');
		}
	}
	return [{ json: placeLast(task.named, { set: true, access }) }];
}

/** The policy that lets everybody read a bucket's objects (Amazon S3 User Guide, "Bucket policy examples"). */
const publicRead = (bucketName: string) =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: '*',
				Action: 's3:GetObject',
				Resource: `arn:aws:s3:::${bucketName}/*`,
			},
		],
	});
