import { expect, test } from './fixtures';

test.describe('Finding the nodes', () => {
	test.describe.configure({ mode: 'serial' });

	test('start a new workflow with a manual trigger', async ({ canvas }) => {
		await canvas.newManualWorkflow();
		await canvas.openNodeList();
	});

	for (const text of ['jelastic', 's3 bucket', 'object storage', 'virtuozzo']) {
		test(`"${text}" finds both nodes`, async ({ canvas }) => {
			const names = await canvas.search(text);
			expect(names).toEqual(expect.arrayContaining(['Jelastic S3 Account', 'Jelastic S3 Bucket']));
		});
	}

	test('both have an icon', async ({ canvas, page }) => {
		await canvas.search('jelastic');
		const icons = page.locator('img[src*="jelastic"]').filter({ visible: true });
		await expect(icons).toHaveCount(2);
		for (const icon of await icons.all()) {
			await expect(await page.request.get((await icon.getAttribute('src')) ?? '')).toBeOK();
		}
	});
});
