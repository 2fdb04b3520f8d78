import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { BY_US } from '../flight';
import type { Job } from '../job';
import { byValue, own, texts } from './own';

const all = { returnAll: true };

/** Listings: each has what is there, and nothing twice. */
export const lists: Job[] = [
	{
		name: 'Bucket: Get Many',
		steps: [{ resource: 'bucket', operation: 'getAll', parameters: all }],
		concurrency: 5,
		prepare: async () => await Promise.resolve({}),
		verify: async ({ name }, items) => {
			const named = items.filter(({ bucketName }) => bucketName === name);
			same(named.length, 1, `rows of ${name}`);
			return await Promise.resolve();
		},
	},
	{
		name: 'Object: Get Many',
		steps: [
			{
				...{ resource: 'object', operation: 'getAll' },
				parameters: { ...own, ...all, options: { maxKeys: 40 } },
			},
		],
		concurrency: 5,
		prepare: async (place) => {
			await place.fill(texts(100, 'listed/'));
			return {};
		},
		verify: async (place, items) => {
			const keys = items.map(({ key }) => key);
			same(keys, await place.keys(), 'keys');
		},
	},
	{
		name: 'Key: Get Many',
		steps: [{ resource: 'key', operation: 'getAll', parameters: all }],
		concurrency: 5,
		prepare: async () => await Promise.resolve({}),
		verify: async (place, items) => {
			const named = items.filter(({ name }) => name === place.name);
			same(
				named.map(({ accKey }) => accKey),
				await place.accessKeys(),
				'access keys',
			);
			holds(
				named.every(({ secretKey }) => secretKey === '********'),
				'a secret key is shown',
			);
		},
	},
	{
		name: 'Object: Get Presigned URL, eight items',
		steps: [
			{
				...{ resource: 'object', operation: 'getPresignedUrl' },
				parameters: {
					...own,
					key: byValue('{{ $json.key }}'),
					options: { concurrency: 8 },
				},
			},
		],
		concurrency: 8,
		usesAll: true,
		itemsOf: 'keys',
		prepare: async (place) => {
			const keys = texts(8, 'linked ä/');
			await place.fill(keys);
			return { keys };
		},
		verify: async (_, items, { keys }) => {
			const headers = BY_US;
			const fetched = items.map(
				async ({ url }) => await (await fetch(String(url), { headers })).text(),
			);
			same(await Promise.all(fetched), keys, 'contents behind the links');
		},
	},
];
