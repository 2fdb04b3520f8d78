import { join } from 'node:path';
import axios from 'axios';
import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { EXAMPLES, OTHER } from '../../../sandbox/n8n/folders';
import type { Chapter, Check } from '../check';
import { importFile, newWorkflow, publish, succeeded, toggle } from '../editor/canvas';
import { chooseMissing } from '../editor/credential';
import { runBy, start } from '../editor/running';
import { eventually } from '../eventually';
import type { Stage } from '../stage';

/** Imports an example by file, as the README says; an n8n that puts no credentials in gets them by hand. */
const imported = ({ page, url }: Stage, file: string): Check => ({
	name: `import it by file: ${OTHER ? 'the credentials are chosen' : 'n8n puts the credentials in'}`,
	run: async () => {
		await newWorkflow(page, url);
		await importFile(page, join(EXAMPLES, file));
		if (!OTHER) await page.getByText('Credentials auto-added').waitFor();
		const given = OTHER ? await chooseMissing(page) : [];
		const issues = page.getByTestId('canvas-node').filter({ has: page.getByTestId('node-issues') });
		same(await issues.count(), 0, 'nodes with issues');
		const count = await page.getByTestId('canvas-node').count();
		const byHand = given.length > 0 ? `, chosen for ${given.join(', ')}` : '';
		return `${count} nodes, none with issues${byHand}`;
	},
});

/** Opens the list of its executions. */
const listed = ({ page }: Stage, count: number): Check => ({
	name: 'open the list of its executions',
	run: async () => {
		await page.getByTestId('radio-button-executions').click();
		const rows = page
			.locator('[data-test-id^="execution-details-"]')
			.filter({ hasText: /Succeeded\s+in/ });
		await eventually(
			async () => await rows.count(),
			(seen) => seen === count,
			`${count} executions should be listed as succeeded`,
		);
		const texts = await rows.allInnerTexts();
		return texts.map((text) => text.trim().split('\n').join(', ')).join('; ');
	},
});

/** Starts one of its webhooks by hand and calls it, as an application would. */
async function call(stage: Stage, trigger: string, path: string, body: object) {
	const { page, url, webhookHeader } = stage;
	await page.locator(`[data-node-name="${trigger}"]`).first().hover();
	await start(stage, page.getByTestId(`execute-workflow-button-${trigger}`));
	const answer = await axios.post(`${url}/webhook-test/${path}`, body, {
		proxy: false,
		headers: { [webhookHeader.name]: webhookHeader.value },
		validateStatus: () => true,
	});
	await page.getByText('Workflow executed successfully').first().waitFor();
	return answer;
}

const cleanup: Chapter = {
	title: 'Example: scheduled bucket cleanup',
	checks: (stage) => {
		const { page, sandbox } = stage;
		const [hostGroup] = sandbox.hostGroups;
		const count = async () => (await sandbox.listKeys(hostGroup, 'app-logs', 'logs/')).length;
		return [
			imported(stage, 'scheduled-bucket-cleanup.json'),
			{
				name: 'with "Delete old objects" deactivated, a run deletes nothing',
				run: async () => {
					await toggle(page, 'Delete old objects');
					const before = await count();
					const { status } = await runBy(stage, page.getByTestId('execute-workflow-button'));
					same(status, 'success', 'the execution');
					same(await count(), before, 'objects');
					await toggle(page, 'Delete old objects');
					return `objects before ${before}, after ${before}`;
				},
			},
			{
				name: 'run it by hand',
				run: async () => {
					const before = await count();
					const { status } = await runBy(stage, page.getByTestId('execute-workflow-button'));
					same(status, 'success', 'the execution');
					await page.getByText('Workflow executed successfully').first().waitFor();
					const nodes = await succeeded(page);
					holds(nodes.includes('Report'), `nodes that ran: ${nodes.join(', ')}`);
					const after = await count();
					holds(after > 0 && after < before, `objects before ${before}, after ${after}`);
					return `objects before ${before}, after ${after}`;
				},
			},
			listed(stage, 2),
			{
				name: 'publish it',
				run: async () => {
					await page.getByTestId('radio-button-workflow').click();
					await publish(page);
				},
			},
		];
	},
};

const rotation: Chapter = {
	title: 'Example: webhook key rotation',
	checks: (stage) => {
		const { sandbox } = stage;
		const [hostGroup] = sandbox.hostGroups;
		let pair = { accKey: '' };
		const keys = async () => {
			const accounts = await sandbox.accounts();
			return accounts.find(({ name }) => name === 'backup')?.keys.map(({ accKey }) => accKey);
		};
		return [
			imported(stage, 'webhook-key-rotation.json'),
			{
				name: 'run "rotate" by hand',
				run: async () => {
					const [accKey] = (await keys()) ?? [];
					const body = { hostGroup, name: 'backup', accKey };
					const { status, data } = await call(stage, 'Rotate: call', 'jelastic-keys/rotate', body);
					same(status, 200, 'HTTP status');
					pair = data as typeof pair;
					same((await keys())?.length, 2, 'key pairs');
					return 'key pairs before 1, after 2';
				},
			},
			{
				name: 'run "confirm" by hand',
				run: async () => {
					const body = { accKey: pair.accKey };
					const { status } = await call(stage, 'Confirm: call', 'jelastic-keys/confirm', body);
					same(status, 200, 'HTTP status');
					same(await keys(), [pair.accKey], 'key pairs');
					return 'key pairs before 2, after 1, the new one';
				},
			},
			listed(stage, 2),
		];
	},
};

const customer: Chapter = {
	title: 'Example: new customer',
	checks: (stage) => {
		const { sandbox } = stage;
		const [hostGroup] = sandbox.hostGroups;
		return [
			imported(stage, 'new-customer.json'),
			{
				name: 'run it by hand',
				run: async () => {
					const body = {
						hostGroup,
						name: 'browser-customer',
						bucketName: 'browser-customer-files',
					};
					const { status } = await call(
						stage,
						'A customer is to be set up',
						'jelastic-customers',
						body,
					);
					same(status, 201, 'HTTP status');
					const accounts = (await sandbox.accounts()).map(({ name }) => name);
					holds(accounts.includes(body.name), `accounts ${accounts.join(', ')}`);
					return `HTTP ${status}, accounts ${accounts.length}, ${body.name} among them`;
				},
			},
			listed(stage, 1),
		];
	},
};

/** Each importable workflow, as the README tells to try it. */
export const examples: Chapter[] = [cleanup, rotation, customer];
