import { randomUUID } from 'node:crypto';
import { same } from '../../../sandbox/n8n/checks/expect';
import type { Job } from '../job';
import { asContents, byValue, own, ownBoth, slot, texts } from './own';

const KEPT = ['kept/a', 'kept/b'];
const ONE = 'one, and only/ä.txt';

/** Single objects: copied, deleted, uploaded, downloaded. */
export const objects: Job[] = [
	{
		name: 'Object: Copy',
		steps: [
			{
				...{ resource: 'object', operation: 'copy' },
				parameters: { ...ownBoth, srcKey: byValue(slot('key')), dstKey: slot('to') },
			},
		],
		concurrency: 5,
		prepare: async (place) => {
			await place.fill([ONE, ...KEPT]);
			return { key: ONE, to: `copies/${ONE}` };
		},
		verify: async (place, items, { to }) => {
			same([items.length, items[0]?.copied], [1, true], 'items');
			const wanted = { ...asContents([...KEPT, ONE]), [String(to)]: ONE };
			same(await place.objects(), wanted, 'objects');
		},
	},
	{
		name: 'Object: Copy, ten items',
		steps: [
			{
				...{ resource: 'object', operation: 'copy' },
				parameters: {
					...ownBoth,
					srcKey: byValue('{{ $json.key }}'),
					dstKey: 'copies/{{ $json.key }}',
					options: { concurrency: 3 },
				},
			},
		],
		concurrency: 3,
		usesAll: true,
		itemsOf: 'keys',
		prepare: async (place) => {
			const keys = texts(10, 'from/');
			await place.fill(keys);
			return { keys };
		},
		verify: async (place, items) => {
			const keys = texts(10, 'from/');
			same(
				items.map(({ dstKey, copied }) => [dstKey, copied]),
				keys.map((key) => [`copies/${key}`, true]),
				'items',
			);
			const copies = keys.map((key) => [`copies/${key}`, key]);
			const wanted = { ...asContents(keys), ...Object.fromEntries(copies) };
			same(await place.objects(), wanted, 'objects');
		},
	},
	{
		name: 'Object: Delete',
		steps: [
			{
				...{ resource: 'object', operation: 'delete' },
				parameters: { ...own, key: byValue(slot('key')) },
			},
		],
		concurrency: 5,
		prepare: async (place) => {
			await place.fill([ONE, ...KEPT]);
			return { key: ONE };
		},
		verify: async (place, items) => {
			same([items.length, items[0]?.deleted], [1, true], 'items');
			same(await place.objects(), asContents(KEPT), 'objects');
		},
	},
	{
		name: 'Object: Upload',
		steps: [{ resource: 'object', operation: 'upload', parameters: { ...own, key: slot('key') } }],
		concurrency: 5,
		file: `a small file ${'ä'.repeat(2000)}`,
		prepare: async (place) => {
			await place.fill(KEPT);
			return { key: 'uploaded' };
		},
		verify: async (place, items) => {
			same([items.length, items[0]?.uploaded], [1, true], 'items');
			const uploaded = `a small file ${'ä'.repeat(2000)}`;
			same(await place.objects(), { ...asContents(KEPT), uploaded }, 'objects');
		},
	},
	{
		name: 'Object: Download, then Upload',
		steps: [
			{
				...{ resource: 'object', operation: 'download' },
				parameters: { ...own, key: byValue(slot('key')) },
			},
			{ resource: 'object', operation: 'upload', parameters: { ...own, key: slot('to') } },
		],
		concurrency: 5,
		prepare: async (place) => {
			const key = `${randomUUID()} `.repeat(20).trim();
			await place.fill([key]);
			return { key, to: 'uploaded' };
		},
		verify: async (place, items, { key, to }) => {
			same([items.length, items[0]?.uploaded], [1, true], 'items');
			const wanted = { [String(key)]: String(key), [String(to)]: String(key) };
			same(await place.objects(), wanted, 'objects');
		},
	},
];
