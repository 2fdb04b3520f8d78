import '../support/quickRetries';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultKind } from '../../sandbox/platform';
import { itemWith, keepBinariesInFiles } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Trial } from '../support/engine';

// Upload above 8 MiB goes in parts; what fails leaves none behind.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf } = useBulk();

const MIB = 2 ** 20;
const TWENTY = randomBytes(20 * MIB + 5);

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([]);
});

const upload = async (bytes: Buffer, options: IDataObject = {}, more: Partial<Trial> = {}) =>
	await operate(
		'upload',
		{ bucketName, key: 'a key/ü', binaryPropertyName: 'data', options },
		{ items: [await itemWith(bytes, { mimeType: 'video/mp4' })], ...more },
	);

/** The parts that are stored of the upload that was begun last; none once it has ended. */
async function partsLeft(): Promise<number> {
	const uploadId = requestsOf('UploadPart').at(-1)?.params.uploadId ?? '';
	const upload = { hostGroup: hostGroup(), bucket: bucketName, key: 'a key/ü', uploadId };
	try {
		return (await sandbox().store.listParts(upload)).length;
	} catch (error) {
		expect(error).toMatchObject({ code: 'NoSuchUpload' });
		return 0;
	}
}

/** Files of n8n's store that this process holds open; where /proc does not say, none. */
function filesOpen(): string[] {
	const folder = '/proc/self/fd';
	const links = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
	const isBinary = (link: string) => {
		// The one that lists the folder is gone by now.
		return existsSync(link) && readlinkSync(link).includes('/n8n-binaries-');
	};
	return links.filter(isBinary);
}

/** Those that stay open: a stream that has been ended closes its file a moment later. */
async function filesLeftOpen(): Promise<string[]> {
	const since = Date.now();
	while (filesOpen().length > 0 && Date.now() - since < 2_000) await sleep(20);
	return filesOpen();
}

// At the end: also the tests behind those of files keep theirs there.
let remove = () => {};
afterAll(() => remove());

const SIZES: Array<[number, number]> = [
	[8 * MIB + 1, 2],
	[16 * MIB, 2],
	[20 * MIB + 5, 3],
];

// In this order: once n8n keeps binaries in files, it does so for good.
describe.each(['memory', 'files'])('from %s', (where) => {
	beforeAll(async () => {
		if (where === 'files') remove = await keepBinariesInFiles();
	});

	test.each(SIZES)('%d bytes go in %d parts', async (size, count) => {
		const bytes = TWENTY.subarray(0, size);
		sandbox().setLatency(10);
		const { json, error } = await upload(bytes);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ size, uploaded: true }]);
		const stored = await objectIn(bucketName, 'a key/ü');
		expect(stored.bytes.equals(bytes)).toBe(true);
		expect(stored.contentType).toBe('video/mp4');
		expect(`"${String(json[0].eTag)}"`).toBe(stored.eTag);
		const numbers = requestsOf('UploadPart').map(({ params }) => Number(params.partNumber));
		expect(numbers.sort()).toEqual(Array.from({ length: count }, (_, at) => at + 1));
		expect(sandbox().peakInFlight).toBeLessThanOrEqual(3);
	});
});

const partOf = (number: number): Partial<Fault> => ({
	...{ method: 'UploadPart', times: 3 },
	match: ({ params }) => params.partNumber === String(number),
});

const METHODS: Array<Partial<Fault>> = [
	partOf(1),
	partOf(3),
	{ method: 'CompleteMultipartUpload' },
	{ method: 'CreateMultipartUpload' },
];

describe.each<FaultKind>(['dropBefore', 'dropAfter', 'badGateway', 'status'])('%s', (kind) => {
	test.each(METHODS)('is met by sending $method again', async (fault) => {
		sandbox().faults.add({ kind, ...fault } as Fault);
		const { json, error } = await upload(TWENTY);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ size: TWENTY.length, uploaded: true }]);
		expect((await objectIn(bucketName, 'a key/ü')).bytes.equals(TWENTY)).toBe(true);
		expect(requestsOf(fault.method ?? '').length).toBeGreaterThan(1);
	});
});

