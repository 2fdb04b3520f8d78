import {
	call as callOf,
	EU,
	http,
	must as mustOf,
	urlOf,
	useSandbox,
	withSandbox,
} from './support';

const { sandbox, call, must, refused, post } = useSandbox('file');

const hostGroup = EU;

describe('requests', () => {
	it('may be GET and POST', async () => {
		await must('s3.bucket.Create', { hostGroup, bucketName: 'by-post' });
		const params = { session: sandbox().token, appid: 'cluster', hostGroup, bucketName: 'by-get' };
		const { data } = await http.get(urlOf(sandbox(), 's3.bucket.Create'), { params });
		expect(data).toEqual({ result: 0, source: 'JEL' });
		const { array } = await must('s3.bucket.List');
		expect(array.map(({ name }: { name: string }) => name)).toEqual(['by-get', 'by-post']);
	});

	it.each([
		'/1.0/s3/bucket/rest/nosuchmethod',
		'/1.0/s3/bucket/rest/ListObjects',
		'/1.0/s3/bucket/rest/list/',
		'/1.0/',
		'/',
	])('to %s are answered 404 in HTML', async (path) => {
		const { status, headers, data } = await http.get(sandbox().url + path);
		expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
		expect(data).toContain('<html>');
	});

	it('with a URL above 2,048 characters are refused', async () => {
		const params = { session: sandbox().token, appid: 'cluster', ruk: 'x'.repeat(2048) };
		const { status } = await http.get(urlOf(sandbox(), 's3.bucket.List'), { params });
		expect(status).toBe(414);
		await must('s3.bucket.List', params);
	});
});

describe('codes', () => {
	it.each([
		['session', '', 3],
		['session', 'f'.repeat(40), 702],
		['appid', '', 3],
		['appid', 'dashboard', 11],
		['ruk', '', 3],
		['ownerUid', '', 3],
		['ownerUid', '1.5', 3],
		['ownerUid', 'me', 3],
		['ownerUid', '1', 8],
	])('for the %s "%s": %i', async (name, value, code) => {
		const { result, error, source } = await call('s3.bucket.List', { [name]: value });
		expect({ result, source }).toEqual({ result: code, source: 'JEL' });
		if (code === 3) expect(error).toBe(`invalid parameter [${name}]`);
	});

	it('for an expired token: 702', async () => {
		const { result } = await call('s3.bucket.List', { session: sandbox().tokens.expired });
		expect(result).toBe(702);
	});

	it('none for an account that the token’s user may act for', async () => {
		const ownerUid = 40231;
		await must('s3.bucket.Create', { hostGroup, bucketName: 'of-the-team', ownerUid });
		const { array } = await must('s3.bucket.List', { ownerUid });
		expect(array).toMatchObject([{ name: 'of-the-team', owner: ownerUid }]);
	});

	it('for a host group that does not exist: 5', async () => {
		const answer = await refused('s3.account.Create', { hostGroup: 'x', name: 'y' });
		expect(answer).toEqual([5, 'host group [x] not found']);
	});
});

describe('other services', () => {
	it('return the user', async () => {
		const user = { uid: sandbox().ownerUid, email: expect.stringContaining('@') };
		expect(await must('users.account.GetUserInfo')).toMatchObject(user);
	});

	it('list the host groups among others, with engines as names and as numbers', async () => {
		type Group = { uniqueName: string; isEnabled: boolean; engine: unknown };
		const { array } = await must('environment.control.GetRegions');
		const groups: Group[] = array.flatMap(
			(region: { hardNodeGroups: Group[] }) => region.hardNodeGroups,
		);
		const offered = groups.filter(
			({ engine, isEnabled }) => isEnabled && [2, 'S3'].includes(engine as 2),
		);
		expect(offered.map(({ uniqueName }) => uniqueName)).toEqual(sandbox().hostGroups);
		expect(new Set(offered.map(({ engine }) => typeof engine)).size).toBe(2);
		expect(groups.length).toBeGreaterThan(offered.length);
		expect(groups.filter(({ isEnabled }) => !isEnabled)).toHaveLength(1);
	});

	it('are all that a platform without S3 has', async () => {
		await withSandbox({ offersS3: false }, async (without) => {
			expect((await callOf(without, 's3.account.GetKeys')).result).toBe(5);
			expect((await callOf(without, 's3.bucket.List')).result).toBe(6);
			await mustOf(without, 'users.account.GetUserInfo');
			const { array } = await mustOf(without, 'environment.control.GetRegions');
			expect(JSON.stringify(array)).not.toContain('S3');
		});
	});
});

it('records requests and how they were answered', async () => {
	sandbox().requests.length = 0;
	const params = { hostGroup, bucketName: 'none', ruk: 'r1' };
	await post('s3.bucket.ListObjects', params);
	expect(sandbox().requests).toMatchObject([
		{
			...{ method: 'POST', path: '/1.0/s3/bucket/rest/listobjects', query: '', params },
			...{ apiMethod: 's3.bucket.ListObjects', server: 'platform', status: 200, result: 5 },
			body: expect.stringContaining('bucketName=none'),
		},
	]);
});
