import type { Locator } from 'playwright-core';
import type { Execution, N8nRest } from '../../../sandbox/n8n/rest';
import { eventually } from '../eventually';
import type { Stage } from '../stage';

/** Waits for the end of an execution. */
async function ended(n8n: N8nRest, id: string): Promise<Execution> {
	return await eventually(
		async () => await n8n.execution(id),
		({ status }) => !['new', 'running', 'waiting'].includes(status),
		'the execution should end',
	);
}

interface Started {
	executionId?: string;
	waitingForWebhook?: boolean;
}

/** Clicks what starts a run; gives what n8n answered. */
export async function start({ page }: Stage, button: Locator): Promise<Started> {
	const isAnswer = /\/rest\/workflows\/[^/]+\/run/;
	const [answer] = await Promise.all([
		page.waitForResponse((response) => isAnswer.test(response.url()) && response.ok()),
		button.click(),
	]);
	const { data } = (await answer.json()) as { data: Started };
	return data;
}

/** Clicks what starts a run, and waits for its end. */
export async function runBy(stage: Stage, button: Locator): Promise<Execution> {
	const { executionId } = await start(stage, button);
	if (!executionId) throw new Error('n8n started no execution');
	return await ended(stage.n8n, executionId);
}
