import '../support/quickRetries';
import type { FaultKind } from '../../sandbox/platform';
import { makeThings, useSandbox, type Things } from '../support/world';

// Answers that are lost after the work is done.

const { sandbox, run, must } = useSandbox();

let things: Things;
beforeEach(async () => {
	things = await makeThings(sandbox());
});

const LOST: FaultKind[] = ['dropAfter', 'truncatedJson'];

describe.each(LOST)('%s', (kind) => {
	const loseOne = (method?: string) => sandbox().faults.add({ kind, method, times: 1 });
	const sent = (method: string) =>
		sandbox().requests.filter(({ apiMethod }) => apiMethod === method);

	test('Generate: says that the pair may exist and how to look, and makes no second one', async () => {
		const { hostGroup, account: name } = things;
		loseOne('s3.account.GenerateKey');
		const { error } = await run({ resource: 'key', operation: 'generate', hostGroup, name });
		expect(error?.description).toMatch(
			'The platform may have done it all the same. Look with Key: Get Many before trying again: ' +
				'a pair that nobody knows the secret of should be revoked.',
		);
		const account = (await sandbox().accounts()).find((one) => one.name === name);
		expect(account?.keys).toHaveLength(2);
		expect(sent('s3.account.GenerateKey')).toHaveLength(1);
	});

	test('Regenerate: says the same, and replaces the pair once', async () => {
		const { hostGroup, accKey } = things;
		loseOne('s3.account.RegenerateKeys');
		const { error } = await run({ resource: 'key', operation: 'regenerate', hostGroup, accKey });
		expect(error?.description).toMatch('The platform may have done it all the same. Look with Key');
		expect(sent('s3.account.RegenerateKeys')).toHaveLength(1);
	});

	test.each([
		['account', 'name', 'Account: Get Many shows whether it exists.'],
		['bucket', 'bucketName', 'Bucket: Get Many shows whether it exists.'],
	])('Create of %s: says where to look', async (resource, field, look) => {
		const { hostGroup, newBucket } = things;
		loseOne();
		const { error } = await run({ resource, operation: 'create', hostGroup, [field]: newBucket });
		expect(error?.description).toMatch(`The platform may have done it all the same. ${look}`);
		expect(sandbox().requests).toHaveLength(1);
	});

	const GONE: Array<[string, string, (things: Things) => Record<string, string>]> = [
		['account', 'delete', ({ hostGroup, account: name }) => ({ hostGroup, name })],
		['key', 'revoke', ({ hostGroup, accKey }) => ({ hostGroup, accKey })],
		['bucket', 'delete', ({ hostGroup, emptyBucket }) => ({ hostGroup, bucketName: emptyBucket })],
		['object', 'delete', ({ hostGroup, bucket, key }) => ({ hostGroup, bucketName: bucket, key })],
		['policy', 'delete', ({ hostGroup, bucket }) => ({ hostGroup, bucketName: bucket })],
	];

	test.each(GONE)('%s %s: is repeated and counts as done', async (resource, operation, fields) => {
		loseOne();
		const own = fields(things);
		const json = await must({ resource, operation, ...own });
		expect(json).toEqual([{ ...own, [operation === 'revoke' ? 'revoked' : 'deleted']: true }]);
		expect(sandbox().requests).toHaveLength(2);
	});

	test('Set and Copy are repeated', async () => {
		const { hostGroup, bucket, key, policy } = things;
		loseOne();
		await must({ resource: 'policy', operation: 'set', hostGroup, bucketName: bucket, policy });
		loseOne();
		await must({
			...{ resource: 'object', operation: 'copy', hostGroup, srcBucketName: bucket, srcKey: key },
			...{ dstBucketName: bucket, dstKey: 'copy' },
		});
		expect(await sandbox().listKeys(hostGroup, bucket)).toEqual([key, 'copy']);
		expect(sandbox().requests).toHaveLength(4);
	});
});

test('what is given up says that it may be done, if it changes something', async () => {
	const { hostGroup, bucket: bucketName, policy } = things;
	const inBucket = { hostGroup, bucketName };
	sandbox().faults.add({ kind: 'dropAfter', times: Infinity });
	const set = await run({ resource: 'policy', operation: 'set', ...inBucket, policy });
	expect(set.error?.description).toMatch(
		'Tried 4 times. The platform may have done it all the same. Doing it again does no harm.',
	);
	const get = await run({ resource: 'policy', operation: 'get', ...inBucket });
	expect(get.error?.description).toMatch(/Tried 4 times\.$/);
});

test('a deletion that finds nothing at its first try is a failure', async () => {
	const { hostGroup } = things;
	const { error } = await run({
		...{ resource: 'bucket', operation: 'delete', hostGroup, bucketName: 'never-there' },
	});
	expect(error?.message).toBe('The bucket "never-there" does not exist');
});

test('a deletion that finds nothing after a refusal is a failure too: nothing was done', async () => {
	const { hostGroup } = things;
	sandbox().faults.add({ kind: 'status', status: 429 });
	const { error } = await run({
		...{ resource: 'bucket', operation: 'delete', hostGroup, bucketName: 'never-there' },
	});
	expect(error?.message).toBe('The bucket "never-there" does not exist');
	expect(sandbox().requests).toHaveLength(2);
});

test('a connection that was refused has done nothing, and nothing else is said', async () => {
	const { hostGroup, account: name } = things;
	const { error } = await run(
		{ resource: 'key', operation: 'generate', hostGroup, name },
		{ credential: { host: 'http://127.0.0.1:9', token: 't' } },
	);
	expect(error?.message).toMatch('cannot be reached');
	expect(error?.description).not.toMatch('may have done it');
});
