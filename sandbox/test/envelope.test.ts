import { startSandbox, type Sandbox } from '../platform';
import { call, http, must, post, urlOf } from './support';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const [hostGroup] = ['s3-eu1.example'];

describe('requests', () => {
	it('are taken as GET and as POST', async () => {
		await must(sandbox, 's3.bucket.Create', { hostGroup, bucketName: 'by-post' });
		const params = { session: sandbox.token, appid: 'cluster', hostGroup, bucketName: 'by-get' };
		const { data } = await http.get(urlOf(sandbox, 's3.bucket.Create'), { params });
		expect(data).toEqual({ result: 0, source: 'JEL' });
		const { array } = await must(sandbox, 's3.bucket.List');
		expect(array.map(({ name }: { name: string }) => name)).toEqual(['by-get', 'by-post']);
	});

	it.each([
		'/1.0/s3/bucket/rest/nosuchmethod',
		'/1.0/s3/bucket/rest/ListObjects',
		'/1.0/s3/bucket/rest/list/',
		'/1.0/',
		'/',
	])('to %s are answered 404 in HTML', async (path) => {
		const { status, headers, data } = await http.get(sandbox.url + path);
		expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
		expect(data).toContain('<html>');
	});

	it('with a URL above 2,048 characters are refused', async () => {
		const params = { session: sandbox.token, appid: 'cluster', ruk: 'x'.repeat(2048) };
		const { status } = await http.get(urlOf(sandbox, 's3.bucket.List'), { params });
		expect(status).toBe(414);
		await must(sandbox, 's3.bucket.List', params);
	});
});

describe('codes', () => {
	it.each([
		['session', { session: '' }, 3],
		['session', { session: 'f'.repeat(40) }, 702],
		['appid', { appid: '' }, 3],
		['appid', { appid: 'dashboard' }, 11],
		['ruk', { ruk: '' }, 3],
		['ownerUid', { ownerUid: '' }, 3],
		['ownerUid', { ownerUid: '1.5' }, 3],
		['ownerUid', { ownerUid: 'me' }, 3],
	])('for a wrong %s: %j → %i', async (name, params, code) => {
		const { result, error, source } = await call(sandbox, 's3.bucket.List', params as never);
		expect({ result, source }).toEqual({ result: code, source: 'JEL' });
		if (code === 3) expect(error).toBe(`invalid parameter [${name}]`);
	});

	it('702 for an expired token', async () => {
		const { result } = await call(sandbox, 's3.bucket.List', { session: sandbox.tokens.expired });
		expect(result).toBe(702);
	});

	it("8 for an account that the token's user may not act for, and not for one that it may", async () => {
		expect((await call(sandbox, 's3.bucket.List', { ownerUid: 1 })).result).toBe(8);
		const ownerUid = 40231;
		await must(sandbox, 's3.bucket.Create', { hostGroup, bucketName: 'of-the-team', ownerUid });
		const { array } = await must(sandbox, 's3.bucket.List', { ownerUid });
		expect(array).toMatchObject([{ name: 'of-the-team', owner: ownerUid }]);
	});

	it('5 for a host group that is not there', async () => {
		const { result, error } = await call(sandbox, 's3.account.Create', {
			hostGroup: 'x',
			name: 'y',
		});
		expect([result, error]).toEqual([5, 'host group [x] not found']);
	});
});

describe('other services', () => {
	it('tell who asks', async () => {
		const payload = await must(sandbox, 'users.account.GetUserInfo');
		expect(payload).toMatchObject({ uid: sandbox.ownerUid, email: expect.stringContaining('@') });
	});

	it('list the host groups among others, with engines as names and as numbers', async () => {
		const { array } = await must(sandbox, 'environment.control.GetRegions');
		type Group = { uniqueName: string; isEnabled: boolean; engine: unknown };
		const groups = array.flatMap((region: { hardNodeGroups: Group[] }) => region.hardNodeGroups);
		const offered = groups.filter(
			({ engine, isEnabled }: Group) => isEnabled && (engine === 'S3' || engine === 2),
		);
		expect(offered.map(({ uniqueName }: Group) => uniqueName)).toEqual(sandbox.hostGroups);
		expect(new Set(offered.map(({ engine }: Group) => typeof engine)).size).toBe(2);
		expect(groups.length).toBeGreaterThan(offered.length);
		expect(groups.filter(({ isEnabled }: Group) => !isEnabled)).toHaveLength(1);
	});
});

describe('a platform without S3', () => {
	it('knows neither the service nor its methods, but the rest', async () => {
		const without = await startSandbox({ offersS3: false });
		try {
			expect((await call(without, 's3.account.GetKeys')).result).toBe(5);
			expect((await call(without, 's3.bucket.List')).result).toBe(6);
			await must(without, 'users.account.GetUserInfo');
			const { array } = await must(without, 'environment.control.GetRegions');
			expect(JSON.stringify(array)).not.toContain('S3');
		} finally {
			await without.stop();
		}
	});
});

it('records what came and how it was answered', async () => {
	sandbox.requests.length = 0;
	await post(sandbox, 's3.bucket.ListObjects', { hostGroup, bucketName: 'none', ruk: 'r1' });
	expect(sandbox.requests).toMatchObject([
		{
			method: 'POST',
			path: '/1.0/s3/bucket/rest/listobjects',
			query: '',
			body: expect.stringContaining('bucketName=none'),
			params: { hostGroup, bucketName: 'none', ruk: 'r1' },
			apiMethod: 's3.bucket.ListObjects',
			server: 'platform',
			status: 200,
			result: 5,
		},
	]);
});
