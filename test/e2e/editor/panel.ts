import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually';
import type { Stage } from '../stage';
import { runBy } from './running';

const shown = (page: Page, mark: string) => page.getByTestId(mark).filter({ visible: true });

const SEARCH = 'input[data-test-id="rlc-search"], [data-test-id="rlc-search"] input';

const locator = (page: Page, parameter: string) =>
	page.getByTestId(`resource-locator-${parameter}`);

/** Opens the list of a From List field; gives its entries. */
export async function openList(page: Page, parameter: string): Promise<string[]> {
	await locator(page, parameter).getByTestId('rlc-input').click();
	await shown(page, 'rlc-item').first().waitFor();
	return await shown(page, 'rlc-item').allInnerTexts();
}

/** Types into an open list's search until it holds what is expected. */
export async function search(page: Page, text: string, expected: string[]): Promise<void> {
	await page.locator(SEARCH).filter({ visible: true }).fill(text);
	const items = async () => await shown(page, 'rlc-item').allInnerTexts();
	await eventually(
		items,
		(names) => JSON.stringify(names) === JSON.stringify(expected),
		`a search for "${text}" should give ${JSON.stringify(expected)}`,
	);
}

/** Chooses from an open list; gives what the field shows then. */
export async function choose(page: Page, parameter: string, item: string): Promise<string> {
	await shown(page, 'rlc-item').getByText(item, { exact: true }).click();
	const field = locator(page, parameter).getByTestId('rlc-input');
	return await eventually(
		async () => await inputOf(field).inputValue(),
		(value) => value === item,
		`the field should show "${item}"`,
	);
}

/** The test mark is on the input, or on what is around it. */
export const inputOf = (field: Locator) => field.locator('input').or(field).last();

/** Finds and chooses from a list, without looking further. */
export async function pick(page: Page, parameter: string, item: string): Promise<void> {
	await openList(page, parameter);
	await choose(page, parameter, item);
}

/** Enters a value in place of choosing it; gives the name of the mode as the editor shows it. */
export async function enterValue(page: Page, parameter: string, value: string): Promise<string> {
	await locator(page, parameter).getByTestId('rlc-mode-selector').click();
	const mode = page.getByRole('option', { name: /^By / }).filter({ visible: true });
	const label = await mode.innerText();
	await mode.click();
	await inputOf(locator(page, parameter).getByTestId('rlc-input')).fill(value);
	return label;
}

/** Turns a switch of the open panel over. */
export async function flip(page: Page, parameter: string): Promise<void> {
	const field = page.getByTestId(`parameter-input-${parameter}`);
	// Older versions hide the input behind what is seen of it.
	await field.getByRole('switch').or(field.locator('.el-switch')).filter({ visible: true }).click();
}

/** Adds one entry to a collection, such as Filters, and fills it in. */
export async function addEntry(
	adding: Locator,
	name: string,
	parameter: string,
	value: string,
): Promise<void> {
	const page = adding.page();
	await adding.click();
	await page
		.getByRole('option', { name, exact: true })
		.or(page.getByRole('menuitem', { name, exact: true }))
		.filter({ visible: true })
		.click();
	await page.getByTestId(`parameter-input-${parameter}`).locator('input').fill(value);
}

/** Executes the open node's step. */
export async function executeStep(stage: Stage): Promise<string> {
	// n8n takes over what was typed a moment later; a hand takes longer to get from there to the button.
	await stage.page.waitForTimeout(500);
	const { status } = await runBy(stage, stage.page.getByTestId('node-execute-button'));
	const mark = status === 'success' ? 'success' : 'danger';
	await outputPanel(stage.page).getByTestId(`node-run-status-${mark}`).first().waitFor();
	return status;
}

export const outputPanel = (page: Page) => page.getByTestId('output-panel');

/** What n8n shows of a failed node. */
export async function failure(page: Page): Promise<{ message: string; advice: string }> {
	const panel = outputPanel(page);
	const message = await panel.getByTestId('node-error-message').innerText();
	const advice = await panel.getByTestId('node-error-description').innerText();
	return { message, advice };
}

/** The hints above a node's output, and above its parameters. */
export async function hints(page: Page): Promise<string[]> {
	const texts = await page.getByTestId('node-hint').allInnerTexts();
	return texts.map((text) => text.trim());
}
