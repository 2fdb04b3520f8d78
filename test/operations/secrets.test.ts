/** @jest-environment node */
import '../support/loudLog';
import '../support/quickRetries';
import { CredentialTestContext } from 'n8n-core';
import { LoggerProxy, type IDataObject } from 'n8n-workflow';
import { inspect } from 'node:util';
import type { Fault } from '../../sandbox/platform';
import { REFERENCE } from '../support/reference';
import { op, useThings, type Things } from '../support/world';

// The token and the secret keys are in no failure, log line or item where they were not asked for:
// whatever an operation's outcome, all that n8n keeps and prints of it is searched.

const { own, run, sandbox, things } = useThings();

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

beforeEach(() => {
	printed.length = 0;
});

/** All that is left of a run. */
const traceOf = (result: object) =>
	[JSON.stringify(result), inspect(result, WHOLE), ...printed].join('\n');

/** The secrets in all that is left of a run, but those that were asked for. */
async function secretsIn(result: object, asked: unknown[] = []): Promise<string[]> {
	const accounts = await sandbox().accounts();
	const secrets = accounts.flatMap(({ keys }) => keys.map(({ secretKey }) => secretKey));
	const trace = traceOf(result);
	return [sandbox().token, things().secretKey, ...secrets].filter(
		(one) => trace.includes(one) && !asked.includes(one),
	);
}

/** A platform's text that gives everything away. */
const telltale = () =>
	`no such session=${sandbox().token}; {"secretKey":"${things().secretKey}"} '${sandbox().token}'`;

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
	const provoke = () => {
		const provoked = fault();
		if (provoked) sandbox().faults.add({ ...provoked, times: Infinity });
		return provoked !== undefined;
	};
	const secretsOf = (json: IDataObject[]) => json.map(({ secretKey }) => secretKey);

	test.each(REFERENCE)('$resource $operation', async ({ resource, operation }) => {
		const isProvoked = provoke();
		const result = await run(own(`${resource} ${operation}`));
		expect(result.error !== undefined).toBe(isProvoked);
		const isNewPair = /generate$|account create/.test(`${resource} ${operation}`);
		expect(await secretsIn(result, isNewPair ? secretsOf(result.json) : [])).toEqual([]);
	});

	test('on the error branch', async () => {
		const isProvoked = provoke();
		const settings = { onError: 'continueErrorOutput' } as const;
		const result = await run(own('key generate'), { settings });
		expect(result.failed).toHaveLength(isProvoked ? 1 : 0);
		expect(await secretsIn(result, secretsOf(result.json))).toEqual([]);
	});
});

test.each([
	['download', 'GetObject', ({ key }: Things) => ({ key })],
	[
		'deleteMany',
		'DeleteObjects',
		({ key: prefix }: Things) => ({ prefix, options: { via: 's3' } }),
	],
])('%s, of which the storage gives everything away', async (operation, method, fieldsOf) => {
	const fault = { kind: 'code', text: telltale(), status: 400, times: Infinity } as const;
	sandbox().faults.add({ ...fault, method });
	const { hostGroup, bucket: bucketName } = things();
	const fields = { hostGroup, bucketName, ...fieldsOf(things()) };
	const result = await run(op(`object ${operation}`, fields));
	expect(traceOf(result)).toContain('no such session');
	expect(await secretsIn(result)).toEqual([]);
});

test('what is searched has what n8n keeps and prints', async () => {
	sandbox().faults.add({ kind: 'code', code: 54_321, text: 'a text to be found' });
	const trace = traceOf(await run(op('bucket getAll')));
	expect(trace).toContain('a text to be found');
	expect(printed.join('\n')).toContain('Start executing node');
	const generated = await run(own('key generate'));
	expect(traceOf(generated)).toContain(generated.json[0].secretKey);
});

test('a secret key that was asked for is there, and the token is not', async () => {
	const options = { includeSecretKeys: true };
	const result = await run(op('key getAll', { returnAll: true, options }));
	expect(result.json).toContainEqual(expect.objectContaining({ secretKey: things().secretKey }));
	expect(traceOf(result)).not.toContain(sandbox().token);
});
