import '../support/quickRetries';
import { inspect } from 'node:util';
import { REFERENCE } from '../support/reference';
import { useStub } from '../support/stub';
import { op, useSandbox, useThings } from '../support/world';

// The way to the platform: addresses where none answers, TLS, redirects, and answers that are slow or large. Some of it
// n8n's HTTP helper would do by itself, and the nodes must not let it.

const { own, run, sandbox, things } = useThings();
const without = useSandbox({ offersS3: false });
const elsewhere = useStub();
const secure = useStub({ tls: true });

const LIST = op('bucket getAll');
const NO_S3 = 'This platform does not offer S3 storage';

test('a 401 is sent once, not twice', async () => {
	sandbox().faults.add({ kind: 'status', status: 401, text: 'no', times: Infinity });
	const { error } = await run(LIST);
	expect(error?.message).toBe(`The access to ${sandbox().url} was refused (HTTP 401)`);
	expect(sandbox().requests).toHaveLength(1);
});

test.each([301, 302, 303, 307, 308])(
	'a redirect (%i) is not followed, and no other host sees the token',
	async (status) => {
		elsewhere.answers({ body: { result: 0, array: [] } });
		const location = `${elsewhere.url()}/1.0/s3/bucket/rest/list?session=${sandbox().token}`;
		sandbox().faults.add({ kind: 'redirect', status, location, times: Infinity });
		const result = await run(LIST);
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
	expect((await run(LIST)).error?.description).toMatch('It points to another place;');
});

test('a platform without S3 says so, whatever it is asked', async () => {
	for (const { resource, operation, own: fields } of REFERENCE) {
		without.sandbox().requests.length = 0;
		const { error } = await without.run({ resource, operation, ...fields(things()) });
		expect([operation, error?.message]).toEqual([operation, NO_S3]);
		expect(error?.description).toMatch(/Ask the provider .* "Platform Address" in the credential/);
		expect(without.sandbox().requests).toHaveLength(1);
	}
	sandbox().faults.add({ kind: 'status', status: 404 });
	expect((await run(LIST)).error?.message).toBe(NO_S3);
});

test('a web page instead of an answer is no Jelastic platform', async () => {
	sandbox().faults.add({ kind: 'html200', times: Infinity });
	const { error } = await run(LIST);
	expect(error?.message).toBe(`No Jelastic platform answers at ${sandbox().url}`);
	expect(error?.description).toMatch(
		'Enter the address of the platform\'s dashboard as "Platform Address" in the credential',
	);
	expect(sandbox().requests).toHaveLength(1);
});

test('an answer that is cut short', async () => {
	sandbox().faults.add({ kind: 'truncatedJson', times: Infinity });
	const { error } = await run(LIST);
	expect(error?.message).toBe('The answer of the platform came incomplete');
});

test('an address where nothing listens', async () => {
	const host = 'http://127.0.0.1:9';
	const { error } = await run(LIST, { credential: { host, token: 't' } });
	expect(error?.message).toBe(`The platform cannot be reached at ${host}`);
	expect(error?.description).toMatch('that this n8n may connect to it (firewall, proxy)');
	expect(error?.context.data).toMatchObject({ code: 'ECONNREFUSED' });
});

test('an address that does not speak TLS', async () => {
	const host = sandbox().url.replace('http:', 'https:');
	const { error } = await run(LIST, { credential: { host, token: 't' } });
	expect(error?.message).toBe(`No secure connection to ${host} can be made`);
});

test('a certificate that nobody has signed is refused, and taken with "Ignore SSL Issues"', async () => {
	secure.answers({ body: { result: 0, array: ['logs'] } });
	const credential = { host: secure.url(), token: 't' };
	const { error } = await run(LIST, { credential });
	expect(error?.message).toBe(`No secure connection to ${secure.url()} can be made`);
	expect(error?.description).toMatch('turn on "Ignore SSL Issues" in the credential');
	expect(secure.requests).toEqual([]);
	const taken = await run(LIST, { credential: { ...credential, allowUnauthorizedCerts: true } });
	expect(taken.json).toEqual([{ bucketName: 'logs' }]);
});

test.each([
	['a trailing slash', (url: string) => `${url}/`],
	['the API path', (url: string) => `${url}/1.0/`],
	['white space around it', (url: string) => `  ${url} `],
])('the address may have %s', async (_, entered) => {
	const { url, token, requests } = sandbox();
	const { error } = await run(LIST, { credential: { host: entered(url), token } });
	expect(error).toBeUndefined();
	expect(requests.map(({ path }) => path)).toEqual(['/1.0/s3/bucket/rest/list']);
});

test('an answer that takes longer than Timeout is not waited for', async () => {
	sandbox().faults.add({ kind: 'latency', ms: 5000 });
	const begun = Date.now();
	const { error } = await run(own('bucket create', { options: { timeout: 150 } }));
	expect(error?.message).toBe('The platform did not answer in time');
	expect(error?.description).toMatch('raise "Timeout" under Options');
	expect(Date.now() - begun).toBeLessThan(2000);
});

test('an answer that trickles is read to its end', async () => {
	const { hostGroup, bucket: bucketName } = things();
	sandbox().faults.add({ kind: 'slowBody', ms: 200 });
	const { json } = await run({ ...LIST, returnAll: true });
	expect(json).toContainEqual(expect.objectContaining({ hostGroup, bucketName }));
});

test('an answer of 20 MB is read', async () => {
	sandbox().faults.add({ kind: 'hugeAnswer', bytes: 20e6 });
	const { json, error } = await run(LIST);
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
});

describe('the token', () => {
	const sessionsFor = async (token: string, host = elsewhere.url()) => {
		elsewhere.answers({ body: { result: 0 } });
		const { error } = await run(LIST, { credential: { host, token } });
		expect(error).toBeUndefined();
		return elsewhere.requests.map(({ params }) => params.session);
	};

	test('is in the form and nowhere else', async () => {
		await run(LIST);
		const [{ path, query, headers, params }] = sandbox().requests;
		expect(params.session).toBe(sandbox().token);
		expect(JSON.stringify([path, query, headers])).not.toContain(sandbox().token);
	});

	test('arrives as it is, with all that forms encode', async () => {
		const token = 'a+b c%20&session=x=/é"';
		expect(await sessionsFor(token)).toEqual([token]);
	});

	test.each(['T1\n', '  T1', '\tT1\r\n', '\u00a0T1\ufeff', '\u200bT1\u2060', '\u0000T1\u200e'])(
		'arrives without the white space it was pasted with: %j',
		async (token) => {
			expect(await sessionsFor(token, ` \u200b${elsewhere.url()}/\n\u200b`)).toEqual(['T1']);
		},
	);

	test('is not shown by a platform that repeats it', async () => {
		elsewhere.answers(({ params }) => ({
			body: { result: 99_999, error: `for ${params.session}!`, reason: `of ${params.session}` },
		}));
		const credential = { host: elsewhere.url(), token: 'short-1\n' };
		const { error } = await run(LIST, { credential });
		expect(error?.description).toContain('The platform answered: "for ***! of ***"');
	});
});
