import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { objectsOf, useBulk } from '../support/bulk';

// In which order the fields of an item stand: what differs from row to row first, where it is last.

const { sandbox, run, bucketOf, operate, hostGroup } = useBulk();

const TIME = new Date('2026-01-31T08:00:00Z');
const KEYS = ['in/a', 'in/b', 'in/c'];

const refuse = (method: string, field: string) =>
	sandbox().faults.add({
		...{ method, kind: 'code', code: 8, text: 'denied', times: Infinity },
		match: ({ params }) => params[field] === 'in/b',
	});

const source = async () => await bucketOf(objectsOf(KEYS, { lastModified: TIME }));

const columns = (items: IDataObject[]) => items.map((item) => Object.keys(item).join(' '));

const PLACE = 'bucketName hostGroup';
/** So that an object that fails is in the output. */
const REPORTED = { options: { onObjectFailure: 'report' } };

const PLACES = 'srcBucketName dstBucketName hostGroup';

test('objects', async () => {
	const { json } = await operate('getAll', { bucketName: await source() });
	expect(columns(json)[0]).toBe(`key size lastModified storageClass eTag ${PLACE}`);
	expect(json[0].lastModified).toBe('2026-01-31T08:00:00Z');
});

test.each([
	[
		false,
		`key deleted size lastModified ${PLACE}`,
		`key deleted failure size lastModified ${PLACE}`,
	],
	[true, `key wouldDelete size lastModified ${PLACE}`, undefined],
])('deleted objects (dry run: %s)', async (dryRun, done, failed) => {
	refuse('s3.bucket.DeleteObject', 'key');
	const { json } = await operate('deleteMany', {
		bucketName: await source(),
		prefix: 'in/',
		dryRun,
		...REPORTED,
	});
	expect(columns(json)).toEqual([done, failed ?? done, done]);
	expect(json[0]).toMatchObject({ lastModified: '2026-01-31T08:00:00Z' });
});

describe.each([
	['copyMany', 'copied', 'wouldCopy', 'bytesCopied'],
	['moveMany', 'moved', 'wouldMove', 'bytesMoved'],
])('%s', (operation, done, planned, bytes) => {
	const transfer = async (fields: IDataObject) => {
		const buckets = { srcBucketName: await source(), dstBucketName: await bucketOf([]) };
		const prefixes = { srcPrefix: 'in/', dstPrefix: 'out/' };
		return (await operate(operation, { ...buckets, ...prefixes, ...REPORTED, ...fields })).json;
	};

	test('an item an object', async () => {
		refuse('s3.bucket.CopyObject', 'srcKey');
		const json = await transfer({});
		const rest = `size lastModified ${PLACES}`;
		expect(columns(json).slice(0, 2)).toEqual([
			`srcKey dstKey ${done} ${rest}`,
			`srcKey dstKey ${done} failure ${rest}`,
		]);
		const dry = await transfer({ dryRun: true });
		expect(columns(dry)[0]).toBe(`srcKey dstKey ${planned} ${rest}`);
	});

	test('a summary', async () => {
		refuse('s3.bucket.CopyObject', 'srcKey');
		expect(columns(await transfer({ output: 'summary' }))).toEqual([
			`${done} skipped failed matched ${bytes} firstFailure seconds ${PLACES}`,
		]);
		expect(columns(await transfer({ output: 'summary', dryRun: true }))).toEqual([
			`dryRun ${planned} skipped failed matched bytes seconds ${PLACES}`,
		]);
	});
});

test('a summary of deletions', async () => {
	refuse('s3.bucket.DeleteObject', 'key');
	const fields = { prefix: 'in/', output: 'summary', ...REPORTED };
	const { json } = await operate('deleteMany', { bucketName: await source(), ...fields });
	expect(columns(json)).toEqual([
		`deleted failed matched bytesFreed firstFailure seconds ${PLACE}`,
	]);
	const dry = await operate('deleteMany', { bucketName: await source(), dryRun: true, ...fields });
	expect(columns(dry.json)).toEqual([`dryRun wouldDelete matched bytes seconds ${PLACE}`]);
	expect(dry.json).toMatchObject([{ dryRun: true, wouldDelete: 3, matched: 3, bytes: 21 }]);
});

test.each<[string, string, IDataObject, string]>([
	['bucket', 'getAll', {}, 'bucketName createdAt hostGroup'],
	['bucket', 'create', { bucketName: 'made' }, 'bucketName created hostGroup'],
	['account', 'getAll', {}, 'accountName keyCount endpoint hostGroup'],
	['key', 'getAll', {}, 'accessKey accountName createdAt ageDays hostGroup'],
	['object', 'getPresignedUrl', { key: 'in/a' }, `key url expiresAt method ${PLACE}`],
	['object', 'download', { key: 'in/a' }, `key size contentType ${PLACE}`],
	['object', 'delete', { key: 'in/a' }, `key deleted ${PLACE}`],
	['object', 'copy', { srcKey: 'in/a', dstKey: 'b' }, `srcKey dstKey copied ${PLACES}`],
	['policy', 'set', { access: 'private' }, 'bucketName set access hostGroup'],
	['policy', 'delete', {}, 'bucketName deleted hostGroup'],
])('%s: %s', async (resource, operation, fields, expected) => {
	const bucketName = await source();
	const { json, error } = await run({
		...{ resource, operation, bucketName, srcBucketName: bucketName, dstBucketName: bucketName },
		...(operation !== 'getAll' && { hostGroup: hostGroup() }),
		...fields,
	});
	expect(error).toBeUndefined();
	expect(columns(json)[0]).toBe(expected);
});

describe('a failure', () => {
	const failing = async (fields: IDataObject, isFirst = false) => {
		sandbox().faults.add({
			...{
				method: 's3.bucket.ListObjects',
				kind: 'code',
				code: 8,
				text: 'denied',
				times: Infinity,
			},
			match: ({ params }) => isFirst || params.continuationToken !== undefined,
		});
		const keys = Array.from({ length: 1500 }, (_, at) => `in/${String(at).padStart(4, '0')}`);
		const bucketName = await bucketOf(objectsOf(keys));
		const options = { concurrency: 50, via: 'platform' };
		const result = await operate('deleteMany', { bucketName, prefix: 'in/', options, ...fields });
		const { hints = [] } = result.run.data.resultData.runData.Node[0];
		return { text: String(result.error?.description), hints: hints.map(({ message }) => message) };
	};

	test.each([true, false])(
		'before anything was found says no word of progress (%s)',
		async (dryRun) => {
			const { text, hints } = await failing({ dryRun }, true);
			expect(text).not.toMatch(/Up to then|goes on|0 of 0|0 objects/);
			expect(hints).toEqual([]);
		},
	);

	test('of a dry run does not go on from there', async () => {
		const { text } = await failing({ dryRun: true });
		expect(text).toMatch(
			/Up to then: Dry run: 1000 objects would be deleted\. Nothing was changed\.$/,
		);
	});

	test('on the way says how far it came', async () => {
		const { text } = await failing({});
		expect(text).toMatch(/Up to then: \d+ of \d+ matching objects deleted\. Running it again goes/);
	});
});
