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

	test('no bucket before a host group', async ({ page, canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get presigned URL of object');
		await page.getByTestId('resource-locator-bucketName').getByTestId('rlc-input').click();
		await expect(page.getByText('Choose a host group first').first()).toBeVisible();
		await page.getByTestId('tab-params').click();
		await expect(panel.listed).toHaveCount(0);
	});

	test('a host group, by part of its name', async ({ panel }) => {
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

	test('an object, by a part of its key where none begins with it', async ({ panel, sandbox }) => {
		const keys = await sandbox.listKeys(sandbox.hostGroups[0], 'app-logs', 'logs/');
		const day = keys[0].slice(-'2026-01-31.log'.length, -'.log'.length);
		const found = keys.filter((key) => key.includes(day));
		await panel.openList('key');
		await panel.searchList(day);
		// n8n lists what is chosen, too.
		await expect(panel.listed).toHaveText(['README.txt', ...found]);
		await panel.choose('key', found[0]);
	});

	test('an account', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Account', 'Generate access key');
		await panel.pick('hostGroup', HOST_GROUP);
		const all = ['backup', 'webshop'];
		await chooseFromList(panel, 'accountName', { all, search: 'shop', found: ['webshop'] });
	});

	test('an access key, by the name of its account: the oldest first', async ({
		canvas,
		panel,
		sandbox,
	}) => {
		await panel.close();
		await canvas.addAction('Jelastic S3 Account', 'Revoke access key');
		await panel.pick('hostGroup', HOST_GROUP);
		const account = (await sandbox.accounts()).find(({ name }) => name === 'webshop');
		const ages = ['200 days ago', 'today'];
		const found = (account?.keys ?? []).map(({ accKey, createdAt }, index) => {
			const day = createdAt.toISOString().slice(0, 10);
			return `webshop: ${accKey} (created ${day}, ${ages[index]})`;
		});
		expect(found).toHaveLength(2);
		await chooseFromList(panel, 'accessKey', { search: 'shop', found });
	});
});
