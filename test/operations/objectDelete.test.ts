import { op, useThings } from '../support/world';

const { must, own, run, sandbox, things } = useThings();

test('deletes an awkward key and no other, and gives its name', async () => {
	const { hostGroup, bucket: bucketName, key } = things();
	await sandbox().fill(hostGroup, bucketName, [{ key: `b/${key}`, body: '' }]);
	expect(await must(own('object delete'))).toEqual([{ hostGroup, bucketName, key, deleted: true }]);
	expect(await sandbox().listKeys(hostGroup, bucketName)).toEqual([`b/${key}`]);
});

test('takes the items of Get Many as they are', async () => {
	const { hostGroup, bucket: bucketName, key } = things();
	await sandbox().fill(hostGroup, bucketName, [{ key: 'second', body: '' }]);
	const { items } = await run(own('object getAll'));
	const fields = ['hostGroup', 'bucketName', 'key'].map((name) => [name, `={{ $json.${name} }}`]);
	await must(op('object delete', Object.fromEntries(fields)), {
		items: items.map(({ json }) => ({ json })),
	});
	expect(items.map(({ json }) => json.key)).toEqual([key, 'second']);
	expect(await sandbox().listKeys(hostGroup, bucketName)).toEqual([]);
});
