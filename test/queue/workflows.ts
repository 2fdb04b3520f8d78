import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExamples, withCredentials } from '../../sandbox/n8n/examples';
import type {
	N8nRest,
	StoredCredential,
	StoredWorkflow,
	WorkflowDocument,
	WorkflowNode,
} from '../../sandbox/n8n/rest';

/** The trigger of the example and of what hands the work out. */
export const TRIGGER = 'Every night at 3';

const read = <T>(name: string): T =>
	JSON.parse(readFileSync(join(__dirname, 'workflows', name), 'utf8')) as T;

/** The example's nodes that become others when it is called for one prefix. */
const called = read<Record<'trigger' | 'answer', WorkflowNode>>('called.json');

const to = (node: string) => [{ node, type: 'main', index: 0 }];

interface Assignments {
	assignments: Array<{ name: string; value: unknown }>;
}

/** The workflow with other values in its node "Settings", as a user types them in. */
function withSettings(
	workflow: WorkflowDocument,
	values: Record<string, unknown>,
): WorkflowDocument {
	const nodes = workflow.nodes.map((node) => {
		if (node.name !== 'Settings') return node;
		const { assignments } = node.parameters.assignments as Assignments;
		const set = assignments.map((one) => ({ ...one, value: values[one.name] ?? one.value }));
		return { ...node, parameters: { ...node.parameters, assignments: { assignments: set } } };
	});
	return { ...workflow, nodes };
}

/** The example as it is, but for what starts it: a call for one prefix, answered with its report. */
function cleanupOfOnePrefix(): WorkflowDocument {
	const example = readExamples().get('scheduled-bucket-cleanup') as WorkflowDocument;
	const { [TRIGGER]: first, ...others } = example.connections;
	const decision = 'Any that could not be deleted?';
	return withSettings(
		{
			...example,
			name: 'Bucket cleanup of one prefix',
			nodes: [
				...example.nodes.map((node) => (node.name === TRIGGER ? called.trigger : node)),
				called.answer,
			],
			connections: {
				...others,
				[called.trigger.name]: first,
				[decision]: { main: [to('End as failed'), to(called.answer.name)] },
			},
		},
		{
			hostGroup: '={{ $json.body.hostGroup }}',
			bucketName: '={{ $json.body.bucketName }}',
			prefix: '={{ $json.body.prefix }}',
		},
	);
}

/**
 * Lists the prefixes and calls the cleanup of each, all at once. By its webhook, since what Execute Workflow
 * starts stays in the worker of its parent, waited for or not (n8n's workflow-execute-additional-data.js).
 */
function cleanupByPrefix(n8nUrl: string, settings: Record<string, unknown>): WorkflowDocument {
	const webhook = `${n8nUrl}/webhook/${called.trigger.parameters.path as string}`;
	return withSettings(read<WorkflowDocument>('cleanup-by-prefix.json'), { ...settings, webhook });
}

/** Puts both into n8n; gives the one that hands the work out. */
export async function putWorkflows(
	n8n: N8nRest,
	credentials: StoredCredential[],
	settings: Record<string, unknown>,
): Promise<StoredWorkflow> {
	const part = await n8n.createWorkflow(withCredentials(cleanupOfOnePrefix(), credentials));
	await n8n.activate(part);
	return await n8n.createWorkflow(withCredentials(cleanupByPrefix(n8n.url, settings), credentials));
}