const NO_SUCH: Fault = { kind: 'code', status: 404, text: 'NoSuchUpload: it has ended' };

// Amazon answers a second end as the first; other storages know no such upload any more.
test('an end whose answer was lost, and that cannot be repeated, was the end', async () => {
	sandbox().faults.add({ method: 'CompleteMultipartUpload', kind: 'dropAfter' });
	sandbox().faults.add({ method: 'CompleteMultipartUpload', ...NO_SUCH });
	const { json, error } = await upload(TWENTY);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ size: TWENTY.length, uploaded: true }]);
	expect((await objectIn(bucketName, 'a key/ü')).bytes.equals(TWENTY)).toBe(true);
});

const FOR_GOOD: Array<[string, Fault, string]> = [
	[
		'a part that is refused',
		{ ...partOf(2), kind: 'code', status: 403, text: 'AccessDenied: no' },
		'The S3 endpoint refused the request: AccessDenied',
	],
	['a part that is lost', { ...partOf(2), kind: 'dropBefore' }, 'was cut before the answer came'],
	['a part that a page answers', { ...partOf(2), kind: 'html200' }, 'did not confirm the upload'],
	[
		'an end that fails within an answer of success',
		{ method: 'CompleteMultipartUpload', kind: 'code', status: 200, text: 'InternalError: no' },
		'The S3 endpoint refused the request: InternalError',
	],
	[
		'an end that nobody knows of at the first try',
		{ method: 'CompleteMultipartUpload', ...NO_SUCH },
		'The S3 endpoint refused the request: NoSuchUpload',
	],
	[
		'an end that a page answers',
		{ method: 'CompleteMultipartUpload', kind: 'html200' },
		'No S3 endpoint answers at',
	],
];

test.each(FOR_GOOD)('%s: nothing is stored, no part is left', async (_, fault, message) => {
	sandbox().faults.add({ ...fault, times: Infinity });
	const { error } = await upload(TWENTY);
	expect(error?.message).toMatch(message);
	expect(requestsOf('UploadPart').length).toBeGreaterThan(1);
	expect(requestsOf('AbortMultipartUpload')).toHaveLength(1);
	expect(await partsLeft()).toBe(0);
	expect(await keysIn(bucketName)).toEqual([]);
	expect(await filesLeftOpen()).toEqual([]);
});

test('what began no upload sends no part', async () => {
	sandbox().faults.add({ method: 'CreateMultipartUpload', kind: 'html200', times: Infinity });
	const { error } = await upload(TWENTY);
	expect(error?.message).toMatch('No S3 endpoint answers at');
	expect(requestsOf('UploadPart')).toEqual([]);
	expect(await filesLeftOpen()).toEqual([]);
});

test('cancelled, it ends within a second and leaves no part', async () => {
	const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
	const bytes = Buffer.concat([TWENTY, TWENTY, TWENTY]);
	let cancelledAt = NaN;
	sandbox().setLatency(100);
	const { run } = await upload(
		bytes,
		{},
		{
			whenStarted: async (cancel) => {
				while (requestsOf('UploadPart').filter(({ status }) => status === 200).length < 2) {
					await pause(5);
				}
				cancelledAt = Date.now();
				cancel();
			},
		},
	);
	expect(run.status).toBe('canceled');
	expect(Date.now() - cancelledAt).toBeLessThan(1000);
	await pause(500);
	expect(requestsOf('AbortMultipartUpload')).toHaveLength(1);
	expect(requestsOf('CompleteMultipartUpload')).toEqual([]);
	expect(await partsLeft()).toBe(0);
	expect(await keysIn(bucketName)).toEqual([]);
});
