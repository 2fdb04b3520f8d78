import type { IDataObject } from 'n8n-workflow';
import { pick, valuesOf, type Picking } from '../support/picking';
import { useStub } from '../support/stub';
import { op, useSandbox } from '../support/world';

// From List: what the editor offers, through n8n's own context. Objects: objectPickers.test.ts.

const { sandbox } = useSandbox({ seed: true });
const without = useSandbox({ offersS3: false });
const stub = useStub();

const EU = 's3-eu1.example';
const US = 's3-us1.example';
const TEAM = { options: { ownerUid: '40231' } };

const LISTS: Record<string, string> = {
	...{ searchHostGroups: 'key revoke', searchAccounts: 'key generate' },
	...{ searchAccessKeys: 'key revoke', searchBuckets: 'object delete' },
	...{ searchObjects: 'object delete', searchSourceObjects: 'object copy' },
};

const open = async (
	list: string,
	fields: IDataObject = {},
	{ token = sandbox().token, ...rest }: Partial<Picking> & { token?: string } = {},
) =>
	await pick({
		...{ list, credential: { host: sandbox().url, token } },
		parameters: op(LISTS[list], fields),
		...rest,
	});
const credential = () => ({ host: sandbox().url, token: sandbox().token });
const valuesIn = async (...opening: Parameters<typeof open>) => valuesOf(await open(...opening));

describe('host groups', () => {
	const entries = (names: string[]) => ({
		results: [EU, US].map((value, at) => ({ name: names[at], value })),
	});

	test('are the S3 clusters of all regions that are switched on, by the names that people know', async () => {
		expect(await open('searchHostGroups')).toEqual(
			entries([`EU Object Storage (${EU})`, `US Object Storage (${US})`]),
		);
		expect(sandbox().requests.map(({ path }) => path)).toEqual([
			'/1.0/environment/control/rest/getregions',
		]);
	});

	test('are those in use, for a token that may only call S3 methods', async () => {
		const { s3Only: token } = sandbox().tokens;
		expect(await open('searchHostGroups', {}, { token })).toEqual(entries([EU, US]));
		expect(await valuesIn('searchHostGroups', TEAM, { token })).toEqual([EU]);
	});

	test('can be searched by their labels', async () => {
		expect(await valuesIn('searchHostGroups', {}, { filter: 'us obj' })).toEqual([US]);
		expect(await valuesIn('searchHostGroups', {}, { filter: 'mars' })).toEqual([]);
	});
});

test.each<[string, IDataObject, string, string[]]>([
	['searchAccounts', { hostGroup: EU }, '', ['backup', 'webshop']],
	['searchAccounts', { hostGroup: EU }, 'SHOP', ['webshop']],
	['searchAccounts', { hostGroup: EU, ...TEAM }, '', ['team']],
	['searchAccounts', { hostGroup: US }, '', ['media']],
	['searchAccounts', { hostGroup: '' }, '', ['backup', 'media', 'webshop']],
	['searchAccounts', { hostGroup: 's3-mars' }, '', []],
	['searchBuckets', { hostGroup: EU }, '', ['app-logs', 'backups', 'empty-bucket']],
	['searchBuckets', { hostGroup: US }, '', ['media']],
])('%s %j, searched for "%s"', async (list, fields, filter, names) => {
	expect(await valuesIn(list, fields, { filter })).toEqual(names);
});

test('an Owner UID that an expression did not give opens no list', async () => {
	const asked = open('searchBuckets', { hostGroup: EU, options: { ownerUid: null } });
	await expect(asked).rejects.toThrow('Owner UID is empty');
});

test('access keys are shown with their accounts, by which they can be searched, without secrets', async () => {
	const accounts = (await sandbox().accounts()).filter(({ hostGroup }) => hostGroup === EU);
	const own = accounts.filter(({ ownerUid }) => ownerUid === sandbox().ownerUid);
	const { results } = await open('searchAccessKeys', { hostGroup: EU });
	expect(results).toHaveLength(3);
	for (const { name, keys } of own) {
		for (const { accKey, secretKey } of keys) {
			const label = new RegExp(
				`^${name}: ${accKey} \\(created \\d{4}-\\d\\d-\\d\\d, (today|\\d+ days? ago)\\)$`,
			);
			const found = results.find(({ value }) => value === accKey);
			expect(found).toEqual({ name: expect.stringMatching(label), value: accKey });
			expect(JSON.stringify(results)).not.toContain(secretKey);
		}
	}
	const filter = 'webshop';
	expect(await valuesIn('searchAccessKeys', { hostGroup: EU }, { filter })).toHaveLength(2);
});

