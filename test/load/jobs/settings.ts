import { randomUUID } from 'node:crypto';
import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { readOnlyPolicy } from '../../support/things';
import type { Job } from '../job';
import { byValue, own, ownAccount, slot } from './own';

const hostGroup = byValue(slot('hostGroup'));

/** Keys, policies and buckets: made, looked at, and taken away again. */
export const settings: Job[] = [
	{
		name: 'Key: Generate, then Revoke',
		steps: [
			{ resource: 'key', operation: 'generate', parameters: ownAccount },
			{
				...{ resource: 'key', operation: 'revoke' },
				parameters: { hostGroup, accKey: byValue('{{ $json.accKey }}') },
			},
		],
		concurrency: 5,
		prepare: async (place) => ({ keysBefore: await place.accessKeys() }),
		verify: async (place, items, { keysBefore }) => {
			same([items.length, items[0]?.revoked], [1, true], 'items');
			const before = keysBefore as string[];
			holds(!before.includes(String(items[0].accKey)), 'the pair that was there is revoked');
			same(await place.accessKeys(), before, 'access keys');
		},
	},
	{
		name: 'Policy: Set, then Get',
		steps: [
			{ resource: 'policy', operation: 'set', parameters: { ...own, policy: slot('policy') } },
			{ resource: 'policy', operation: 'get', parameters: own },
		],
		concurrency: 5,
		prepare: async (place) => {
			const policy = readOnlyPolicy(place.name).replace('{', `{"Id":"${randomUUID()}",`);
			return await Promise.resolve({ policy });
		},
		verify: async (place, items, { policy }) => {
			const wanted = JSON.parse(String(policy)) as unknown;
			same(items[0]?.policy, wanted, 'the policy in the item');
			same(JSON.parse((await place.policy()) ?? ''), wanted, 'the policy');
		},
	},
	{
		name: 'Bucket: Create, then Delete',
		steps: [
			{
				...{ resource: 'bucket', operation: 'create' },
				parameters: { hostGroup, bucketName: slot('newBucket') },
			},
			{
				...{ resource: 'bucket', operation: 'delete' },
				parameters: { hostGroup, bucketName: byValue(slot('newBucket')) },
			},
		],
		concurrency: 5,
		prepare: async ({ name }) =>
			await Promise.resolve({ newBucket: `${name}-${randomUUID().slice(0, 8)}` }),
		verify: async (place, items, { newBucket }) => {
			same([items.length, items[0]?.deleted], [1, true], 'items');
			same(await place.hasBucket(String(newBucket)), false, 'the bucket is there');
			same(await place.hasBucket(place.name), true, 'the own bucket is there');
		},
	},
];
