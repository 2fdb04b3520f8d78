import { expect, test } from './fixtures';

const BUCKET = 'team-inbox';
const WITHIN_MS = 180_000;

test.describe('A workflow that starts when a file arrives, click by click', () => {
	test.describe.configure({ mode: 'serial' });

	// In its list, n8n leaves "Trigger" out of the names of triggers.
	for (const text of ['new file', 's3 trigger', 'jelastic']) {
		test(`"${text}" finds the trigger in an empty workflow`, async ({ page, canvas }) => {
			await canvas.newWorkflow();
			await page.getByTestId('canvas-plus-button').first().click();
			expect(await canvas.search(text)).toEqual(expect.arrayContaining(['Jelastic S3']));
		});
	}

	test('choose a bucket, and fetch a test event', async ({ page, canvas, panel, sandbox }) => {
		const [hostGroup] = sandbox.hostGroups;
		await sandbox.fill(hostGroup, BUCKET, [{ key: 'before.txt', body: 'old' }]);
		await canvas.newWorkflow();
		await page.getByTestId('canvas-plus-button').first().click();
		await canvas.search('jelastic s3 trigger');
		await canvas.listedNodes.getByText('Jelastic S3', { exact: true }).click();
		await page.getByText('On object created', { exact: true }).click();
		await page.getByTestId('node-parameters').waitFor();
		await panel.pick('hostGroup', 'EU Object Storage (s3-eu1.example)');
		await panel.pick('bucketName', BUCKET);
		expect(await panel.executeStep()).toBe('success');
		await expect(panel.output).toContainText('before.txt');
		await panel.close();
	});

	test('publish it, upload a file, and see the execution', async ({ canvas, n8n, sandbox }) => {
		test.setTimeout(WITHIN_MS + 60_000);
		const before = (await n8n.executions()).length;
		await canvas.publish();
		// The first poll sets the beginning, and n8n may run it some seconds after publishing.
		let uploaded = 0;
		const upload = async () => {
			const key = `new.txt/${++uploaded}`;
			await sandbox.fill(sandbox.hostGroups[0], BUCKET, [{ key, body: 'new' }]);
			return (await n8n.executions()).length;
		};
		const options = { timeout: WITHIN_MS, intervals: [5000] };
		await expect.poll(upload, options).toBeGreaterThan(before);
		const [{ id }] = await n8n.executions();
		expect((await n8n.execution(id)).data).toContain('new.txt');
	});
});
