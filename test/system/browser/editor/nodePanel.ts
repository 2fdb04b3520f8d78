import { type Locator, type Page, expect } from '@playwright/test';
import type { N8nRest } from '../../../../sandbox/n8n/rest';
import { execute } from './execution';

/** The test ID is on the input or on an element around it. */
const inputOf = (field: Locator) => field.locator('input, textarea').or(field).last();

/** The panel of a node (n8n's "node detail view"): input, parameters and output. */
export class NodePanel {
	readonly output: Locator;
	readonly itemCount: Locator;
	/** The hints above the output and above the parameters. */
	readonly hints: Locator;
	/** The entries of the open From List. */
	readonly listed: Locator;
	/** The entries of the open menu of a parameter. */
	readonly choices: Locator;

	constructor(
		private readonly page: Page,
		private readonly n8n: N8nRest,
	) {
		this.output = page.getByTestId('output-panel');
		this.itemCount = this.output.getByTestId('ndv-items-count');
		this.hints = page.getByTestId('node-hint');
		this.listed = page.getByTestId('rlc-item').filter({ visible: true });
		this.choices = page.getByRole('option').filter({ visible: true });
	}

	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** The input of a parameter. */
	input(name: string): Locator {
		return inputOf(this.parameter(name));
	}

	private locator(parameter: string): Locator {
		return this.page.getByTestId(`resource-locator-${parameter}`);
	}

	/** The input of a parameter with From List. */
	private locatorInput(parameter: string): Locator {
		return inputOf(this.locator(parameter).getByTestId('rlc-input'));
	}

	async openList(parameter: string): Promise<void> {
		await this.locator(parameter).getByTestId('rlc-input').click();
		await this.listed.first().waitFor();
	}

	async searchList(text: string): Promise<void> {
		await this.page
			.locator('input[data-test-id="rlc-search"], [data-test-id="rlc-search"] input')
			.filter({ visible: true })
			.fill(text);
	}

	/** Chooses an entry of the open list. */
	async choose(parameter: string, entry: string): Promise<void> {
		await this.listed.getByText(entry, { exact: true }).click();
		await expect(this.locatorInput(parameter)).toHaveValue(entry);
	}

	/** Opens a list and chooses an entry of it. */
	async pick(parameter: string, entry: string): Promise<void> {
		await this.openList(parameter);
		await this.choose(parameter, entry);
	}

	/** Enters a value instead of choosing it from the list; returns the label of that mode. */
	async enterValue(parameter: string, value: string): Promise<string> {
		await this.locator(parameter).getByTestId('rlc-mode-selector').click();
		const mode = this.page.getByRole('option', { name: /^By / }).filter({ visible: true });
		const label = await mode.innerText();
		await mode.click();
		await this.locatorInput(parameter).fill(value);
		return label;
	}

	/** Types an expression into a field: its "=" opens the editor for the rest. */
	async typeExpression(parameter: string, expression: string): Promise<void> {
		const editor = this.parameter(parameter).locator('.cm-content');
		if (!(await editor.isVisible())) await this.input(parameter).fill('=');
		await editor.fill(expression);
		await this.leaveExpression();
	}

	/** n8n stores typed text with a delay, and its preview covers the next field until this one loses focus. */
	async leaveExpression(): Promise<void> {
		await this.page.waitForTimeout(500);
		await this.page.getByTestId('tab-params').click();
	}

	/** Chooses an entry of a parameter that offers some. */
	async select(parameter: string, entry: string): Promise<void> {
		await this.openChoices(parameter);
		await this.choices.filter({ hasText: entry }).first().click();
	}

	/** Opens the menu of a parameter that offers some. */
	async openChoices(parameter: string): Promise<void> {
		// Not the hidden field of n8n's own settings that may have the same name.
		await this.parameter(parameter).filter({ visible: true }).first().click();
		await this.choices.first().waitFor();
	}

	/** Turns a switch on or off. */
	async flip(parameter: string): Promise<void> {
		const field = this.parameter(parameter);
		// Older versions hide the input behind the visible element.
		const toggle = field.getByRole('switch').or(field.locator('.el-switch'));
		await toggle.filter({ visible: true }).click();
	}

	/** Adds an entry to a collection, such as Filters, and fills it in. */
	async addEntry(add: Locator, label: string, parameter: string, value: string): Promise<void> {
		await this.addOption(add, label);
		await this.input(parameter).fill(value);
	}

	/** Fills in a text; without focus, n8n's tip below it no longer covers the button that adds the next option. */
	async enter(parameter: string, text: string): Promise<void> {
		const input = this.input(parameter);
		await input.fill(text);
		await input.blur();
	}

	/** Adds an entry to a collection, such as Options. */
	async addOption(add: Locator, label: string): Promise<void> {
		await add.click();
		await this.page
			.getByRole('option', { name: label, exact: true })
			.or(this.page.getByRole('menuitem', { name: label, exact: true }))
			.filter({ visible: true })
			.click();
	}

	/** Adds a name and a value to Metadata. */
	async addPair(name: string, value: string): Promise<void> {
		await this.page.getByRole('button', { name: 'Add Metadata' }).click();
		await this.input('name').fill(name);
		await this.input('value').fill(value);
	}

	/** The buttons that add an entry to a collection. */
	get addButtons(): Locator {
		return this.page.getByTestId('collection-parameter-add');
	}

	/** Executes the step; returns the status of the execution. */
	async executeStep(): Promise<string> {
		// n8n stores typed text with a delay.
		await this.page.waitForTimeout(500);
		const button = this.page.getByTestId('node-execute-button');
		const status = await execute(this.page, this.n8n, button);
		const mark = status === 'success' ? 'success' : 'danger';
		await this.output.getByTestId(`node-run-status-${mark}`).first().waitFor();
		return status;
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}
}
