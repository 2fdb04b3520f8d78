import '../support/quickRetries';
import type { FaultKind } from '../../sandbox/platform';
import { REFERENCE } from '../support/reference';
import { makeThings, useSandbox, type Things } from '../support/world';

// What is sent again by itself, and how often: only what may be repeated, and only so many times.

const { sandbox, run, must } = useSandbox({ defaultDelimiter: '' });

let things: Things;
beforeEach(async () => {
	things = await makeThings(sandbox());
});

/** What must never be repeated: a lost answer may have done its work. */
const ONCE = [
	's3.account.Create',
	's3.account.GenerateKey',
	's3.account.RegenerateKeys',
	's3.bucket.Create',
];
const isOnce = ({ method }: { method: string }) => ONCE.includes(method);

const MOST = 4;

interface Passing {
	kind: FaultKind;
	status?: number;
	code?: number;
}

/** Failures that may pass. */
const PASSING: Passing[] = [
	{ kind: 'status', status: 429 },
	{ kind: 'badGateway' },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 504 },
	{ kind: 'dropBefore' },
	{ kind: 'truncatedJson' },
	...[1, 17, 19, 99, 302, 304].map((code): Passing => ({ kind: 'code', code })),
	{ kind: 'nestedFailure', code: 99 },
];

describe.each(PASSING)('$kind $status $code', (fault) => {
	const list = { resource: 'bucket', operation: 'getAll', limit: 1 };

	test('passes: what may be repeated is repeated until it is done, under one request key', async () => {
		sandbox().faults.add({ ...fault, times: MOST - 1 });
		expect(await must(list)).toHaveLength(1);
		expect(sandbox().requests).toHaveLength(MOST);
		expect(new Set(sandbox().requests.map(({ params }) => params.ruk)).size).toBe(1);
	});

	test('does not pass: it is given up in the end', async () => {
		sandbox().faults.add({ ...fault, times: Infinity });
		const { error } = await run(list);
		expect(error?.description).toMatch(`Tried ${MOST} times.`);
		expect(sandbox().requests).toHaveLength(MOST);
	});

	const isNotDone = fault.status === 429;
	test(`what makes something new is ${isNotDone ? 'repeated: it was not' : 'never repeated: it may be'} done`, async () => {
		const { hostGroup, newBucket: bucketName } = things;
		sandbox().faults.add({ ...fault, times: Infinity });
		const create = { resource: 'bucket', operation: 'create', hostGroup, bucketName };
		expect((await run(create)).error).toBeDefined();
		expect(sandbox().requests).toHaveLength(isNotDone ? MOST : 1);
	});
});

test.each(REFERENCE.filter(isOnce))(
	'$method is sent once',
	async ({ resource, operation, method, own }) => {
		sandbox().faults.add({ kind: 'badGateway', method, times: Infinity });
		expect((await run({ resource, operation, ...own(things) })).error).toBeDefined();
		expect(sandbox().requests.filter(({ apiMethod }) => apiMethod === method)).toHaveLength(1);
	},
);

test.each(REFERENCE.filter((row) => !isOnce(row)))(
	'$resource: $operation is sent again',
	async ({ resource, operation, own }) => {
		sandbox().faults.add({ kind: 'badGateway', times: 1 });
		await must({ resource, operation, ...own(things) });
		expect(sandbox().requests.map(({ status }) => status)).toEqual([502, 200]);
	},
);

/** Failures that do not pass by themselves. */
const FINAL = [2, 3, 5, 6, 7, 8, 9, 505, 701, 702, 8202, 2207, 2338, 12_345];

test.each(FINAL)('code %i is not sent again', async (code) => {
	sandbox().faults.add({ kind: 'code', code, text: 'some text', times: Infinity });
	const { error } = await run({ resource: 'bucket', operation: 'getAll' });
	expect(error?.description).not.toMatch('Tried');
	expect(sandbox().requests).toHaveLength(1);
});

test.each([400, 403, 404, 500, 501])('HTTP %i is not sent again', async (status) => {
	sandbox().faults.add({ kind: 'status', status, times: Infinity });
	expect((await run({ resource: 'bucket', operation: 'getAll' })).error).toBeDefined();
	expect(sandbox().requests).toHaveLength(1);
});

test('a failure that passes does not hide one that does not', async () => {
	const { hostGroup, bucket: bucketName } = things;
	sandbox().faults.add({ kind: 'badGateway', times: 1 });
	const { error } = await run({ resource: 'bucket', operation: 'delete', hostGroup, bucketName });
	expect(error?.message).toBe(`The bucket "${bucketName}" is not empty`);
	expect(sandbox().requests).toHaveLength(2);
});

test('each page of a listing is retried alone', async () => {
	const { hostGroup } = things;
	const keys = ['a', 'b', 'c'];
	await sandbox().fill(
		hostGroup,
		'paged',
		keys.map((key) => ({ key, body: '' })),
	);
	sandbox().faults.add({
		...{ kind: 'badGateway', times: 1 },
		match: ({ params }) => params.continuationToken !== undefined,
	});
	const json = await must({
		...{ resource: 'object', operation: 'getAll', hostGroup, bucketName: 'paged' },
		...{ returnAll: true, options: { maxKeys: 1 } },
	});
	expect(json.map(({ key }) => key)).toEqual(keys);
	expect(sandbox().requests).toHaveLength(4);
});
