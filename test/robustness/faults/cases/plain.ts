import type { IDataObject } from 'n8n-workflow';
import { REFERENCE } from '../../../support/reference';
import type { Change } from '../things';
import { keys, type OperationCase } from './case';

const NO_METHOD = { method: '', own: () => ({}) };

/** A case with one request, as the platform's reference has it. */
function plain(name: string, gives: OperationCase['gives'], does?: Change): OperationCase {
	const [resource, operation] = name.split(' ');
	const found = REFERENCE.find((row) => `${row.resource} ${row.operation}` === name) ?? NO_METHOD;
	return {
		resource,
		operation,
		parameters: found.own,
		requests: [{ method: found.method, does }],
		gives,
	};
}

/** A case of a list of all that there is. */
const plainList = (name: string, gives: OperationCase['gives']): OperationCase => ({
	...plain(name, gives),
	parameters: () => ({ returnAll: true }),
	givesMore: true,
});

/** A case that makes a key pair, and knows by those before which is new. */
function makingAPair(name: string, does: Change): OperationCase {
	const made = plain(name, ({ hostGroup }) => [{ hostGroup }], does);
	return { ...made, requests: [keys, ...made.requests] };
}

/** What one request does. */
export const PLAIN: OperationCase[] = [
	plain(
		'account create',
		({ newAccount }) => [{ name: newAccount, created: true }],
		({ accounts }, { newAccount }) => (accounts[newAccount] = ['new']),
	),
	plain(
		'account delete',
		({ account }) => [{ name: account, deleted: true }],
		({ accounts }, { account }) => delete accounts[account],
	),
	plainList('account getAll', ({ account }) => [{ name: account, keyCount: 1 }]),
	makingAPair('key generate', ({ accounts }, { account }) => accounts[account].push('new')),
	plainList('key getAll', ({ account: name, accKey }) => [{ name, accKey }]),
	makingAPair('key regenerate', ({ accounts }, { account }) => (accounts[account] = ['new'])),
	plain(
		'key revoke',
		({ accKey }) => [{ accKey, revoked: true }],
		({ accounts }, { account }) => (accounts[account] = []),
	),
	plain(
		'bucket create',
		({ newBucket }) => [{ bucketName: newBucket, created: true }],
		({ buckets }, { newBucket }) => (buckets[newBucket] = {}),
	),
	plain(
		'bucket delete',
		({ emptyBucket }) => [{ bucketName: emptyBucket, deleted: true }],
		({ buckets }, { emptyBucket }) => delete buckets[emptyBucket],
	),
	plainList('bucket getAll', ({ bucket: bucketName }) => [{ bucketName }]),
	plain(
		'object copy',
		({ key }) => [{ srcKey: key, copied: true }],
		({ buckets }, { bucket, emptyBucket, key }) =>
			(buckets[emptyBucket][`copies/${key}`] = buckets[bucket][key]),
	),
	plain(
		'object delete',
		({ key }) => [{ key, deleted: true }],
		({ buckets }, { bucket, key }) => delete buckets[bucket][key],
	),
	{
		...{ resource: 'object', operation: 'move' },
		parameters: ({ hostGroup, bucket, key, emptyBucket }) => ({
			...{ hostGroup, srcBucketName: bucket, srcKey: key },
			...{ dstBucketName: emptyBucket, dstKey: `moved/${key}` },
		}),
		requests: [
			{
				method: 's3.bucket.CopyObject',
				does: ({ buckets }, { bucket, emptyBucket, key }) =>
					(buckets[emptyBucket][`moved/${key}`] = buckets[bucket][key]),
			},
			{
				method: 's3.bucket.DeleteObject',
				does: ({ buckets }, { bucket, key }) => delete buckets[bucket][key],
			},
		],
		gives: ({ key }) => [{ srcKey: key, moved: true }],
	},
	plain('object getPresignedUrl', ({ key }) => [{ key }]),
	plain(
		'policy delete',
		({ bucket }) => [{ bucketName: bucket, deleted: true }],
		({ policies }, { bucket }) => delete policies[bucket],
	),
	plain('policy get', ({ bucket, policy }) => [
		{ bucketName: bucket, policy: JSON.parse(policy) as IDataObject },
	]),
	{
		...plain(
			'policy set',
			({ bucket }) => [{ bucketName: bucket, set: true }],
			({ policies }, { bucket, newPolicy }) => (policies[bucket] = newPolicy),
		),
		parameters: ({ hostGroup, bucket: bucketName, newPolicy: policy }) => ({
			...{ hostGroup, bucketName, policy },
		}),
	},
];
