import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../platform';
import { call, EU, http, must, onCeph, US, useDirectory, withSandbox } from './support';

const dataDir = useDirectory();

const hostGroup = US;
const bucketName = 'kept';
const params = { hostGroup, bucketName };
const resource = `arn:aws:s3:::${bucketName}/*`;
const policy = JSON.stringify({
	Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: resource }],
});

it('keeps tokens, ports, accounts, buckets, objects and policies', async () => {
	const large = randomBytes(200_000);
	const path = `/${bucketName}/large`;
	const before = {} as Sandbox & { pair: object; link: string; token: string };
	await withSandbox({ dataDir: dataDir() }, async (sandbox) => {
		const pair = await sandbox.createAccount(hostGroup, 'one');
		await sandbox.fill(hostGroup, bucketName, [
			{ key: 'small', body: 'x' },
			{ key: 'made', size: 9 },
		]);
		await must(sandbox, 's3.bucket.SetPolicy', { ...params, policy });
		await http.put(sandbox.endpoints[hostGroup] + path, large);
		const { url } = await must(sandbox, 's3.bucket.GetPresignedURL', { ...params, key: 'small' });
		const page = await must(sandbox, 's3.bucket.ListObjects', { ...params, maxKeys: 1 });
		Object.assign(before, { ...sandbox, pair, link: url, token: page.nextContinuationToken });
	});
	await withSandbox({ dataDir: dataDir() }, async (sandbox) => {
		const { tokens, endpoints, url, pair, link, token: continuationToken } = before;
		expect(sandbox).toMatchObject({ tokens, endpoints, url });
		expect((await sandbox.accounts())[0].keys).toMatchObject([pair]);
		expect(await sandbox.listKeys(hostGroup, bucketName)).toEqual(['large', 'made', 'small']);
		expect((await must(sandbox, 's3.bucket.GetPolicy', params)).policy).toBe(policy);
		expect((await http.get(link)).data).toBe('x');
		const rest = await must(sandbox, 's3.bucket.ListObjects', { ...params, continuationToken });
		expect(rest.objects).toHaveLength(2);
		const address = sandbox.endpoints[hostGroup] + path;
		const { data } = await http.get(address, { responseType: 'arraybuffer' });
		expect(large.equals(data)).toBe(true);
	});
});

it('lets nobody else read the tokens, and removes a temporary directory', async () => {
	const kept = join(dataDir(), 'kept');
	await withSandbox({ dataDir: kept }, async () => {
		expect((await stat(join(kept, 'platform.json'))).mode & 0o077).toBe(0);
	});
	const tmpdir = jest.spyOn(os, 'tmpdir').mockReturnValue(dataDir());
	await withSandbox({}, async () => {
		tmpdir.mockRestore();
		expect(await readdir(dataDir())).toHaveLength(2);
	});
	expect(await readdir(dataDir())).toEqual(['kept']);
});

it('is seeded once, with hundreds of objects of different ages and sizes', async () => {
	const options = { dataDir: dataDir(), seed: true };
	let accounts: Awaited<ReturnType<Sandbox['accounts']>> = [];
	await withSandbox(options, async (sandbox) => {
		const logs = await sandbox.listKeys(EU, 'app-logs', 'logs/');
		expect(logs.length).toBeGreaterThanOrEqual(300);
		accounts = await sandbox.accounts();
		expect(new Set(accounts.map(({ keys }) => keys.length))).toEqual(new Set([1, 2]));
	});
	await withSandbox(options, async (sandbox) => {
		expect(await sandbox.accounts()).toEqual(accounts);
		const ref = { hostGroup: EU, bucket: 'app-logs' };
		const { objects } = await sandbox.store.listObjects(ref, { prefix: 'logs/', maxKeys: 1000 });
		const ages = objects.map((one) => (Date.now() - one.lastModified.getTime()) / 86_400_000);
		expect(Math.min(...ages)).toBeLessThan(1);
		// On a cluster all are new: an object's time cannot be set.
		if (!onCeph) expect(ages.filter((age) => age > 30).length).toBeGreaterThan(100);
		expect(new Set(objects.map(({ size }) => size)).size).toBeGreaterThan(20);
		expect((await call(sandbox, 's3.bucket.List')).array.length).toBeGreaterThan(3);
		const media = await sandbox.listKeys(hostGroup, 'media');
		expect(media.some((key) => key.includes(','))).toBe(true);
		expect(media.some((key) => /\p{Script=Han}/u.test(key))).toBe(true);
	});
});
