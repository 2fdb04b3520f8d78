import '../support/quickRetries';
import { REFERENCE } from '../support/reference';
import { useStub } from '../support/stub';
import { useSandbox, type Things } from '../support/world';

// An address where no platform answers, something else does, or a platform without S3.

const { sandbox, run } = useSandbox();
const without = useSandbox({ offersS3: false });
const secure = useStub({ tls: true });

const list = { resource: 'bucket', operation: 'getAll' };

/** Names of things: what they name does not matter where nothing answers. */
const NAMES = Object.fromEntries(
	['hostGroup', 'account', 'accKey', 'bucket', 'key', 'emptyBucket', 'newAccount', 'newBucket'].map(
		(name) => [name, name.toLowerCase()],
	),
) as unknown as Things;
const POLICY = '{"Statement": []}';

describe('a platform without S3', () => {
	test.each(REFERENCE)('$resource: $operation', async ({ resource, operation, own }) => {
		const fields = own({ ...NAMES, policy: POLICY });
		const { error } = await without.run({ resource, operation, ...fields });
		expect(error?.message).toBe('This platform does not offer S3 storage');
		expect(error?.description).toMatch(/Ask the provider .* "Platform Address" in the credential/);
		expect(without.sandbox().requests).toHaveLength(1);
	});

	test('HTTP 404 says so too', async () => {
		sandbox().faults.add({ kind: 'status', status: 404 });
		expect((await run(list)).error?.message).toBe('This platform does not offer S3 storage');
	});
});

test('a web page in place of an answer is no Jelastic platform', async () => {
	sandbox().faults.add({ kind: 'html200', times: Infinity });
	const { error } = await run(list);
	expect(error?.message).toBe(`No Jelastic platform answers at ${sandbox().url}`);
	expect(error?.description).toMatch(
		'Enter the address of the platform\'s dashboard as "Platform Address" in the credential',
	);
	expect(sandbox().requests).toHaveLength(1);
});

test('an answer that is cut short says so', async () => {
	sandbox().faults.add({ kind: 'truncatedJson', times: Infinity });
	const { error } = await run(list);
	expect(error?.message).toBe('The answer of the platform came incomplete');
});

test('an address where nothing listens', async () => {
	const host = 'http://127.0.0.1:9';
	const { error } = await run(list, { credential: { host, token: 't' } });
	expect(error?.message).toBe(`The platform cannot be reached at ${host}`);
	expect(error?.description).toMatch('that this n8n may connect to it (firewall, proxy)');
	expect(error?.description).toMatch('(ECONNREFUSED, request key ');
});

test('an address that speaks no TLS', async () => {
	const host = sandbox().url.replace('http:', 'https:');
	const { error } = await run(list, { credential: { host, token: 't' } });
	expect(error?.message).toBe(`No secure connection to ${host} can be made`);
});

describe('a certificate that nobody has signed', () => {
	const refused = () => run(list, { credential: { host: secure.url(), token: 't' } });
	const taken = () =>
		run(list, { credential: { host: secure.url(), token: 't', allowUnauthorizedCerts: true } });

	test('is refused', async () => {
		const { error } = await refused();
		expect(error?.message).toBe(`No secure connection to ${secure.url()} can be made`);
		expect(error?.description).toMatch('switch on "Ignore SSL Issues" in the credential');
		expect(secure.requests).toEqual([]);
	});

	test('is taken with "Ignore SSL Issues"', async () => {
		secure.answers({ body: { result: 0, array: ['logs'] } });
		const { json } = await taken();
		expect(json).toEqual([{ bucketName: 'logs' }]);
	});
});
