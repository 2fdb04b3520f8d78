import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { OneCredential } from './credentials';

/** A node of a workflow, after the one before it. */
export interface Step extends Partial<INode> {
	name: string;
	nodeType: INodeType | IVersionedNodeType;
}

/** A chain of nodes after one that gives the first of them its items. */
export interface Chain {
	steps: Step[];
	items: INodeExecutionData[];
	/** The credential of every node. */
	credential: ICredentialDataDecryptedObject;
	/** Settings of the workflow. */
	workflowSettings?: IWorkflowSettings;
	/** The kind of execution: manual by default. */
	mode?: WorkflowExecuteMode;
	/** Called when a node begins, with a function that cancels the execution. */
	whenStarted?: (name: string, cancel: () => void) => void;
	/** Called when n8n saves the execution: at its end, or immediately if it is canceled. */
	whenSaved?: (run: IRun) => void;
}

const START = 'Items';

const source = (items: INodeExecutionData[]): INodeType => ({
	description: {
		displayName: START,
		name: 'items',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async trigger() {
		return {};
	},
	async execute() {
		return [items];
	},
});

function nodeOf({ name, nodeType: _, ...rest }: Step): INode {
	return { id: name, name, type: name, typeVersion: 1, position: [0, 0], parameters: {}, ...rest };
}

const isVersioned = (type: INodeType | IVersionedNodeType): type is IVersionedNodeType =>
	'nodeVersions' in type;

export function workflowOf(steps: Step[], settings: IWorkflowSettings = {}): Workflow {
	const types = new Map(steps.map(({ name, nodeType }) => [name, nodeType]));
	const find = (name: string, version?: number) => {
		const type = types.get(name) as INodeType | IVersionedNodeType;
		return isVersioned(type) ? type.getNodeType(version) : type;
	};
	const links = steps
		.slice(1)
		.map(({ name }, before) => [
			steps[before].name,
			{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
		]);
	return new Workflow({
		id: 'workflow',
		nodes: steps.map(nodeOf),
		connections: Object.fromEntries(links),
		active: false,
		nodeTypes: {
			getByName: find,
			getByNameAndVersion: find,
			getKnownTypes: () => ({}),
		},
		settings: { executionOrder: 'v1', ...settings },
	});
}

export function additionalData({ credential, mode = 'manual' }: Chain, workflow: Workflow) {
	const hooks = new ExecutionLifecycleHooks(mode, 'execution', {
		id: 'workflow',
		name: 'workflow',
		active: false,
		activeVersionId: null,
		isArchived: false,
		connections: workflow.connectionsBySourceNode,
		nodes: Object.values(workflow.nodes),
		createdAt: new Date(),
		updatedAt: new Date(),
	});
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new OneCredential(credential),
		hooks,
		executionId: 'execution',
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/test',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		variables: {},
	};
	return data as IWorkflowExecuteAdditionalData;
}

/** Executes a chain of nodes in n8n's own engine, over real HTTP. */
export async function execute(chain: Chain): Promise<IRun> {
	const start: Step = { name: START, nodeType: source(chain.items) };
	const workflow = workflowOf([start, ...chain.steps], chain.workflowSettings);
	const data = additionalData(chain, workflow);
	const node = workflow.nodes[START];
	const stack = [{ node, data: { main: [[{ json: {} }]] }, source: null }];
	const execution = new WorkflowExecute(
		data,
		chain.mode ?? 'manual',
		createRunExecutionData({ executionData: { nodeExecutionStack: stack } }),
	);
	const run = execution.processRunExecutionData(workflow);
	data.hooks?.addHandler('nodeExecuteBefore', (name) =>
		chain.whenStarted?.(name, () => run.cancel()),
	);
	data.hooks?.addHandler('workflowExecuteAfter', (saved) => chain.whenSaved?.(saved));
	return await run;
}
