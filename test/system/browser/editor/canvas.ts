import { type Locator, type Page, expect } from '@playwright/test';
import type { N8nRest } from '../../../../sandbox/n8n/rest';
import { execute } from './execution';

/** The canvas of a workflow, with the list of nodes ("node creator") beside it. */
export class Canvas {
	readonly nodes: Locator;
	/** The names in the list of nodes. */
	readonly listedNodes: Locator;

	constructor(
		private readonly page: Page,
		private readonly n8n: N8nRest,
	) {
		this.nodes = page.getByTestId('canvas-node');
		this.listedNodes = page.getByTestId('node-creator-item-name');
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The nodes that show an element with this test ID. */
	nodesWith(testId: string): Locator {
		return this.nodes.filter({ has: this.page.getByTestId(testId) });
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto('/workflow/new');
		await this.page.getByTestId('canvas-plus-button').first().waitFor();
	}

	/** Adds the trigger to an empty workflow, by its text in the list of nodes. */
	async addTrigger(text: RegExp): Promise<void> {
		await this.page.getByTestId('canvas-plus-button').first().click();
		await this.listedNodes.getByText(text).click();
		await this.nodes.first().waitFor();
	}

	async newManualWorkflow(): Promise<void> {
		await this.newWorkflow();
		await this.addTrigger(/Trigger manually/);
	}

	/** Opens the list of nodes by the + behind the last node. */
	async openNodeList(): Promise<void> {
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Searches the open list of nodes; returns the names that it shows. */
	async search(text: string): Promise<string[]> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		await this.page.waitForTimeout(700);
		return await this.listedNodes.allInnerTexts();
	}

	/** Adds a node by choosing one of its actions; its panel opens. */
	async addAction(node: string, action: string): Promise<void> {
		await this.openNodeList();
		await this.search('jelastic');
		await this.listedNodes.filter({ hasText: node }).first().click();
		await this.page.getByText(action, { exact: true }).click();
		await this.page.getByTestId('node-parameters').waitFor();
	}

	/** Adds one of n8n's own nodes. */
	async addNode(name: string): Promise<void> {
		await this.openNodeList();
		await this.search(name);
		await this.listedNodes.getByText(name, { exact: true }).first().click();
	}

	/** Imports a workflow into an empty canvas through the menu. */
	async importFile(file: string): Promise<void> {
		await this.page.getByTestId('workflow-menu').click();
		const submenu = this.page.getByTestId('workflow-menu-item-import');
		if ((await submenu.count()) > 0) await submenu.hover();
		const choosing = this.page.waitForEvent('filechooser');
		await this.page.getByTestId('workflow-menu-item-import-from-file').click();
		await (await choosing).setFiles(file);
		await this.nodes.first().waitFor();
	}

	/** Opens a node's panel, by its shortcut. */
	async open(name: string): Promise<void> {
		await this.node(name).click();
		await this.page.keyboard.press('Enter');
		await this.page.getByTestId('node-parameters').waitFor();
	}

	/** Selects all nodes and duplicates them, by their shortcuts. */
	async duplicateAll(): Promise<void> {
		const count = await this.nodes.count();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.page.keyboard.press('ControlOrMeta+d');
		await expect(this.nodes).toHaveCount(2 * count);
	}

	/** Executes the workflow; returns the status of the execution. */
	async execute(): Promise<string> {
		const button = this.page.getByTestId('execute-workflow-button');
		return await execute(this.page, this.n8n, button);
	}

	/** Publishes the workflow, so that its triggers work. */
	async publish(): Promise<void> {
		const confirm = this.page.getByTestId('workflow-publish-button');
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await confirm.click();
		await confirm.waitFor({ state: 'hidden' });
		await this.page.getByText('Published').first().waitFor();
		// The first time, some versions show a dialog about executions.
		await this.page.waitForTimeout(1000);
		const understood = this.page.getByRole('button', { name: 'Got it' });
		if (await understood.isVisible()) await understood.click();
	}
}
