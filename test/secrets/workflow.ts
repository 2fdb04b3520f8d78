import type { IDataObject } from 'n8n-workflow';
import type { StoredCredential, WorkflowDocument, WorkflowNode } from '../../sandbox/n8n/rest';
import type { OperationCase } from '../faults/operations';
import type { FaultThings } from '../faults/things';
import { nodeOf, saved } from '../support/things';
import { CALL, numberSlot, slot, withExpressions } from './expressions';

export const OPERATION = 'Operation';

/** The option of each call that a fault may shorten. */
export const TIMEOUT = 'timeout';

export type OnError = 'stopWorkflow' | 'continueErrorOutput';

/** Things of which each is whatever the call names. */
const whateverIsNamed = new Proxy({} as FaultThings, {
	get: (_, name) => slot(String(name)),
});

function parametersOf({ resource, operation, parameters }: OperationCase): IDataObject {
	const { options, ...fields } = parameters(whateverIsNamed);
	return withExpressions({
		...saved({ resource, operation, ...fields }),
		options: { ...(options as IDataObject), timeout: numberSlot(TIMEOUT) },
	});
}

/** A workflow that runs an operation with the things that its caller names, and answers with its items. */
export function workflowOf(
	name: string,
	operation: OperationCase,
	onError: OnError,
	[jelastic, header]: StoredCredential[],
): WorkflowDocument {
	const { id } = jelastic;
	const type = nodeOf(operation.resource) === 'account' ? 'jelasticS3Account' : 'jelasticS3Bucket';
	const nodes: Array<WorkflowNode & Record<string, unknown>> = [
		{
			...{ id: CALL, name: CALL, type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0] },
			webhookId: `secrets-${id}`,
			parameters: {
				...{ httpMethod: 'POST', path: pathOf(jelastic), authentication: 'headerAuth' },
				...{ responseMode: 'lastNode', responseData: 'allEntries', options: {} },
			},
			credentials: { httpHeaderAuth: { id: header.id, name: header.name } },
		},
		{
			...{ id: OPERATION, name: OPERATION, type: `n8n-nodes-jelastic-s3.${type}` },
			...{ typeVersion: 1, position: [220, 0], onError },
			parameters: parametersOf(operation),
			credentials: { jelasticApi: { id, name: jelastic.name } },
		},
	];
	const connections = { [CALL]: { main: [[{ node: OPERATION, type: 'main', index: 0 }]] } };
	const settings = {
		...{ executionOrder: 'v1', saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
	};
	return { name, nodes, connections, settings };
}

/** The webhook's path of the workflow that uses a credential. */
export const pathOf = ({ id }: StoredCredential): string => `secrets/${id}`;