test.each<[string, IDataObject]>([
	['key revoke', {}],
	['key regenerate', {}],
	['key test', {}],
	['key revokeOthers', {}],
	['key rotate', { accountName: '' }],
])('access keys are offered to %s', async (operation, fields) => {
	const parameters = op(operation, { hostGroup: EU, ...fields });
	const picking = { list: 'searchAccessKeys', credential: credential() };
	expect(valuesOf(await pick({ ...picking, parameters }))).toHaveLength(3);
});

test('Rotate is offered the keys of the chosen account', async () => {
	const parameters = op('key rotate', { hostGroup: EU, accountName: 'webshop' });
	const picking = { list: 'searchAccessKeys', credential: credential(), parameters };
	const webshop = (await sandbox().accounts()).find(({ name }) => name === 'webshop');
	const keys = webshop?.keys.map(({ accKey }) => accKey) ?? [];
	expect(keys).toHaveLength(2);
	expect(valuesOf(await pick(picking)).sort()).toEqual(keys.sort());
});

test('access keys are grouped by account, the oldest of each first, with their ages', async () => {
	const daysAgo = (days: number) => Date.now() - days * 86_400_000 - 60_000;
	const day = (time: number) => new Date(time).toISOString().slice(0, 10);
	const key = (accKey: string, createdAt?: number) => ({ accKey, secretKey: 's', createdAt });
	const array = [
		{ name: 'shop', hostGroup: 'h', keys: [key('NEW', daysAgo(0)), key('OLD', daysAgo(12))] },
		{ name: 'backup', hostGroup: 'h', keys: [key('UNTOLD'), key('DAY', daysAgo(1))] },
		{ name: 'elsewhere', hostGroup: 'other', keys: [key('OTHER')] },
		{ hostGroup: 'h', ...key('NOBODYS') },
	];
	answers({ getkeys: { array } });
	const { results } = await openStub('searchAccessKeys');
	expect(results.map(({ name, value }) => [value, name])).toEqual([
		['NOBODYS', 'NOBODYS'],
		['DAY', `backup: DAY (created ${day(daysAgo(1))}, 1 day ago)`],
		['UNTOLD', 'backup: UNTOLD'],
		['OLD', `shop: OLD (created ${day(daysAgo(12))}, 12 days ago)`],
		['NEW', `shop: NEW (created ${day(daysAgo(0))}, today)`],
	]);
});

test.each([
	['searchBuckets', {}],
	['searchObjects', { bucketName: 'app-logs' }],
	['searchSourceObjects', { srcBucketName: 'app-logs' }],
])('%s asks for the host group first, and the platform for nothing', async (list, fields) => {
	await expect(open(list, fields)).rejects.toThrow('Choose a host group first');
	expect(sandbox().requests).toEqual([]);
});

describe('a failure is shown:', () => {
	const at = (host: string) => ({ credential: { host, token: 't' } });

	test.each<[string, string, IDataObject, Parameters<typeof open>[2]]>([
		['The access token is wrong or has expired', 'searchHostGroups', {}, { token: 'wrong' }],
		['The access token is wrong or has expired', 'searchAccounts', {}, { token: 'wrong' }],
		[
			'The bucket "none" does not exist',
			'searchObjects',
			{ hostGroup: EU, bucketName: 'none' },
			{},
		],
		[
			'The platform cannot be reached at http://127.0.0.1:9',
			'searchBuckets',
			{ hostGroup: EU },
			at('http://127.0.0.1:9'),
		],
		['Platform Address is not an address', 'searchBuckets', {}, at('no address')],
	])('%s (%s)', async (message, list, fields, more) => {
		await expect(open(list, fields, more)).rejects.toThrow(message);
	});

	test('a missing permission', async () => {
		const { buckets: token } = sandbox().tokens;
		await expect(open('searchAccounts', {}, { token })).rejects.toThrow(
			'The access token lacks the permission s3.account.GetKeys',
		);
	});

	test('a platform without S3', async () => {
		const { url: host, token } = without.sandbox();
		await expect(open('searchHostGroups', {}, { credential: { host, token } })).rejects.toThrow(
			'This platform does not offer S3 storage',
		);
	});
});

