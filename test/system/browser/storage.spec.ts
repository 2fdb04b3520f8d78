import type { Page } from '@playwright/test';
import type { Sandbox } from '../../../sandbox/platform';
import type { NodePanel } from './editor/nodePanel';
import { expect, test } from './fixtures';
import { BUCKET, ROWS, type Entry } from './storagePanels';

// What the storage itself can do, panel by panel: each field is offered by its label, with its choices, and works.

const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';

/** What each row works on. */
async function fillBucket({ hostGroups: [hostGroup], store, fill }: Sandbox): Promise<void> {
	const objects = ['keep.txt', 'old/a.txt', 'old/b.txt'].map((key) => ({ key, body: key }));
	await fill(hostGroup, BUCKET, objects);
	const place = { hostGroup, bucket: BUCKET };
	for (const upload of await store.listUploads(place)) {
		await store.abortUpload({ ...place, ...upload });
	}
	await store.createUpload({ ...place, key: 'broken.zip' }, {});
}

async function setEntry(page: Page, panel: NodePanel, entry: Entry): Promise<void> {
	const { label, parameter, isOption, choices, value } = entry;
	if (isOption) await panel.addOption(panel.addButtons.last(), label);
	const labels = page.getByTestId('node-parameters').getByText(label, { exact: true });
	await expect(labels.filter({ visible: true }).first()).toBeVisible();
	if (entry.pairs) return await panel.addPair(...entry.pairs);
	if (!choices) return await panel.enter(parameter, value);
	await panel.openChoices(parameter);
	await expect(panel.choices).toContainText(choices);
	await panel.choices.nth(choices.indexOf(value)).click();
	await expect(panel.input(parameter)).toHaveValue(value);
}

test.describe('What the storage itself can do, by hand', () => {
	for (const { action, buckets = ['bucketName'], key, texts = {}, on, entries, shows } of ROWS) {
		const names = entries.map(({ label, value }) => `${label} ${value}`.trim());
		test(`${action}: ${names.join(', ')}`, async ({ page, canvas, panel, sandbox }) => {
			await fillBucket(sandbox);
			await canvas.newManualWorkflow();
			await canvas.addAction('Jelastic S3 Bucket', action);
			await panel.pick('hostGroup', HOST_GROUP);
			for (const field of buckets) await panel.pick(field, BUCKET);
			if (key) await panel.enterValue('key', key);
			for (const [field, text] of Object.entries(texts)) await panel.input(field).fill(text);
			if (on) await panel.flip(on);
			for (const entry of entries) await setEntry(page, panel, entry);
			expect(await panel.executeStep()).toBe('success');
			for (const text of shows) await expect(panel.output).toContainText(text);
		});
	}
});
