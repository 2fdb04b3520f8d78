import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { pick, valuesOf, type Picking } from '../support/picking';
import { useSandbox } from '../support/world';

// From List: what the editor offers, through n8n's own context.

const { sandbox } = useSandbox({ seed: true });
const without = useSandbox({ offersS3: false });

const EU = 's3-eu1.example';
const US = 's3-us1.example';
const TEAM = '40231';

const open = async (
	list: Picking['list'],
	parameters: IDataObject = {},
	more: Partial<Picking> & { token?: string } = {},
) => {
	const { token = sandbox().token, ...rest } = more;
	return await pick({
		...{ list, credential: { host: sandbox().url, token } },
		parameters: { resource: 'key', operation: 'revoke', ...parameters },
		...rest,
	});
};

const inBuckets = { resource: 'object', operation: 'delete' };

describe('host groups', () => {
	test('are the S3 clusters of all regions that are switched on, by the names that people know', async () => {
		expect(await open('searchHostGroups')).toEqual({
			results: [
				{ name: `EU Object Storage (${EU})`, value: EU },
				{ name: `US Object Storage (${US})`, value: US },
			],
		});
		expect(sandbox().requests.map(({ path }) => path)).toEqual([
			'/1.0/environment/control/rest/getregions',
		]);
	});

	test('are those in use, for a token that may only call S3 methods', async () => {
		const { s3Only } = sandbox().tokens;
		expect(await open('searchHostGroups', {}, { token: s3Only })).toEqual({
			results: [
				{ name: EU, value: EU },
				{ name: US, value: US },
			],
		});
	});

	test('are those in use of another owner', async () => {
		const { s3Only } = sandbox().tokens;
		const parameters = { options: { ownerUid: TEAM } };
		expect(valuesOf(await open('searchHostGroups', parameters, { token: s3Only }))).toEqual([EU]);
	});

	test('can be searched by their labels', async () => {
		expect(valuesOf(await open('searchHostGroups', {}, { filter: 'us obj' }))).toEqual([US]);
		expect(valuesOf(await open('searchHostGroups', {}, { filter: 'mars' }))).toEqual([]);
	});
});

describe('accounts', () => {
	const generate = { operation: 'generate' };

	test.each([
		[EU, ['backup', 'webshop']],
		[US, ['media']],
		['', ['backup', 'media', 'webshop']],
		['s3-mars', []],
	])('of the host group "%s"', async (hostGroup, names) => {
		expect(valuesOf(await open('searchAccounts', { ...generate, hostGroup }))).toEqual(names);
	});

	test('of another owner', async () => {
		const parameters = { ...generate, hostGroup: EU, options: { ownerUid: TEAM } };
		expect(valuesOf(await open('searchAccounts', parameters))).toEqual(['team']);
	});

	test('by a part of their names, in capitals or not', async () => {
		const parameters = { ...generate, hostGroup: EU };
		expect(valuesOf(await open('searchAccounts', parameters, { filter: 'SHOP' }))).toEqual([
			'webshop',
		]);
	});
});

test('access keys stand with their accounts, and without their secrets', async () => {
	const accounts = (await sandbox().accounts()).filter(({ hostGroup }) => hostGroup === EU);
	const own = accounts.filter(({ ownerUid }) => ownerUid === sandbox().ownerUid);
	const expected = own.flatMap(({ name, keys }) =>
		keys.map(({ accKey }) => ({ name: `${accKey} (${name})`, value: accKey })),
	);
	const { results } = await open('searchAccessKeys', { hostGroup: EU });
	expect(results).toHaveLength(3);
	expect(results).toEqual(expect.arrayContaining(expected));
});

test('access keys are found by their accounts', async () => {
	const { results } = await open('searchAccessKeys', { hostGroup: EU }, { filter: 'webshop' });
	expect(results).toHaveLength(2);
});

test.each([
	[EU, ['app-logs', 'backups', 'empty-bucket']],
	[US, ['media']],
])('buckets of the host group %s', async (hostGroup, names) => {
	const { results } = await open('searchBuckets', { ...inBuckets, hostGroup });
	expect(valuesOf({ results })).toEqual(names);
});

describe('failures are told in words', () => {
	test.each<[string, Picking['list'], IDataObject, Partial<Picking> & { token?: string }]>([
		['The access token is wrong or has expired', 'searchHostGroups', {}, { token: 'wrong' }],
		['The access token is wrong or has expired', 'searchAccounts', {}, { token: 'wrong' }],
		[
			'The bucket "none" does not exist',
			'searchObjects',
			{ ...inBuckets, hostGroup: EU, bucketName: 'none' },
			{},
		],
		[
			'The platform cannot be reached at http://127.0.0.1:9',
			'searchBuckets',
			inBuckets,
			{ credential: { host: 'http://127.0.0.1:9', token: 't' } },
		],
		[
			'Platform Address is not an address',
			'searchBuckets',
			inBuckets,
			{ credential: { host: 'no address', token: 't' } },
		],
	])('%s (%s)', async (message, list, parameters, more) => {
		await expect(open(list, parameters, more)).rejects.toThrow(message);
	});

	test('a missing permission is named', async () => {
		const { buckets } = sandbox().tokens;
		await expect(open('searchAccounts', {}, { token: buckets })).rejects.toThrow(
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
