import { readExamples, withCredentials } from '../../../sandbox/n8n/examples';
import type {
	N8nRest,
	StoredCredential,
	StoredWorkflow,
	WorkflowDocument,
	WorkflowNode,
} from '../../../sandbox/n8n/rest';
import { chain, nodeTypeOf, webhookNode } from '../support/workflow';

/** The trigger of the example, and of the workflow that distributes its work. */
export const TRIGGER = 'Every night at 3';

const EXAMPLE = readExamples().get('scheduled-bucket-cleanup') as WorkflowDocument;
const PATH = 'cleanup-of-one-prefix';

interface Settings {
	hostGroup: string;
	bucketName: string;
	prefix: string;
}

/** Where to work, as the parameters of a node. */
const placeOf = ({ hostGroup, bucketName, prefix }: Settings) => {
	const byName = (value: string) => ({ __rl: true, mode: 'name', value });
	return { hostGroup: byName(hostGroup), bucketName: byName(bucketName), prefix };
};

/** One of the example's nodes, with some parameters changed. */
function exampleNode(name: string, parameters = {}): WorkflowNode {
	const node = EXAMPLE.nodes.find((one) => one.name === name) as WorkflowNode;
	return { ...node, parameters: { ...node.parameters, ...parameters } };
}

/** The example, but started by a call for one prefix, and answering with its summary. */
function cleanupOfOnePrefix(): WorkflowDocument {
	const place = placeOf({
		...{ hostGroup: '={{ $json.body.hostGroup }}', bucketName: '={{ $json.body.bucketName }}' },
		prefix: '={{ $json.body.key }}',
	});
	return chain('Bucket cleanup of one prefix', [
		webhookNode({ path: PATH, authentication: 'headerAuth', responseMode: 'lastNode' }),
		exampleNode('Delete old objects', place),
	]);
}

/**
 * Lists the prefixes and calls the cleanup of each, all at the same time. By its webhook: what Execute Workflow starts stays
 * in its parent's worker, waited for or not (n8n's workflow-execute-additional-data.js).
 */
function cleanupByPrefix(n8nUrl: string, settings: Settings): WorkflowDocument {
	const calls = "$('Clean up one prefix').all()";
	const list = {
		...{ name: 'List prefixes', type: nodeTypeOf('object'), typeVersion: 1 },
		parameters: {
			...{ resource: 'object', operation: 'getAll', ...placeOf(settings) },
			...{ returnAll: true, options: { delimiter: '/' } },
		},
	};
	const call = {
		...{ name: 'Clean up one prefix', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
		onError: 'continueRegularOutput',
		parameters: {
			...{ method: 'POST', url: `${n8nUrl}/webhook/${PATH}`, sendBody: true, specifyBody: 'json' },
			...{ authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' },
			jsonBody: '={{ JSON.stringify($json) }}',
		},
	};
	const notCleanedUp = {
		...{ id: 'notCleanedUp', name: 'notCleanedUp', type: 'array' },
		value: `={{ $('List prefixes').all().map(({ json }) => json.key).filter((_, index) => ${calls}[index].json.error) }}`,
	};
	const report = {
		...{ name: 'Report', type: 'n8n-nodes-base.set', typeVersion: 3.4, executeOnce: true },
		parameters: { assignments: { assignments: [notCleanedUp] } },
	};
	const anyLeft = {
		...{ name: 'Any that is not cleaned up?', type: 'n8n-nodes-base.filter', typeVersion: 2.2 },
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						...{ id: 'any', leftValue: '={{ $json.notCleanedUp }}', rightValue: '' },
						operator: { type: 'array', operation: 'notEmpty', singleValue: true },
					},
				],
			},
		},
	};
	const end = {
		...{ name: 'End as failed', type: 'n8n-nodes-base.stopAndError', typeVersion: 1 },
		parameters: { errorMessage: "=Not cleaned up: {{ $json.notCleanedUp.join(', ') }}" },
	};
	return chain('Scheduled bucket cleanup, prefix by prefix', [
		...[exampleNode(TRIGGER), list, call, report, anyLeft, end],
	]);
}

/** Creates both in n8n; returns the one that distributes the work. */
export async function createWorkflows(
	n8n: N8nRest,
	credentials: StoredCredential[],
	settings: Settings,
): Promise<StoredWorkflow> {
	await n8n.activate(await n8n.createWorkflow(withCredentials(cleanupOfOnePrefix(), credentials)));
	return await n8n.createWorkflow(withCredentials(cleanupByPrefix(n8n.url, settings), credentials));
}
