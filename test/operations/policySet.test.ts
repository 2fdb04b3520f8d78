import type { IDataObject } from 'n8n-workflow';
import { hintsOf } from '../support/bulk';
import { op, readOnlyPolicy, useThings } from '../support/world';

const { must, own, refusalOf, run, sandbox, things } = useThings();

const set = async (bucketName: string, fields: IDataObject) => {
	sandbox().requests.length = 0;
	const { hostGroup } = things();
	const result = await run(op('policy set', { hostGroup, bucketName, ...fields }));
	return { ...result, sent: sandbox().requests.map(({ apiMethod }) => apiMethod) };
};

const policyOf = async (bucketName: string) => {
	const { json, error } = await run(own('policy get', { bucketName }));
	return error?.message ?? json[0].policy;
};

const itemsAre = (json: IDataObject[], access: string, bucketName: string) =>
	expect(JSON.stringify(json)).toBe(
		JSON.stringify([{ bucketName, set: true, access, hostGroup: things().hostGroup }]),
	);

test('Public Read writes the policy for the bucket, and says who can download', async () => {
	const { emptyBucket } = things();
	const result = await set(emptyBucket, { access: 'publicRead' });
	itemsAre(result.json, 'publicRead', emptyBucket);
	expect(result.sent).toEqual(['s3.bucket.SetPolicy']);
	expect(await policyOf(emptyBucket)).toEqual(JSON.parse(readOnlyPolicy(emptyBucket)));
	const message = `Anyone can download every object in the bucket "${emptyBucket}".`;
	expect(hintsOf(result)).toEqual([{ message, type: 'warning', location: 'outputPane' }]);
});

test('Private removes the policy, and may be said again', async () => {
	const { bucket } = things();
	for (let times = 0; times < 2; times++) {
		const result = await set(bucket, { access: 'private' });
		itemsAre(result.json, 'private', bucket);
		expect(result.sent).toEqual(['s3.bucket.DeletePolicy']);
		expect(hintsOf(result)).toEqual([]);
	}
	expect(await policyOf(bucket)).toBe(`The bucket "${bucket}" has no policy`);
});

test('Custom sets the document', async () => {
	const { emptyBucket, bucket } = things();
	const policy = readOnlyPolicy(emptyBucket).replace('"*"', '{"AWS":"*"}');
	const result = await set(emptyBucket, { access: 'custom', policy });
	itemsAre(result.json, 'custom', emptyBucket);
	expect(await policyOf(emptyBucket)).toEqual(JSON.parse(policy));
	expect(hintsOf(result)).toEqual([]);
	expect(await policyOf(bucket)).toEqual(JSON.parse(things().policy));
});

test('as the editor adds it, it changes nothing', async () => {
	const { error, sent } = await set(things().bucket, {});
	expect(error?.message).toBe('Policy is empty');
	expect(sent).toEqual([]);
});

test('a document that does not show is not set', async () => {
	const { bucket, policy } = things();
	await set(bucket, { access: 'private', policy });
	expect(await policyOf(bucket)).toBe(`The bucket "${bucket}" has no policy`);
});

test.each([
	['', 'Access is empty'],
	['public', 'Access has an unknown value'],
])('Access "%s" is refused', async (access, message) => {
	const { bucket, policy } = things();
	const { error, sent } = await set(bucket, { access, policy });
	expect(error?.message).toBe(message);
	expect(sent).toEqual([]);
});

test('refuses a policy for another bucket', async () => {
	const { emptyBucket: bucketName } = things();
	expect(await refusalOf('policy set', { bucketName })).toEqual({
		message: 'The storage refused the policy',
		advice: expect.stringContaining('Check "Policy": its Version'),
		answered: '"MalformedPolicy: The policy is not valid: policy has invalid resource" (code 4099)',
	});
});

test('sends half a megabyte whole', async () => {
	const policy = JSON.stringify({ Statement: [], note: 'ü&='.repeat(100_000) });
	await must(own('policy set', { policy })).catch(() => {});
	expect(sandbox().requests[0].params.policy === policy).toBe(true);
});
