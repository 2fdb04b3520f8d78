import '../support/quickRetries';
import { inspect } from 'node:util';
import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { byValue, makeThings, useSandbox } from '../support/world';

// Engine fact 9: what n8n's HTTP helper does by itself, and the nodes must not let it do.

const { sandbox, run } = useSandbox();
const elsewhere = useStub();

const buckets = { resource: 'bucket', operation: 'getAll' };

test('a 401 is sent once, not twice', async () => {
	sandbox().faults.add({ kind: 'status', status: 401, text: 'no', times: Infinity });
	const { error } = await run(buckets);
	expect(error?.message).toBe(`The access to ${sandbox().url} was refused (HTTP 401)`);
	expect(sandbox().requests).toHaveLength(1);
});

test.each([301, 302, 303, 307, 308])(
	'a redirect (%i) is not followed, and no other host sees the token',
	async (status) => {
		elsewhere.answers({ body: { result: 0, array: [] } });
		const location = `${elsewhere.url()}/1.0/s3/bucket/rest/list?session=${sandbox().token}`;
		sandbox().faults.add({ kind: 'redirect', status, location, times: Infinity });
		const result = await run(buckets);
		expect(elsewhere.requests).toEqual([]);
		expect(sandbox().requests).toHaveLength(1);
		expect(result.error?.message).toBe(`${sandbox().url} redirects elsewhere`);
		expect(result.error?.description).toMatch(
			`It points to ${elsewhere.url()}; redirects are not followed`,
		);
		expect(inspect(result, { depth: 12 })).not.toContain(sandbox().token);
	},
);

test('a redirect without a whole address is a failure too', async () => {
	sandbox().faults.add({ kind: 'redirect', location: '/login' });
	const { error } = await run(buckets);
	expect(error?.description).toMatch('It points to another place;');
});

test('the token goes into the form and nowhere else', async () => {
	await run(buckets);
	const [{ path, query, headers, params }] = sandbox().requests;
	expect(params.session).toBe(sandbox().token);
	expect(JSON.stringify([path, query, headers])).not.toContain(sandbox().token);
});

test('a token with all that forms encode arrives as it is', async () => {
	const token = 'a+b c%20&session=x=/é"';
	elsewhere.answers({ body: { result: 0 } });
	await runNode({
		...{ node: 'bucket', parameters: buckets },
		credential: { host: elsewhere.url(), token },
	});
	expect(elsewhere.requests.map(({ params }) => params.session)).toEqual([token]);
});

test.each([
	['a trailing slash', (url: string) => `${url}/`],
	['the API path', (url: string) => `${url}/1.0/`],
	['blanks around', (url: string) => `  ${url} `],
])('the address may have %s', async (_, entered) => {
	const platform = sandbox();
	const { error } = await run(buckets, {
		credential: { host: entered(platform.url), token: platform.token },
	});
	expect(error).toBeUndefined();
	expect(platform.requests.map(({ path }) => path)).toEqual(['/1.0/s3/bucket/rest/list']);
});

test('an answer that takes longer than Timeout is not waited for', async () => {
	const { hostGroup, bucket } = await makeThings(sandbox());
	sandbox().faults.add({ kind: 'latency', ms: 5000 });
	const begun = Date.now();
	const { error } = await run({
		...{ resource: 'bucket', operation: 'create', hostGroup, bucketName: `${bucket}-new` },
		options: { timeout: 150 },
	});
	expect(error?.message).toBe('The platform did not answer in time');
	expect(error?.description).toMatch('raise "Timeout" under Options');
	expect(Date.now() - begun).toBeLessThan(2000);
});

test('an answer that comes in drops is read whole', async () => {
	const { hostGroup, bucket } = await makeThings(sandbox());
	sandbox().faults.add({ kind: 'slowBody', ms: 200 });
	const { json } = await run({ ...buckets, returnAll: true });
	expect(json).toContainEqual(expect.objectContaining({ hostGroup, bucketName: bucket }));
});

test('an answer of 20 MB is read', async () => {
	sandbox().faults.add({ kind: 'hugeAnswer', bytes: 20e6 });
	const { json, error } = await run(buckets);
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
});

test('a form of half a megabyte arrives whole', async () => {
	const { hostGroup, bucket } = await makeThings(sandbox());
	const policy = JSON.stringify({ Statement: [], note: 'ü&='.repeat(100_000) });
	await run({
		...{ resource: 'policy', operation: 'set', policy },
		...{ hostGroup: byValue(hostGroup), bucketName: bucket },
	});
	expect(sandbox().requests[0].params.policy === policy).toBe(true);
});
