import { expect, test } from './fixtures';

const ACCOUNT = 'Jelastic S3 Account';
const BUCKET = 'Jelastic S3 Bucket';

/** What people search for, and what they must find. */
const FOUND = [
	...['jelastic', 'virtuozzo', 's3', 'object storage'].map((text) => [text, ACCOUNT, BUCKET]),
	...['access key', 'rotate', 'credentials'].map((text) => [text, ACCOUNT]),
	...['s3 bucket', 'cleanup', 'upload', 'presigned'].map((text) => [text, BUCKET]),
];

test.describe('Finding the nodes', () => {
	test.describe.configure({ mode: 'serial' });

	test('start a new workflow with a manual trigger', async ({ canvas }) => {
		await canvas.newManualWorkflow();
		await canvas.openNodeList();
	});

	for (const [text, ...found] of FOUND) {
		test(`"${text}" finds ${found.join(' and ')}`, async ({ canvas }) => {
			expect(await canvas.search(text)).toEqual(expect.arrayContaining(found));
		});
	}

	test('each has an icon', async ({ canvas, page }) => {
		await canvas.search('jelastic');
		const icons = page.locator('img[src*="jelastic"]').filter({ visible: true });
		await expect(icons).toHaveCount(3);
		for (const icon of await icons.all()) {
			await expect(await page.request.get((await icon.getAttribute('src')) ?? '')).toBeOK();
		}
	});
});
