import '../support/quickRetries';
import type { FaultKind } from '../../sandbox/platform';
import { referenceOf } from '../support/reference';
import { makeThings, useThings } from '../support/world';

// Answers that are lost after the work is done. What may not be repeated: retries.test.ts.

const { must, own, run, sandbox, things } = useThings();

const MAYBE = 'The platform may have done it all the same.';

/** What changes something, with what is advised; what may be repeated is. */
const ONCE: Array<[string, string]> = [
	['account create', 'Account: Get Many shows whether it exists.'],
	['bucket create', 'Bucket: Get Many shows whether it exists.'],
];
const REPEATED = [
	...['account', 'bucket', 'object', 'policy'].map((resource) => [`${resource} delete`, 'deleted']),
	...[
		['key revoke', 'revoked'],
		['policy set', 'set'],
		['object copy', 'copied'],
	],
];

describe.each<FaultKind>(['dropAfter', 'truncatedJson'])('%s', (kind) => {
	test.each(ONCE)('%s is not repeated: says where to look', async (name, look) => {
		const { method } = referenceOf(name);
		sandbox().faults.add({ kind, method, times: 1 });
		const { error } = await run(own(name));
		expect(error?.description).toMatch(`${MAYBE} ${look}`);
		expect(sandbox().requests.filter(({ apiMethod }) => apiMethod === method)).toHaveLength(1);
	});

	test.each(['key generate', 'key regenerate'])('%s finds the pair that was made', async (name) => {
		const { method } = referenceOf(name);
		sandbox().faults.add({ kind, method, times: 1 });
		const [{ accessKey, secretKey }] = await must(own(name));
		const accounts = await sandbox().accounts();
		const pairs = accounts.flatMap(({ keys }) => keys);
		expect(pairs).toContainEqual(expect.objectContaining({ accKey: accessKey, secretKey }));
		expect(accessKey).not.toBe(things().accessKey);
		expect(sandbox().requests.filter(({ apiMethod }) => apiMethod === method)).toHaveLength(1);
	});

	test.each(REPEATED)('%s is repeated, and counts as %s', async (name, done) => {
		if (name === 'account delete') await makeThings(sandbox());
		const named = referenceOf(name).own(things());
		// The item does not repeat it.
		delete named.policy;
		sandbox().faults.add({ kind, times: 1 });
		const more = name === 'policy set' && { access: 'custom' };
		expect(await must(own(name))).toEqual([{ ...named, [done]: true, ...more }]);
		expect(sandbox().requests).toHaveLength(2);
	});

	test('a copy that is repeated is there once', async () => {
		const { hostGroup, emptyBucket, key } = things();
		sandbox().faults.add({ kind, times: 1 });
		await must(own('object copy'));
		expect(await sandbox().listKeys(hostGroup, emptyBucket)).toEqual([`copies/${key}`]);
	});
});

describe('a gateway answers in place of the platform', () => {
	const CHANGING = [...ONCE, ...REPEATED].map(([name]) => name);
	const GENERATING = ['key generate', 'key regenerate'];
	const hitting = (name: string) => ({ method: referenceOf(name).method, times: Infinity });

	const SAYS_NOTHING = [200, 302, 307, 400, 401, 403, 404, 409, 418, 500, 502];
	test.each(SAYS_NOTHING)('HTTP %i says nothing of the work', async (status) => {
		for (const name of GENERATING) {
			sandbox().faults.add({ kind: 'gatewayAfter', status, ...hitting(name) });
			await must(own(name));
		}
		for (const name of CHANGING) {
			sandbox().faults.clear();
			sandbox().faults.add({ kind: 'gatewayAfter', status, ...hitting(name) });
			const { error } = await run(own(name));
			expect([name, error?.description]).toEqual([name, expect.stringContaining(MAYBE)]);
		}
	});

	test.each([413, 414, 429, 431])('HTTP %i refuses it unread', async (status) => {
		for (const name of [...CHANGING, ...GENERATING]) {
			sandbox().faults.clear();
			sandbox().faults.add({ kind: 'status', status, ...hitting(name) });
			const { error } = await run(own(name));
			expect([name, error?.description]).toEqual([name, expect.not.stringContaining(MAYBE)]);
		}
	});

	test.each([3, 5, 8, 2338, 4099, 8202])('the code %i says that nothing was done', async (code) => {
		for (const name of [...CHANGING, ...GENERATING]) {
			sandbox().faults.clear();
			sandbox().faults.add({ kind: 'code', code, text: 'no', ...hitting(name) });
			const { error } = await run(own(name));
			expect([name, error?.description]).toEqual([name, expect.not.stringContaining(MAYBE)]);
		}
	});
});

test('what is given up says that it may be done, if it changes something', async () => {
	sandbox().faults.add({ kind: 'dropAfter', times: Infinity });
	const set = await run(own('policy set'));
	expect(set.error?.description).toMatch(`Tried 4 times. ${MAYBE} Doing it again does no harm.`);
	const get = await run(own('policy get'));
	expect(get.error?.description).toMatch(/Tried 4 times\.$/);
});

test('a deletion that finds nothing after a refusal fails: nothing was done', async () => {
	sandbox().faults.add({ kind: 'status', status: 429 });
	const { error } = await run(own('object delete', { bucketName: 'never-there' }));
	expect(error?.message).toBe('The bucket "never-there" does not exist');
	expect(sandbox().requests).toHaveLength(2);
});

test('a connection that was refused has done nothing, and nothing else is said', async () => {
	const credential = { host: 'http://127.0.0.1:9', token: 't' };
	const { error } = await run(own('key generate'), { credential });
	expect(error?.message).toMatch('cannot be reached');
	expect(error?.description).not.toMatch('may have done it');
});
