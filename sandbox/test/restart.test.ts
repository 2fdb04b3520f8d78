import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../platform';
import { call, http, must, onCeph } from './support';

let dataDir: string;
beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const hostGroup = 's3-us1.example';
const bucketName = 'kept';
const params = { hostGroup, bucketName };

it('keeps everything that was made: tokens, ports, accounts, buckets, objects, policies', async () => {
	const policy = JSON.stringify({
		Statement: [
			{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${bucketName}/*` },
		],
	});
	const large = randomBytes(200_000);
	const before = await startSandbox({ dataDir });
	const pair = await before.createAccount(hostGroup, 'one');
	await before.fill(hostGroup, bucketName, [
		{ key: 'small', body: 'x' },
		{ key: 'made', size: 9 },
	]);
	await must(before, 's3.bucket.SetPolicy', { ...params, policy });
	const path = `/${bucketName}/large`;
	await http.put(before.endpoints[hostGroup] + path, large);
	const { url } = await must(before, 's3.bucket.GetPresignedURL', { ...params, key: 'small' });
	const page = await must(before, 's3.bucket.ListObjects', { ...params, maxKeys: 1 });
	await before.stop();

	const after = await startSandbox({ dataDir });
	try {
		const { tokens, endpoints, url: address } = before;
		expect(after).toMatchObject({ tokens, endpoints, url: address });
		expect((await after.accounts())[0].keys).toMatchObject([pair]);
		expect(await after.listKeys(hostGroup, bucketName)).toEqual(['large', 'made', 'small']);
		expect((await must(after, 's3.bucket.GetPolicy', params)).policy).toBe(policy);
		expect((await http.get(url)).data).toBe('x');
		const rest = { ...params, continuationToken: page.nextContinuationToken };
		expect((await must(after, 's3.bucket.ListObjects', rest)).objects).toHaveLength(2);
		const { data } = await http.get(after.endpoints[hostGroup] + path, {
			responseType: 'arraybuffer',
		});
		expect(large.equals(data)).toBe(true);
	} finally {
		await after.stop();
	}
});

it('removes a temporary directory at the end, and lets nobody else read a kept one’s tokens', async () => {
	const kept = await startSandbox({ dataDir: join(dataDir, 'kept') });
	expect((await stat(join(dataDir, 'kept', 'platform.json'))).mode & 0o077).toBe(0);
	await kept.stop();
	const temporary = jest.spyOn(os, 'tmpdir').mockReturnValue(dataDir);
	const passing = await startSandbox();
	temporary.mockRestore();
	const meanwhile = await readdir(dataDir);
	await passing.stop();
	expect(meanwhile).toHaveLength(2);
	expect(await readdir(dataDir)).toEqual(['kept']);
});

describe('seeded', () => {
	it('has hundreds of objects of different ages and sizes, and is seeded once', async () => {
		const first = await startSandbox({ dataDir, seed: true });
		const logs = await first.listKeys('s3-eu1.example', 'app-logs', 'logs/');
		expect(logs.length).toBeGreaterThanOrEqual(300);
		const accounts = await first.accounts();
		expect(new Set(accounts.map(({ keys }) => keys.length))).toEqual(new Set([1, 2]));
		await first.stop();
		const second = await startSandbox({ dataDir, seed: true });
		try {
			expect(await second.accounts()).toEqual(accounts);
			const page = await must(second, 's3.bucket.ListObjects', {
				hostGroup: 's3-eu1.example',
				bucketName: 'app-logs',
				prefix: 'logs/',
				maxKeys: 1000,
			});
			type Row = { size: number; lastModified: string };
			const DAY = 24 * 60 * 60 * 1000;
			const ages = page.objects.map(
				(row: Row) => (Date.now() - Date.parse(row.lastModified)) / DAY,
			);
			expect(Math.min(...ages)).toBeLessThan(1);
			// On a cluster all are made now: nobody can set an object's time.
			const old = ages.filter((age: number) => age > 30).length;
			if (!onCeph) expect(old).toBeGreaterThan(100);
			expect(new Set(page.objects.map(({ size }: Row) => size)).size).toBeGreaterThan(20);
			expect((await call(second, 's3.bucket.List')).array.length).toBeGreaterThan(3);
			const media = await second.listKeys(hostGroup, 'media');
			expect(media.some((key) => key.includes(','))).toBe(true);
			expect(media.some((key) => /\p{Script=Han}/u.test(key))).toBe(true);
		} finally {
			await second.stop();
		}
	});
});
