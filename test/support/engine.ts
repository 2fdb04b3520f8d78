import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeError,
} from 'n8n-workflow';
import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';
import { OneCredential } from './credentials';

/** What a test runs: one node of the pack, behind a node that hands it items. */
export interface Trial {
	node: 'account' | 'bucket';
	parameters: IDataObject;
	/** What the node gets; one empty item when left out. */
	items?: INodeExecutionData[];
	credential: { host: string; token: string; allowUnauthorizedCerts?: boolean };
	/** Settings of the node in the workflow: `onError`, `retryOnFail` and so on. */
	settings?: Partial<INode>;
	/** Called when the node begins, with a function that cancels the execution. */
	whenStarted?: (cancel: () => void) => void;
}

export interface Result {
	/** The node's first output. */
	items: INodeExecutionData[];
	/** The `json` of those. */
	json: IDataObject[];
	/** The node's error output. */
	failed: INodeExecutionData[];
	/** Why the node failed as a whole. */
	error?: NodeError;
	run: IRun;
}

const source = (items: INodeExecutionData[]): INodeType => ({
	description: {
		displayName: 'Items',
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

const NODES: Record<string, INodeType> = {
	account: new JelasticS3Account(),
	bucket: new JelasticS3Bucket(),
};

function nodeTypes(items: INodeExecutionData[]): INodeTypes {
	const types: Record<string, INodeType> = { ...NODES, items: source(items) };
	return {
		getByName: (name) => types[name],
		getByNameAndVersion: (name) => types[name],
		getKnownTypes: () => ({}),
	};
}

const nodeOf = (name: string, type: string, rest: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...rest,
});

function additionalData(credential: ICredentialDataDecryptedObject, workflow: Workflow) {
	const hooks = new ExecutionLifecycleHooks('manual', 'execution', {
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

/** Runs one node of the pack through n8n's own engine, over real HTTP. */
export async function runNode(trial: Trial): Promise<Result> {
	const items = trial.items ?? [{ json: {} }];
	const node = nodeOf('Node', trial.node, {
		parameters: trial.parameters as INode['parameters'],
		credentials: { jelasticApi: { id: 'one', name: 'one' } },
		...trial.settings,
	});
	const start = nodeOf('Items', 'items');
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [start, node],
		connections: { Items: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: nodeTypes(items),
		settings: { executionOrder: 'v1' },
	});
	const data = additionalData(trial.credential, workflow);
	const execution = new WorkflowExecute(
		data,
		'manual',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
			},
		}),
	);
	const promise = execution.processRunExecutionData(workflow);
	if (trial.whenStarted) {
		data.hooks?.addHandler('nodeExecuteBefore', (name) => {
			if (name === 'Node') trial.whenStarted?.(() => promise.cancel());
		});
	}
	const run = await promise;
	const task = run.data.resultData.runData.Node?.at(-1);
	const [out = [], failed = []] = task?.data?.main ?? [];
	return {
		items: out ?? [],
		json: (out ?? []).map(({ json }) => json),
		failed: failed ?? [],
		error: (task?.error ?? run.data.resultData.error) as NodeError | undefined,
		run,
	};
}
