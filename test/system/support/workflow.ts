import type { IDataObject } from 'n8n-workflow';
import { withCredentials } from '../../../sandbox/n8n/examples';
import type { StoredCredential, WorkflowDocument, WorkflowNode } from '../../../sandbox/n8n/rest';
import type { ExampleThings } from '../../support/operations';
import { nodeOf } from '../../support/things';

export const WEBHOOK = 'Webhook';
export const FIRST_STEP = 'Step 1';

/** A field of the call that started the workflow, as part of an expression. */
export const callField = (name: string) => `{{ $('${WEBHOOK}').first().json.body.${name} }}`;

/** The same as a number: a form sends texts. */
export const callNumber = (name: string) =>
	callField(name).replace(/{{ (.*) }}/, '{{ Number($1) }}');

/** The things of an example, each as the call names it. */
export const thingsOfCall = new Proxy({} as ExampleThings, {
	get: (_, name) => callField(String(name)),
});

/** Starts the texts that hold expressions with "=", as n8n does. */
function markExpressions<T>(value: T): T {
	if (typeof value === 'string') return (value.includes('{{') ? `=${value}` : value) as T;
	if (Array.isArray(value)) return value.map(markExpressions) as T;
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).map(([name, inner]) => [name, markExpressions(inner)]);
	return Object.fromEntries(fields) as T;
}

/** A workflow in which each node feeds the next one. */
export function chain(name: string, nodes: WorkflowNode[], settings = {}): WorkflowDocument {
	const connections = Object.fromEntries(
		nodes.slice(1).map((next, at) => {
			return [nodes[at].name, { main: [[{ node: next.name, type: 'main', index: 0 }]] }];
		}),
	);
	const placed = nodes.map((node, at) => ({ id: node.name, position: [220 * at, 0], ...node }));
	return { name, nodes: placed, connections, settings: { executionOrder: 'v1', ...settings } };
}

/** A webhook that takes POST requests. */
export const webhookNode = (parameters: { path: string } & Record<string, unknown>) => ({
	...{ name: WEBHOOK, type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: parameters.path },
	parameters: { httpMethod: 'POST', ...parameters },
});

/** n8n's name of the node that has a resource. */
export const nodeTypeOf = (resource: string) =>
	`n8n-nodes-jelastic-s3.jelasticS3${nodeOf(resource) === 'account' ? 'Account' : 'Bucket'}`;

/** One of our operations. Texts such as `callField('key')` are read from the call. */
export interface Step {
	resource: string;
	operation: string;
	parameters: IDataObject;
	onError?: string;
}

interface WebhookWorkflow {
	name: string;
	path: string;
	/** One after the other, each fed by the one before it. */
	steps: Step[];
	/** A list in the call whose values become items with the field `key`. */
	splitOut?: string;
	credentials: StoredCredential[];
	/** Whether n8n saves its executions. */
	save: 'all' | 'none';
}

/** A workflow that a call starts, and that answers with the items of its last step. */
export function webhookWorkflow(wanted: WebhookWorkflow): WorkflowDocument {
	const { name, path, splitOut, credentials, save } = wanted;
	const hasHeader = credentials.some(({ type }) => type === 'httpHeaderAuth');
	const webhook = webhookNode({
		...{ path, responseMode: 'lastNode', responseData: 'allEntries' },
		...(hasHeader && { authentication: 'headerAuth' }),
	});
	const split = {
		...{ name: 'Items', type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
		parameters: {
			fieldToSplitOut: `body.${splitOut}`,
			options: { destinationFieldName: 'key' },
		},
	};
	const steps = wanted.steps.map(({ resource, operation, parameters, onError }, at) => ({
		...{ name: `Step ${at + 1}`, typeVersion: 1, onError },
		type: nodeTypeOf(resource),
		parameters: markExpressions({ resource, operation, ...parameters }),
	}));
	const workflow = chain(name, [webhook, ...(splitOut ? [split] : []), ...steps], {
		...{ saveExecutionProgress: false, saveManualExecutions: false },
		...{ saveDataSuccessExecution: save, saveDataErrorExecution: save },
	});
	return withCredentials(workflow, credentials);
}

/** The body of a call: JSON, or a form if there is a file to upload. */
export function bodyOf(fields: IDataObject, file?: string | Buffer): unknown {
	if (file === undefined) return fields;
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
	form.append('data', new Blob([file as string], { type: 'text/plain' }), 'file.txt');
	return form;
}
