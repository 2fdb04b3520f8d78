import { type Page, test } from '@playwright/test';

export interface Effort {
	clicks: number;
	/** Fields that were typed into, searches included. */
	typed: number;
}

/** Counts what a person does from now on, until the page is loaded again. */
export async function startCounting(page: Page): Promise<void> {
	await page.evaluate(`
		globalThis.effort = { clicks: 0, typed: 0 };
		addEventListener('pointerdown', () => { globalThis.effort.clicks += 1; }, true);
		let last;
		addEventListener('input', ({ target }) => {
			if (target === last || target.type === 'checkbox') return;
			last = target;
			globalThis.effort.typed += 1;
		}, true);
	`);
}

/** What was counted; the report shows it. */
export async function effortOf(page: Page): Promise<Effort> {
	const effort = await page.evaluate<Effort>('globalThis.effort');
	const description = `clicks: ${effort.clicks}, values typed: ${effort.typed}`;
	test.info().annotations.push({ type: 'effort', description });
	console.log(`        ${test.info().titlePath[1]}: ${description}`);
	return effort;
}
