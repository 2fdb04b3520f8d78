import { holds, same } from '../../../sandbox/n8n/checks/expect';
import type { Chapter } from '../check';
import { addAction, startWithClick } from '../editor/canvas';
import { enterValue, executeStep, failure, inputOf, pick } from '../editor/panel';

const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';

export const failures: Chapter = {
	title: 'Failures, with advice',
	checks: (stage) => {
		const { page, url, sandbox } = stage;
		const fails = async (message: string, ...advice: string[]) => {
			same(await executeStep(stage), 'error', 'the step');
			const seen = await failure(page);
			same(seen.message, message, 'the message');
			for (const part of advice) holds(seen.advice.includes(part), `the advice is ${seen.advice}`);
			return `${seen.message}. ${seen.advice}`;
		};
		return [
			{
				name: 'a bucket that does not exist',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Bucket', 'Get many objects');
					await pick(page, 'hostGroup', HOST_GROUP);
					await enterValue(page, 'bucketName', 'no-such-bucket');
					return await fails(
						'The bucket "no-such-bucket" does not exist',
						'Bucket: Get Many lists what there is',
					);
				},
			},
			{
				name: 'a permission that the token lacks',
				run: async () => {
					sandbox.faults.add({ method: 's3.bucket.ListObjects', kind: 'code', code: 8202 });
					return await fails(
						'The access token lacks the permission s3.bucket.ListObjects',
						'in the dashboard under Settings, Access Tokens',
					);
				},
			},
			{
				name: 'a bucket that is not empty',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Bucket', 'Delete bucket');
					await pick(page, 'hostGroup', HOST_GROUP);
					await pick(page, 'bucketName', 'backups');
					return await fails('The bucket "backups" is not empty', 'Empty First');
				},
			},
			{
				name: 'a third key pair',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Account', 'Generate key pair');
					await pick(page, 'hostGroup', HOST_GROUP);
					await pick(page, 'name', 'webshop');
					return await fails(
						'The account "webshop" has two key pairs already',
						'Revoke the one that is not in use',
					);
				},
			},
			{
				name: 'a name that the platform would refuse',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Bucket', 'Create bucket');
					await pick(page, 'hostGroup', HOST_GROUP);
					await inputOf(page.getByTestId('parameter-input-bucketName')).fill('Not A Name');
					return await fails('"Not A Name" is not a valid bucket name', '3 to 63');
				},
			},
		];
	},
};
