import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { useBulk } from '../support/bulk';
import { answerOf, startScript } from '../support/child';
import type { GigabyteResult } from '../support/gigabyteProcess';
import { saved } from '../support/world';

// An object of 1 GiB goes up and comes down unchanged, and never lies in memory as a whole.

const { sandbox, hostGroup, bucketOf, keysIn, requestsOf } = useBulk();

const GIB = 2 ** 30;
const MOST_MB = 200;

async function sha256In(bucket: string, key: string): Promise<string> {
	const { info, read } = await sandbox().store.openObject({ hostGroup: hostGroup(), bucket }, key);
	const hash = createHash('sha256');
	for await (const piece of read(0, info.size - 1)) hash.update(piece as Buffer);
	return hash.digest('hex');
}

/** Runs it in a process of its own, so that only the node's own memory is measured. */
async function measured(fields: IDataObject, uploads?: number): Promise<GigabyteResult> {
	const trial = {
		...{ node: 'bucket', credential: { host: sandbox().url, token: sandbox().token } },
		parameters: saved({ resource: 'object', hostGroup: hostGroup(), ...fields }),
	};
	return await answerOf(startScript('gigabyteProcess.ts', { trial, uploads }));
}

test('upload', async () => {
	const bucketName = await bucketOf([]);
	const fields = { operation: 'upload', bucketName, key: 'large', binaryPropertyName: 'data' };
	const { json, error, sha256, idleMb, peakMb } = await measured(fields, GIB);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ key: 'large', size: GIB, uploaded: true }]);
	expect(await keysIn(bucketName)).toEqual(['large']);
	expect(await sha256In(bucketName, 'large')).toBe(sha256);
	expect(requestsOf('UploadPart')).toHaveLength(128);
	expect(peakMb - idleMb).toBeLessThan(MOST_MB);
}, 240_000);

test('download', async () => {
	const bucketName = await bucketOf([{ key: 'large', size: GIB }]);
	const fields = { operation: 'download', bucketName, key: 'large', binaryPropertyName: 'data' };
	const { json, error, sha256, idleMb, peakMb } = await measured(fields);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ key: 'large', size: GIB }]);
	expect(sha256).toBe(await sha256In(bucketName, 'large'));
	expect(peakMb - idleMb).toBeLessThan(MOST_MB);
}, 240_000);
