import type { IDataObject } from 'n8n-workflow';
import type { StoredCredential, WorkflowDocument, WorkflowNode } from '../../sandbox/n8n/rest';
import { CALL, slot, withExpressions } from '../secrets/expressions';
import { nodeOf } from '../support/things';
import type { Job, Step } from './job';

type Node = WorkflowNode & Record<string, unknown>;

const ITEMS = 'Items';

const typeOf = ({ resource }: Step) =>
	`n8n-nodes-jelastic-s3.${nodeOf(resource) === 'account' ? 'jelasticS3Account' : 'jelasticS3Bucket'}`;

/** The step's node; its requests carry the caller's name, by which they are counted. */
function nodeFor(step: Step, at: number, { id, name }: StoredCredential): Node {
	const { resource, operation, parameters: { options, ...fields } = {} } = step;
	return {
		...{ id: `step-${at}`, name: `Step ${at}`, type: typeOf(step), typeVersion: 1 },
		position: [220 * (at + 2), 0],
		parameters: withExpressions({
			...{ resource, operation, ...fields },
			options: { ...(options as IDataObject), ruk: slot('name') },
		}),
		credentials: { jelasticApi: { id, name } },
	};
}

/** The webhook's path of a job. */
export const pathOf = (job: Job) => `load/${job.name.toLowerCase().replace(/\W+/g, '-')}`;

/** A job's workflow: it answers with the items of its last step, and n8n keeps nothing of it. */
export function workflowOf(job: Job, credential: StoredCredential): WorkflowDocument {
	const parameters = {
		...{ httpMethod: 'POST', path: pathOf(job), responseMode: 'lastNode' },
		...{ responseData: 'allEntries', options: {} },
	};
	const call: Node = {
		...{ id: CALL, name: CALL, type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters },
		...{ position: [0, 0], webhookId: pathOf(job) },
	};
	const items: Node = {
		...{ id: ITEMS, name: ITEMS, type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
		position: [220, 0],
		parameters: {
			fieldToSplitOut: `body.${job.itemsOf}`,
			options: { destinationFieldName: 'key' },
		},
	};
	const steps = job.steps.map((step, at) => nodeFor(step, at, credential));
	const nodes = [call, ...(job.itemsOf ? [items] : []), ...steps];
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, at) => [
				nodes[at].name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	const settings = {
		...{ executionOrder: 'v1', saveExecutionProgress: false, saveManualExecutions: false },
		...{ saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
	};
	return { name: job.name, nodes, connections, settings };
}
