import type { Page } from 'playwright-core';

/** Counts the clicks on a page from now on, until it is loaded anew; gives what tells their number. */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(
		'globalThis.clicks = 0; addEventListener("pointerdown", () => { globalThis.clicks += 1; }, true);',
	);
	return async () => await page.evaluate('globalThis.clicks');
}
