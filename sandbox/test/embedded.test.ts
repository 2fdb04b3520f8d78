import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../platform';
import type { EmbeddedStore } from '../platform/store';
import { unlessOnCeph } from './support';

// What only the embedded store has: files of its own.
let dataDir: string;
beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const hostGroup = 's3-us1.example';
const bucketName = 'bucket';

const onEmbedded = unlessOnCeph('it has no files of objects');

onEmbedded('leaves no files behind when objects go, are replaced, or never arrive', async () => {
	const sandbox = await startSandbox({ dataDir });
	const ref = { hostGroup, bucket: bucketName, key: 'k' };
	const store = sandbox.store as EmbeddedStore;
	async function* body(breaksOff: boolean) {
		for (let n = 0; n < 10; n++) yield randomBytes(20_000);
		if (breaksOff) throw new Error('gone');
	}
	try {
		await sandbox.createBucket(hostGroup, bucketName);
		await store.putObject(ref, body(false), {});
		await store.putObject(ref, body(false), {});
		await sandbox.store.copyObject(ref, { ...ref, key: 'copy' });
		await expect(store.putObject(ref, body(true), {})).rejects.toThrow('gone');
		const filesIn = (name: string) => readdir(join(dataDir, 'store', name));
		expect(await filesIn('files')).toHaveLength(2);
		expect(await filesIn('incoming')).toEqual([]);
		await sandbox.store.deleteObject(ref, 'k');
		await sandbox.store.deleteObject(ref, 'copy');
		expect(await filesIn('files')).toEqual([]);
	} finally {
		await sandbox.stop();
	}
});

onEmbedded('finds an object by a key that is much longer than the one before', async () => {
	const sandbox = await startSandbox({ dataDir });
	const keys = ['日', '日'.repeat(100), '日'.repeat(340)];
	try {
		await sandbox.fill(
			hostGroup,
			bucketName,
			keys.map((key) => ({ key, size: 1 })),
		);
		for (const key of keys) {
			await sandbox.store.deleteObject({ hostGroup, bucket: bucketName }, key);
		}
		expect(await sandbox.listKeys(hostGroup, bucketName)).toEqual([]);
	} finally {
		await sandbox.stop();
	}
});
