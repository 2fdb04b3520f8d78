import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { FaultKind } from '../../sandbox/platform';
import { useAnswers } from '../support/answering';
import { makeThings, useSandbox, type Things } from '../support/world';

// Bucket: Create with "If It Already Exists".

const { sandbox, run, must } = useSandbox();

let things: Things;
beforeEach(async () => {
	things = await makeThings(sandbox());
});

const create = (hostGroup: string, bucketName: string, more: IDataObject = {}) => ({
	...{ resource: 'bucket', operation: 'create', hostGroup, bucketName, ...more },
});
const USE = { ifExists: 'use' };
const sent = () => sandbox().requests.map(({ apiMethod }) => apiMethod);

test.each([{}, { ifExists: 'fail' }])('fails by default: %j', async (fields) => {
	const { hostGroup, bucket } = things;
	const { error } = await run(create(hostGroup, bucket, fields));
	expect(error?.message).toBe(`A bucket named "${bucket}" already exists`);
	expect(sent()).toEqual(['s3.bucket.Create']);
});

test('uses an own one, with what is in it', async () => {
	const { hostGroup, bucket, key } = things;
	const json = await must(create(hostGroup, bucket, USE));
	expect(json).toEqual([{ hostGroup, bucketName: bucket, created: false }]);
	expect(sent()).toEqual(['s3.bucket.List']);
	expect(await sandbox().listKeys(hostGroup, bucket)).toEqual([key]);
});

test('creates one that does not exist', async () => {
	const { hostGroup, newBucket } = things;
	const json = await must(create(hostGroup, newBucket, USE));
	expect(json).toEqual([{ hostGroup, bucketName: newBucket, created: true }]);
	expect(Object.keys(json[0])).toEqual(['bucketName', 'created', 'hostGroup']);
	expect(sent()).toEqual(['s3.bucket.List', 's3.bucket.Create']);
});

test("does not take another host group's bucket for it", async () => {
	const { bucket } = things;
	const elsewhere = sandbox().hostGroups[1];
	const json = await must(create(elsewhere, bucket, USE));
	expect(json).toEqual([{ hostGroup: elsewhere, bucketName: bucket, created: true }]);
});

test("somebody else's is a failure", async () => {
	const { hostGroup, bucket } = things;
	const { error } = await run(create(hostGroup, bucket, USE), {
		credential: { host: sandbox().url, token: sandbox().tokens.other },
	});
	expect(error?.message).toBe(`A bucket named "${bucket}" already exists`);
	expect(sent()).toEqual(['s3.bucket.List', 's3.bucket.Create']);
});

test.each<FaultKind>(['dropBefore', 'dropAfter'])(
	'repeating it finishes what failed: %s',
	async (kind) => {
		const { hostGroup, newBucket } = things;
		sandbox().faults.add({ kind, method: 's3.bucket.Create' });
		const { error } = await run(create(hostGroup, newBucket, USE));
		expect(error?.description).toContain('may have done it all the same');
		await must(create(hostGroup, newBucket, USE));
		expect(await sandbox().listKeys(hostGroup, newBucket)).toEqual([]);
	},
);

describe('what the platform tells', () => {
	const { run: answered, sent: calls } = useAnswers();

	test('names alone are enough', async () => {
		const { json } = await answered(create('hg', 'b1', USE), { list: { buckets: ['b0', 'b1'] } });
		expect(json).toEqual([{ hostGroup: 'hg', bucketName: 'b1', created: false }]);
	});

	test('a list that is not understood is not taken for work that is done', async () => {
		const { message, description } = await answered(create('hg', 'b1', USE), {
			list: { stores: [1] },
		});
		expect(message).toMatch(/not understood/);
		expect(description).not.toContain('work is done');
		expect(calls('create')).toEqual([]);
	});
});

test('an unknown choice is refused', async () => {
	const { hostGroup, newBucket } = things;
	const { error } = await run(create(hostGroup, newBucket, { ifExists: 'perhaps' }));
	expect(error?.message).toBe('If It Already Exists has an unknown value');
});
