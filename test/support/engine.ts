import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	IWorkflowSettings,
	NodeError,
} from 'n8n-workflow';
import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';
import { execute } from './workflow';

/** What a test runs: one node of the package, after a node that gives it items. */
export interface Trial {
	node: 'account' | 'bucket';
	parameters: IDataObject;
	/** What the node gets; one empty item by default. */
	items?: INodeExecutionData[];
	credential: { host: string; token: string; allowUnauthorizedCerts?: boolean };
	/** Settings of the node in the workflow: `onError`, `retryOnFail` and so on. */
	settings?: Partial<INode>;
	workflowSettings?: IWorkflowSettings;
	/** Called when the node begins, with a function that cancels the execution. */
	whenStarted?: (cancel: () => void) => void;
	/** Called when n8n saves the execution: at its end, or immediately if it is canceled. */
	whenSaved?: (run: IRun) => void;
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

export const NODES: Record<Trial['node'], INodeType> = {
	account: new JelasticS3Account(),
	bucket: new JelasticS3Bucket(),
};

/** Runs one node of the package through n8n's own engine, over real HTTP. */
export async function runNode(trial: Trial): Promise<Result> {
	const { node, items = [{ json: {} }], credential, settings, whenStarted, whenSaved } = trial;
	const run = await execute({
		steps: [
			{
				name: 'Node',
				nodeType: NODES[node],
				parameters: trial.parameters as INode['parameters'],
				credentials: { jelasticApi: { id: 'one', name: 'one' } },
				...settings,
			},
		],
		items,
		credential,
		workflowSettings: trial.workflowSettings,
		whenStarted: (name, cancel) => {
			if (name === 'Node') whenStarted?.(cancel);
		},
		whenSaved,
	});
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
