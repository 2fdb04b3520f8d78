import { expect, test } from './fixtures';
import type { NodePanel } from './editor/nodePanel';

const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';

interface Expected {
	all?: string[];
	search: string;
	found: string[];
}

/** Opens a list, searches it and chooses the first entry found. */
async function chooseFromList(panel: NodePanel, parameter: string, expected: Expected) {
	const { all, search, found } = expected;
	await panel.openList(parameter);
	if (all) await expect(panel.listed).toHaveText(all);
	await panel.searchList(search);
	await expect(panel.listed).toHaveText(found);
	await panel.choose(parameter, found[0]);
}

test.describe('Choosing From List, with search', () => {
	test.describe.configure({ mode: 'serial' });

	test('a host group, by part of its name', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get presigned URL of object');
		await chooseFromList(panel, 'hostGroup', {
			all: [HOST_GROUP, 'US Object Storage (s3-us1.example)'],
			search: 'eu1',
			found: [HOST_GROUP],
		});
	});

	test('a bucket of that host group', async ({ panel }) => {
		const all = ['app-logs', 'backups', 'empty-bucket'];
		await chooseFromList(panel, 'bucketName', { all, search: 'LOG', found: ['app-logs'] });
	});

	test('an object, by the start of its key', async ({ panel }) => {
		await chooseFromList(panel, 'key', { search: 'READ', found: ['README.txt'] });
	});

	test('an account', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Account', 'Generate key pair');
		await panel.pick('hostGroup', HOST_GROUP);
		const all = ['backup', 'webshop'];
		await chooseFromList(panel, 'name', { all, search: 'shop', found: ['webshop'] });
	});

	test('an access key, by the name of its account', async ({ canvas, panel, sandbox }) => {
		await panel.close();
		await canvas.addAction('Jelastic S3 Account', 'Revoke key pair');
		await panel.pick('hostGroup', HOST_GROUP);
		const account = (await sandbox.accounts()).find(({ name }) => name === 'webshop');
		const found = (account?.keys ?? []).map(({ accKey }) => `${accKey} (webshop)`);
		expect(found).toHaveLength(2);
		found.sort((a, b) => a.localeCompare(b));
		await chooseFromList(panel, 'accKey', { search: 'shop', found });
	});
});