/** Answers each method with a code, or with a body; any other with "not now". */
const answers = (byMethod: Record<string, number | object>) =>
	stub.answers(({ path }) => {
		const answer = byMethod[path.split('/').pop() ?? ''] ?? 99;
		return {
			body: typeof answer === 'number' ? { result: answer, error: 'no' } : { result: 0, ...answer },
		};
	});
const openStub = async (list: string) => {
	const fields = { hostGroup: 'h', bucketName: 'b', srcBucketName: 'b' };
	return await open(list, fields, { credential: { host: stub.url(), token: 't' } });
};

describe('host groups of a token without permission for regions', () => {
	const ACCOUNTS = { array: [{ name: 'a', hostGroup: 'of-account', keys: [] }] };
	const BUCKETS = { array: [{ name: 'b', hostGroup: 'of-bucket' }] };
	const names = async (byMethod: Record<string, number | object>) => {
		answers({ getregions: 8202, getkeys: ACCOUNTS, list: BUCKETS, ...byMethod });
		return valuesOf(await openStub('searchHostGroups'));
	};

	const BOTH = ['of-account', 'of-bucket'];
	test.each<[Record<string, number>, string[]]>([
		[{ getregions: 2 }, BOTH],
		[{ getregions: 8 }, BOTH],
		[{ getregions: 705 }, BOTH],
		[{ getregions: 8202 }, BOTH],
		[{ getkeys: 8202 }, ['of-bucket']],
		[{ list: 8202 }, ['of-account']],
	])('are those in use that it may see: %j', async (byMethod, expected) => {
		expect(await names(byMethod)).toEqual(expected);
	});

	test.each<[Record<string, number | object>, string]>([
		[{ getregions: 701 }, 'The access token is wrong or has expired'],
		[{ getregions: 99 }, 'The platform could not do this now'],
		[{ getregions: 4099 }, 'The platform answered with a failure'],
		[{ getregions: { regions: 'none' } }, 'The answer of the platform was not understood'],
		[{ list: 701 }, 'The access token is wrong or has expired'],
		[{ getkeys: 8202, list: 8202 }, 'lacks the permission s3.account.GetKeys'],
	])('any other failure is shown: %j', async (byMethod, message) => {
		await expect(names(byMethod)).rejects.toThrow(message);
		const asked = new Set(stub.requests.map(({ path }) => path.split('/').pop()));
		if ('getregions' in byMethod) expect([...asked]).toEqual(['getregions']);
	});
});

// Somebody waits before the screen: a list gives up soon. How soon where nothing is answered: pickers.slow.test.ts.
test('every list is asked for twice, not four times', async () => {
	answers({});
	const begun = Date.now();
	const lists = Object.keys(LISTS);
	const outcomes = await Promise.allSettled(lists.map(openStub));
	expect(outcomes).toEqual(
		lists.map(() => ({
			status: 'rejected',
			reason: expect.objectContaining({ message: 'The platform could not do this now' }),
		})),
	);
	const asked = stub.requests.map(({ path, params }) => `${path} ${params.ruk}`);
	expect(new Set(asked).size).toBe(lists.length);
	expect(asked).toHaveLength(2 * lists.length);
	expect(Date.now() - begun).toBeLessThan(2500);
});

test('a platform that wants to be left alone for a minute is asked again after a second', async () => {
	stub.answers({ status: 429, headers: { 'retry-after': '60' } });
	const begun = Date.now();
	await expect(openStub('searchBuckets')).rejects.toThrow('too many requests');
	expect(stub.requests).toHaveLength(2);
	expect(Date.now() - begun).toBeLessThan(3000);
});
