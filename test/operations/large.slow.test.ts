import type { Filling } from '../../sandbox/platform';
import { ended, startNode } from '../support/child';
import { useBulk } from '../support/bulk';
import { saved } from '../support/world';

// A bucket of a hundred thousand objects, cleaned of those older than a date; and a run that is killed.

const { sandbox, hostGroup, bucketOf, keysIn, deleteMany, requestsOf } = useBulk();

const CUT = '2026-01-31';
const SIZE = 1000;

/** Of each five in a row three are older than the date, by days or by a millisecond. */
const isOld = (index: number) => index % 5 < 3;
const timeOf = (index: number) => {
	const cut = Date.parse(CUT);
	return new Date(isOld(index) ? cut - 1 - (index % 3) * 864e5 : cut + (index % 2) * 864e5);
};
const keyOf = (index: number) => `logs/${index % 100}/app-${String(index).padStart(6, '0')}.log`;

function* objects(count: number): Generator<Filling> {
	for (let index = 0; index < count; index++) {
		yield { key: keyOf(index), size: SIZE, lastModified: timeOf(index) };
	}
}

/** The keys that must stay, in the order in which S3 lists them (they are ASCII). */
const staying = (count: number) =>
	Array.from({ length: count }, (_, index) => index)
		.filter((index) => !isOld(index))
		.map(keyOf)
		.sort();

const CLEANUP = { filters: { olderThan: CUT }, output: 'summary' };

test('60,000 of 100,000 objects go in one run, and exactly those', async () => {
	const bucket = await bucketOf(objects(100_000));
	const { json, error } = await deleteMany(bucket, { ...CLEANUP, options: { through: 's3' } });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{ matched: 60_000, deleted: 60_000, failed: 0, bytesFreed: 60_000 * SIZE },
	]);
	const left = await keysIn(bucket);
	// As one boolean: a difference of forty thousand lines helps nobody.
	expect(left.length).toBe(40_000);
	expect(left.join('\n') === staying(100_000).join('\n')).toBe(true);
	expect(requestsOf('DeleteObjects')).toHaveLength(60);
	expect(requestsOf('s3.bucket.ListObjects')).toHaveLength(100);
}, 120_000);

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

const WAYS = [
	{ through: 'api', method: 's3.bucket.DeleteObject', count: 10_000, killAfter: 1500 },
	{ through: 's3', method: 'DeleteObjects', count: 30_000, killAfter: 6 },
];

describe.each(WAYS)('killed in the middle, through $through', (way) => {
	const { through, method, count, killAfter } = way;

	test('it ends the same when it is run again', async () => {
		const bucketName = await bucketOf(objects(count));
		const fields = { ...CLEANUP, options: { through, concurrency: 20 } };
		if (through === 's3') sandbox().setLatency(20);
		const child = startNode({
			node: 'bucket',
			credential: { host: sandbox().url, token: sandbox().token },
			parameters: saved({
				...{ resource: 'object', operation: 'deleteMany', hostGroup: hostGroup() },
				...{ bucketName, ...fields },
			}),
		});
		while (requestsOf(method).length < killAfter && child.exitCode === null) {
			await pause(5);
		}
		child.kill('SIGKILL');
		expect(await ended(child)).toBe('SIGKILL');
		// The platform goes on with what it had received.
		while (sandbox().requests.some(({ status }) => status === undefined)) await pause(5);
		sandbox().setLatency(0);

		const between = await keysIn(bucketName);
		const goneBefore = count - between.length;
		expect(goneBefore).toBeGreaterThan(0);
		expect(goneBefore).toBeLessThan(count * 0.6);

		const { json, error } = await deleteMany(bucketName, fields);
		expect(error).toBeUndefined();
		const rest = count * 0.6 - goneBefore;
		expect(json).toMatchObject([{ matched: rest, deleted: rest, failed: 0 }]);
		const left = await keysIn(bucketName);
		expect(left.join('\n') === staying(count).join('\n')).toBe(true);
	}, 120_000);
});
