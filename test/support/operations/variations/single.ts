import type { Variation, Variations } from './variation';
import { CHOSEN, STAYS } from '../things';

// The options of lists, links, files and accounts.

const anyText = expect.any(String) as string;

const listing = (raw: object): Variation[] => [
	{ set: { returnAll: false, limit: 1 }, gives: () => [{}] },
	{ set: { simplify: false, returnAll: false, limit: 1 }, gives: () => [{ ...raw }] },
];

const linkTo = async (url: unknown, init?: RequestInit) => await fetch(String(url), init);

/** Variations for the options that only one or two operations have. */
export const SINGLE: Variations = {
	'account create': [
		{
			set: { options: { withAccessKey: true } },
			gives: ({ newAccount }) => [{ accountName: newAccount, secretKey: anyText }],
		},
		{
			set: { options: { withAccessKey: false } },
			check: async ({ json }) => expect(json[0]).not.toHaveProperty('secretKey'),
		},
	],
	'account getAll': [
		{ set: ({ things: { hostGroup } }) => ({ hostGroup }) },
		...listing({ keys: expect.any(Array) as object }),
	],
	'key getAll': [
		{
			set: ({ things: { hostGroup, account } }) => ({ hostGroup, accountName: account }),
			gives: ({ account, accessKey }) => [{ accountName: account, accessKey }],
		},
		{ set: { olderThan: '2001-01-01' }, gives: () => [] },
		...listing({ accKey: anyText }),
	],
	'key test': [{ set: { options: { waitSeconds: 1 } } }],
	'bucket getAll': [
		{ set: ({ things: { hostGroup } }) => ({ hostGroup }) },
		...listing({ name: anyText }),
	],
	'bucket getUsage': [
		{
			set: { options: { groupBy: 'none' } },
			check: async ({ json: [usage] }, { sandbox, things: { hostGroup, source: bucket } }) => {
				const { objects } = await sandbox.store.listObjects(
					{ hostGroup, bucket },
					{ maxKeys: 1000 },
				);
				const times = objects.map(({ lastModified }) => lastModified.getTime()).sort();
				expect(usage.bytes).toBe(objects.reduce((sum, { size }) => sum + size, 0));
				expect(Date.parse(String(usage.oldest))).toBe(times[0]);
				expect(Date.parse(String(usage.newest))).toBe(times.at(-1));
			},
		},
		{
			set: { options: { groupBy: 'prefix' } },
			gives: () => [
				{ prefix: '', objects: 1 },
				{ prefix: 'in/', objects: CHOSEN.length },
			],
		},
	],
	'object download': [
		{
			set: { binaryPropertyName: 'file', options: { fileName: 'a report.pdf' } },
			check: async ({ items }) => {
				expect(items[0].binary?.file).toMatchObject({ fileName: 'a report.pdf' });
			},
		},
	],
	'object get': [
		{
			set: { key: 'none', options: { ifMissing: 'return' } },
			gives: () => [{ key: 'none', exists: false }],
		},
		{
			...{ set: { key: 'none', options: { ifMissing: 'fail' } }, gives: () => [] },
			fails: /"none" does not exist/,
		},
	],
	'object getAll': [
		...listing({ key: STAYS }),
		{
			set: { options: { delimiter: '/' } },
			gives: () => [{ key: STAYS }, { key: 'in/', isPrefix: true }],
		},
		{
			set: async ({ sandbox, things: { hostGroup, source: bucket } }) => {
				const page = await sandbox.store.listObjects({ hostGroup, bucket }, { maxKeys: 2 });
				return { options: { continuationToken: page.nextContinuationToken } };
			},
			gives: () => CHOSEN.slice(1).map((key) => ({ key })),
		},
	],
	'object getPresignedUrl': [
		{
			set: { options: { for: 'download', fileName: 'a report.pdf' } },
			check: async ({ json: [{ url }] }) => {
				const answer = await linkTo(url);
				expect(await answer.text()).toBe('contents');
				expect(answer.headers.get('content-disposition')).toMatch('a report.pdf');
			},
		},
	],
	'object getPresignedUrl, for upload': [
		{
			set: { key: 'new' },
			gives: () => [{ key: 'new', method: 'PUT' }],
			check: async ({ json: [{ url }] }, { sandbox, things: { hostGroup, bucket } }) => {
				const headers = { 'content-type': 'text/csv' };
				expect((await linkTo(url, { method: 'PUT', body: 'a,b', headers })).status).toBe(200);
				const { info } = await sandbox.store.openObject({ hostGroup, bucket }, 'new');
				expect(info).toMatchObject({ size: 3, contentType: 'text/csv' });
			},
			does: ({ buckets }, { bucket }) => (buckets[bucket].new = 'a,b'),
		},
	],
	'object upload, a new text': [
		{
			set: { options: { contentType: 'text/csv' } },
			check: async (_, { sandbox, things: { hostGroup, target: bucket } }) => {
				const { info } = await sandbox.store.openObject({ hostGroup, bucket }, 'uploaded');
				expect(info.contentType).toBe('text/csv');
			},
		},
		{
			set: ({ things: { source } }) => ({ bucketName: source, key: STAYS }),
			...{ gives: () => [], fails: /exists already/, does: () => {} },
		},
	],
	'object upload, kept': [
		{
			set: { options: { ifExists: 'replace' } },
			gives: () => [{ key: STAYS, uploaded: true }],
			does: ({ buckets }, { source }) => (buckets[source][STAYS] = 'a text'),
		},
	],
};
