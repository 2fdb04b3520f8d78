import { createHash } from 'node:crypto';
import { useBulk } from '../support/bulk';
import { answerOf, startScript } from '../support/child';
import type { GigabyteResult } from '../support/gigabyteProcess';
import { saved } from '../support/world';

// An object of 1 GiB is uploaded and downloaded unchanged, and is never in memory as a whole.

const { sandbox, hostGroup, bucketOf, keysIn, requestsOf } = useBulk();

const GIB = 2 ** 30;
const MOST_MB = 200;

async function sha256In(bucket: string, key: string): Promise<string> {
	const { info, read } = await sandbox().store.openObject({ hostGroup: hostGroup(), bucket }, key);
	const hash = createHash('sha256');
	for await (const piece of read(0, info.size - 1)) hash.update(piece as Buffer);
	return hash.digest('hex');
}

/** Runs an operation in a process of its own, so that only the node's own memory is measured. */
async function run(operation: string, bucketName: string, uploads?: number) {
	const trial = {
		...{ node: 'bucket', credential: { host: sandbox().url, token: sandbox().token } },
		parameters: saved({
			...{ resource: 'object', operation, hostGroup: hostGroup(), bucketName },
			...{ key: 'large', binaryPropertyName: 'data' },
		}),
	};
	const child = startScript('gigabyteProcess.ts', { trial, uploads });
	const { json, error, sha256, idleMb, peakMb } = await answerOf<GigabyteResult>(child);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ key: 'large', size: GIB }]);
	expect(sha256).toBe(await sha256In(bucketName, 'large'));
	expect(peakMb - idleMb).toBeLessThan(MOST_MB);
	return json;
}

test('upload', async () => {
	const bucketName = await bucketOf([]);
	expect(await run('upload', bucketName, GIB)).toMatchObject([{ uploaded: true }]);
	expect(await keysIn(bucketName)).toEqual(['large']);
	expect(requestsOf('UploadPart')).toHaveLength(128);
}, 240_000);

test('download', async () => {
	await run('download', await bucketOf([{ key: 'large', size: GIB }]));
}, 240_000);
