import '../support/loudLog';
import '../support/quickRetries';
import { CredentialTestContext } from 'n8n-core';
import { LoggerProxy } from 'n8n-workflow';
import { inspect } from 'node:util';
import type { Fault } from '../../sandbox/platform';
import { runNode } from '../support/engine';
import { REFERENCE } from '../support/reference';
import { useStub } from '../support/stub';
import { makeThings, useSandbox, type Things } from '../support/world';

// The token and the secret keys are in no failure, log line or item where they were not asked for:
// whatever an operation's outcome, all that n8n keeps and prints of it is searched.

const { sandbox, run } = useSandbox();
const stub = useStub();

const printed: string[] = [];

beforeAll(() => {
	LoggerProxy.init(new CredentialTestContext().logger);
	for (const method of ['debug', 'error', 'info', 'log', 'warn'] as const) {
		jest.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
			printed.push(inspect(parts, WHOLE));
		});
	}
	// n8n's log writes to the console's own streams, which are Jest's when it runs several files.
	const { _stdout, _stderr } = console as unknown as Record<string, NodeJS.WriteStream>;
	for (const stream of new Set([process.stdout, process.stderr, _stdout, _stderr])) {
		jest.spyOn(stream, 'write').mockImplementation((text) => {
			printed.push(String(text));
			return true;
		});
	}
});
afterAll(() => jest.restoreAllMocks());

const WHOLE = { depth: 10, maxArrayLength: null, maxStringLength: null } as const;

let things: Things;
beforeEach(async () => {
	printed.length = 0;
	things = await makeThings(sandbox());
});

/** All that is left of a run. */
const traceOf = (result: object) =>
	[JSON.stringify(result), inspect(result, WHOLE), ...printed].join('\n');

/** All secrets that there are now, but those that were asked for. */
async function secretsNow(asked: unknown[] = []): Promise<string[]> {
	const accounts = await sandbox().accounts();
	const secrets = accounts.flatMap(({ keys }) => keys.map(({ secretKey }) => secretKey));
	return [sandbox().token, things.secretKey, ...secrets].filter((one) => !asked.includes(one));
}

/** A platform's text that gives everything away. */
const telltale = () =>
	`no such session=${sandbox().token}; {"secretKey":"${things.secretKey}"} '${sandbox().token}'`;

const FAULTS: Array<[string, () => Fault | undefined]> = [
	['success', () => undefined],
	['a code', () => ({ kind: 'code', code: 3, text: telltale() })],
	['an unknown code', () => ({ kind: 'code', code: 54_321, text: telltale() })],
	['a code that is tried again', () => ({ kind: 'code', code: 99, text: telltale() })],
	['a nested failure', () => ({ kind: 'nestedFailure', text: telltale() })],
	['HTTP 400', () => ({ kind: 'status', status: 400, text: telltale() })],
	['HTTP 401', () => ({ kind: 'status', status: 401, text: telltale() })],
	['HTTP 502', () => ({ kind: 'badGateway' })],
	['a redirect', () => ({ kind: 'redirect', location: `http://h.example/?${telltale()}` })],
	['a web page', () => ({ kind: 'html200' })],
	['no answer', () => ({ kind: 'dropBefore' })],
	['a lost answer', () => ({ kind: 'dropAfter' })],
	['half an answer', () => ({ kind: 'truncatedJson' })],
];

describe.each(FAULTS)('%s', (_, fault) => {
	test.each(REFERENCE)('$resource: $operation', async ({ resource, operation, own }) => {
		const provoked = fault();
		if (provoked) sandbox().faults.add({ ...provoked, times: Infinity });
		const result = await run({ resource, operation, ...own(things) });

		expect(result.error === undefined).toBe(provoked === undefined);
		const isNewPair = operation === 'generate' || operation === 'regenerate';
		const asked = isNewPair ? result.json.map(({ secretKey }) => secretKey) : [];
		const trace = traceOf(result);
		const found = (await secretsNow(asked)).filter((secret) => trace.includes(secret));
		expect(found).toEqual([]);
	});
});

test.each(FAULTS)('on the error branch: %s', async (_, fault) => {
	const provoked = fault();
	if (provoked) sandbox().faults.add({ ...provoked, times: Infinity });
	const { hostGroup, account: name } = things;
	const result = await run(
		{ resource: 'key', operation: 'generate', hostGroup, name },
		{ settings: { onError: 'continueErrorOutput' } },
	);
	expect(result.failed).toHaveLength(provoked ? 1 : 0);
	const trace = traceOf(result);
	const asked = result.json.map(({ secretKey }) => secretKey);
	expect((await secretsNow(asked)).filter((secret) => trace.includes(secret))).toEqual([]);
});

test.each([
	['download', 'GetObject', ({ key }: Things) => ({ key })],
	[
		'deleteMany',
		'DeleteObjects',
		({ key: prefix }: Things) => ({ prefix, options: { through: 's3' } }),
	],
])('%s, of which the storage tells everything', async (operation, method, own) => {
	const fault = { kind: 'code', text: telltale(), status: 400, times: Infinity } as const;
	sandbox().faults.add({ ...fault, method });
	const { hostGroup, bucket: bucketName } = things;
	const result = await run({
		...{ resource: 'object', operation, hostGroup, bucketName },
		...own(things),
	});
	const trace = traceOf(result);
	expect(trace).toContain('no such session');
	expect((await secretsNow()).filter((secret) => trace.includes(secret))).toEqual([]);
});

test('what is searched has what n8n keeps and prints', async () => {
	sandbox().faults.add({ kind: 'code', code: 54_321, text: 'a text to be found' });
	const trace = traceOf(await run({ resource: 'bucket', operation: 'getAll' }));
	expect(trace).toContain('a text to be found');
	expect(printed.join('\n')).toContain('Start executing node');
	const { hostGroup, account: name } = things;
	const generated = await run({ resource: 'key', operation: 'generate', hostGroup, name });
	expect(traceOf(generated)).toContain(generated.json[0].secretKey);
});

test('a token that looks like nothing is not quoted either', async () => {
	const token = 'short-1';
	stub.answers({ body: { result: 8, error: `denied to ${token}`, reason: `because of ${token}` } });
	const { error } = await runNode({
		...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
		credential: { host: stub.url(), token },
	});
	expect(error?.description).toMatch('The platform answered: "denied to *** because of ***"');
});

test('a secret key that was asked for is there, and the token is not', async () => {
	const options = { includeSecretKeys: true };
	const result = await run({ resource: 'key', operation: 'getAll', returnAll: true, options });
	expect(result.json).toContainEqual(expect.objectContaining({ secretKey: things.secretKey }));
	expect(traceOf(result)).not.toContain(sandbox().token);
});
