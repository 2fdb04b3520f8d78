import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedStore } from '../platform/store';
import { BUCKET, EU, unlessOnCeph, useDirectory, withSandbox } from './support';

const dataDir = useDirectory();
const onEmbedded = unlessOnCeph('it has no files of objects');
const ref = { hostGroup: EU, bucket: BUCKET };

onEmbedded('leaves no files of deleted, replaced or incomplete objects', async () => {
	async function* body(isIncomplete = false) {
		for (let n = 0; n < 10; n++) yield randomBytes(20_000);
		if (isIncomplete) throw new Error('gone');
	}
	await withSandbox({ dataDir: dataDir() }, async (sandbox) => {
		const store = sandbox.store as EmbeddedStore;
		const object = { ...ref, key: 'k' };
		await sandbox.createBucket(EU, BUCKET);
		await store.putObject(object, body(), {});
		await store.putObject(object, body(), {});
		await store.copyObject(object, { ...ref, key: 'copy' });
		await expect(store.putObject(object, body(true), {})).rejects.toThrow('gone');
		const filesIn = (name: string) => readdir(join(dataDir(), 'store', name));
		expect(await filesIn('files')).toHaveLength(2);
		expect(await filesIn('incoming')).toEqual([]);
		await store.deleteObject(ref, 'k');
		await store.deleteObject(ref, 'copy');
		expect(await filesIn('files')).toEqual([]);
	});
});

onEmbedded('finds an object by a key that is much longer than the one before', async () => {
	const keys = ['日', '日'.repeat(100), '日'.repeat(340)];
	await withSandbox({ dataDir: dataDir() }, async (sandbox) => {
		const objects = keys.map((key) => ({ key, size: 1 }));
		await sandbox.fill(EU, BUCKET, objects);
		for (const key of keys) await sandbox.store.deleteObject(ref, key);
		expect(await sandbox.listKeys(EU, BUCKET)).toEqual([]);
	});
});
