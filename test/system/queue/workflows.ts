import { readExamples, withCredentials } from '../../../sandbox/n8n/examples';
import type {
	N8nRest,
	StoredCredential,
	StoredWorkflow,
	WorkflowDocument,
	WorkflowNode,
} from '../../../sandbox/n8n/rest';
import { chain, webhookNode } from '../support/workflow';

/** The trigger of the example, and of the workflow that distributes its work. */
export const TRIGGER = 'Every night at 3';

const EXAMPLE = readExamples().get('scheduled-bucket-cleanup') as WorkflowDocument;
const PATH = 'cleanup-of-one-prefix';

interface Assignments {
	assignments: Array<{ name: string; value: unknown }>;
}

/** One of the example's nodes, with some parameters changed. */
function exampleNode(name: string, parameters = {}): WorkflowNode {
	const node = EXAMPLE.nodes.find((one) => one.name === name) as WorkflowNode;
	return { ...node, parameters: { ...node.parameters, ...parameters } };
}

/** The example's node "Settings" with other values, as a user enters them. */
function settingsNode(values: Record<string, string>): WorkflowNode {
	const { assignments } = exampleNode('Settings').parameters.assignments as Assignments;
	const changed = assignments.map((one) => ({ ...one, value: values[one.name] ?? one.value }));
	return exampleNode('Settings', { assignments: { assignments: changed } });
}

/** The example, but started by a call for one prefix and answering with its report. */
function cleanupOfOnePrefix(): WorkflowDocument {
	const webhook = {
		...webhookNode({ path: PATH, authentication: 'headerAuth', responseMode: 'responseNode' }),
		...{ id: PATH, position: [0, 0] },
	};
	const answer = {
		...{ id: 'answer', name: 'Answer', type: 'n8n-nodes-base.respondToWebhook' },
		...{ typeVersion: 1.1, position: [1760, 100] },
		parameters: { respondWith: 'firstIncomingItem' },
	};
	const settings = settingsNode({
		hostGroup: '={{ $json.body.hostGroup }}',
		bucketName: '={{ $json.body.bucketName }}',
		prefix: '={{ $json.body.key }}',
	});
	const replaced = new Map<string, WorkflowNode>([
		[TRIGGER, webhook],
		['Settings', settings],
	]);
	const { [TRIGGER]: start, ...others } = EXAMPLE.connections;
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	const decision = { main: [to('End as failed'), to(answer.name)] };
	return {
		...EXAMPLE,
		name: 'Bucket cleanup of one prefix',
		nodes: [...EXAMPLE.nodes.map((node) => replaced.get(node.name) ?? node), answer],
		connections: {
			...others,
			[webhook.name]: start,
			'Any that could not be deleted?': decision,
		},
	};
}

/**
 * Lists the prefixes and calls the cleanup of each, all at the same time. By its webhook: what Execute Workflow starts stays
 * in its parent's worker, waited for or not (n8n's workflow-execute-additional-data.js).
 */
function cleanupByPrefix(n8nUrl: string, settings: Record<string, string>): WorkflowDocument {
	const calls = "$('Clean up one prefix').all()";
	const sum = (field: string) =>
		`={{ ${calls}.reduce((sum, { json }) => sum + (json.${field} ?? 0), 0) }}`;
	// The example's decision looks at notDeleted.
	const report = [
		{ name: 'deleted', type: 'number', value: sum('deleted') },
		{ name: 'kept', type: 'number', value: sum('kept') },
		{
			...{ name: 'notDeleted', type: 'number' },
			value: `={{ ${calls}.filter(({ json }) => json.error).length }}`,
		},
		{
			...{ name: 'notCleanedUp', type: 'array' },
			value: `={{ $('List objects').all().map(({ json }) => json.key).filter((_, index) => ${calls}[index].json.error) }}`,
		},
	];
	const call = {
		...{ name: 'Clean up one prefix', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
		onError: 'continueRegularOutput',
		parameters: {
			...{ method: 'POST', url: `${n8nUrl}/webhook/${PATH}`, sendBody: true, specifyBody: 'json' },
			...{ authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' },
			jsonBody: '={{ JSON.stringify($json) }}',
		},
	};
	const nodes = [
		exampleNode(TRIGGER),
		settingsNode(settings),
		exampleNode('List objects', { options: { delimiter: '/' } }),
		call,
		exampleNode('Report', {
			assignments: { assignments: report.map((one) => ({ id: one.name, ...one })) },
		}),
		exampleNode('Any that could not be deleted?'),
		exampleNode('End as failed', {
			errorMessage: "=Not cleaned up: {{ $json.notCleanedUp.join(', ') }}",
		}),
	];
	return chain('Scheduled bucket cleanup, prefix by prefix', nodes);
}

/** Creates both in n8n; returns the one that distributes the work. */
export async function createWorkflows(
	n8n: N8nRest,
	credentials: StoredCredential[],
	settings: Record<string, string>,
): Promise<StoredWorkflow> {
	await n8n.activate(await n8n.createWorkflow(withCredentials(cleanupOfOnePrefix(), credentials)));
	return await n8n.createWorkflow(withCredentials(cleanupByPrefix(n8n.url, settings), credentials));
}
