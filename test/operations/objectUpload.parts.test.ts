import '../support/quickRetries';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultKind } from '../../sandbox/platform';
import { onCeph } from '../../sandbox/test/support';
import { expectFilesClosed, inMemoryAndInFiles, itemWith } from '../support/binary';
import { useBulk } from '../support/bulk';
import { cancelWhen } from '../support/canceling';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';

// Uploads above 8 MiB go in parts. One that fails leaves no part behind.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf } = useBulk();

const MIB = 2 ** 20;
/** In three parts. */
const BYTES = randomBytes(16 * MIB + 5);
const KEY = 'a key/ü';

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([]);
});

const upload = async (bytes = BYTES, more: Partial<Trial> = {}) =>
	await operate(
		'upload',
		{ bucketName, key: KEY, binaryPropertyName: 'data' },
		{ items: [await itemWith(bytes, { mimeType: 'video/mp4' })], ...more },
	);

async function mustUpload(bytes = BYTES) {
	const { json } = await upload(bytes);
	expect(json).toMatchObject([{ size: bytes.length, uploaded: true }]);
	const stored = await objectIn(bucketName, KEY);
	expect(stored.bytes.equals(bytes)).toBe(true);
	expect(stored.contentType).toBe('video/mp4');
	return { json, stored };
}

/** The parts that are stored of the last upload; none once it has ended. */
async function partsLeft(): Promise<number> {
	const uploadId = requestsOf('UploadPart').at(-1)?.params.uploadId ?? '';
	const ref = { hostGroup: hostGroup(), bucket: bucketName, key: KEY, uploadId };
	try {
		return (await sandbox().store.listParts(ref)).length;
	} catch (error) {
		expect(error).toMatchObject({ code: 'NoSuchUpload' });
		return 0;
	}
}

async function mustHaveLeftNothing() {
	expect(requestsOf('AbortMultipartUpload')).toHaveLength(1);
	expect(await partsLeft()).toBe(0);
	expect(await keysIn(bucketName)).toEqual([]);
}

inMemoryAndInFiles(() => {
	test.each([
		[8 * MIB + 1, 2],
		[16 * MIB, 2],
		[16 * MIB + 5, 3],
	])('%d bytes go in %d parts', async (size, count) => {
		sandbox().setLatency(10);
		const { json, stored } = await mustUpload(BYTES.subarray(0, size));
		// Ceph 16.2 answers the end of an upload with an empty tag.
		expect(json[0].eTag).toBe(onCeph ? undefined : stored.eTag.replaceAll('"', ''));
		const numbers = requestsOf('UploadPart').map(({ params }) => Number(params.partNumber));
		expect(numbers.sort()).toEqual(Array.from({ length: count }, (_, at) => at + 1));
		expect(sandbox().peakInFlight).toBeLessThanOrEqual(3);
	});
});

const partOf = (number: number): Partial<Fault> => ({
	...{ method: 'UploadPart', times: 3 },
	match: ({ params }) => params.partNumber === String(number),
});
const END = { method: 'CompleteMultipartUpload' };

describe.each<FaultKind>(['dropBefore', 'dropAfter', 'badGateway', 'status'])('%s', (kind) => {
	test.each<Partial<Fault>>([partOf(1), partOf(3), END, { method: 'CreateMultipartUpload' }])(
		'$method is sent again',
		async (fault) => {
			sandbox().faults.add({ kind, ...fault } as Fault);
			await mustUpload();
			expect(requestsOf(fault.method ?? '').length).toBeGreaterThan(1);
		},
	);
});

const NO_SUCH: Fault = { ...END, kind: 'code', status: 404, text: 'NoSuchUpload: it has ended' };

// Amazon answers a second end like the first; other storages no longer know the upload.
test('an end whose answer was lost, and that cannot be repeated, was the end', async () => {
	sandbox().faults.add({ ...END, kind: 'dropAfter' });
	sandbox().faults.add(NO_SUCH);
	await mustUpload();
});

const part = partOf(2);
const DENIED: Fault = { kind: 'code', status: 403, text: 'AccessDenied: no' };
const HIDDEN: Fault = { ...END, kind: 'code', status: 200, text: 'InternalError: no' };
const FATAL: Array<[string, Fault, string]> = [
	['a part that is refused', { ...part, ...DENIED }, 'refused the request: AccessDenied'],
	['a part that is lost', { ...part, kind: 'dropBefore' }, 'was cut before the answer came'],
	['a part answered by a web page', { ...part, kind: 'html200' }, 'did not confirm the upload'],
	['an end that fails with HTTP 200', HIDDEN, 'refused the request: InternalError'],
	['an end of an upload that is unknown', NO_SUCH, 'refused the request: NoSuchUpload'],
	['an end answered by a web page', { ...END, kind: 'html200' }, 'No S3 endpoint answers at'],
];

test.each(FATAL)('%s: nothing is stored, no part is left', async (_, fault, message) => {
	sandbox().faults.add({ ...fault, times: Infinity });
	expectFailure(await upload(), new RegExp(message));
	expect(requestsOf('UploadPart').length).toBeGreaterThan(1);
	await mustHaveLeftNothing();
	await expectFilesClosed();
});

test('an upload that was not begun sends no part', async () => {
	sandbox().faults.add({ method: 'CreateMultipartUpload', kind: 'html200', times: Infinity });
	expectFailure(await upload(), /No S3 endpoint answers at/);
	expect(requestsOf('UploadPart')).toEqual([]);
	await expectFilesClosed();
});

test('canceled, it ends soon and leaves no part', async () => {
	const partsDone = () => requestsOf('UploadPart').filter(({ status }) => status === 200).length;
	const { whenStarted, msSinceCancel } = cancelWhen(() => partsDone() >= 2);
	sandbox().setLatency(100);
	const { run } = await upload(Buffer.concat([BYTES, BYTES, BYTES]), { whenStarted });
	expect(run.status).toBe('canceled');
	expect(msSinceCancel()).toBeLessThan(3000);
	await sleep(500);
	expect(requestsOf('CompleteMultipartUpload')).toEqual([]);
	await mustHaveLeftNothing();
});
