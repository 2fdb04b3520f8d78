import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './folders';
import type { StoredCredential, WorkflowDocument, WorkflowNode } from './rest';

/** The examples' file names without `.json`, as the rest of this folder calls them. */
export type ExampleName =
	| 'scheduled-bucket-cleanup'
	| 'webhook-key-rotation'
	| 'new-customer'
	| 'new-file'
	| 'overdue-keys';

/** All workflows in `examples/`, by file name. */
export function readExamples(): Map<ExampleName, WorkflowDocument> {
	const files = readdirSync(EXAMPLES).filter((file) => file.endsWith('.json'));
	return new Map(
		files.map((file) => [
			file.slice(0, -'.json'.length) as ExampleName,
			JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as WorkflowDocument,
		]),
	);
}

/** The type of credential that a node needs, if any. */
function neededCredential(node: WorkflowNode): string | undefined {
	if (node.type.startsWith('n8n-nodes-jelastic-s3.')) return 'jelasticApi';
	if (node.type === 'n8n-nodes-base.emailSend') return 'smtp';
	const { authentication, genericAuthType } = node.parameters;
	if (authentication === 'headerAuth') return 'httpHeaderAuth';
	if (authentication === 'genericCredentialType') return genericAuthType as string;
	return undefined;
}

/** The workflow with the given credentials chosen in its nodes, as a user does after importing it. */
export function withCredentials(
	workflow: WorkflowDocument,
	credentials: StoredCredential[],
): WorkflowDocument {
	const nodes = workflow.nodes.map((node) => {
		const chosen = credentials.find(({ type }) => type === neededCredential(node));
		if (!chosen) return node;
		const { id, name, type } = chosen;
		return { ...node, credentials: { [type]: { id, name } } };
	});
	return { ...workflow, nodes };
}
