import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Answer } from './answers';
import type { ApiMethod, Parameters, RetryRules } from './api/methods';
import type { Field } from './fields/field';
import type { Platform } from './api/client';
import type { Once } from './concurrency/once';

/** What one input item brings forth, before it is paired with it. */
export type ResultItem = Pick<INodeExecutionData, 'json' | 'binary'>;

/** One entry of a node's menu: what it shows, what it sends, and what becomes of the answer. */
export interface Operation extends RetryRules {
	resource: string;
	value: string;
	name: string;
	action: string;
	description: string;
	/** The methods it calls, so the permissions it needs; a row without `run` calls the first, once. */
	methods: [ApiMethod, ...ApiMethod[]];
	/** Methods, so permissions, that only some settings need. */
	alsoNeeds?: Array<{ method: ApiMethod; where: string }>;
	fields: Field[];
	/** Fields of the collection "Filters": which objects are meant. */
	filters?: Field[];
	/** Fields of the collection "Options", beside those that every operation has. */
	options?: Field[];
	/** Whether the items may run side by side: never for what changes accounts, keys, buckets or policies. */
	concurrent: boolean;
	/** One answer into the items it holds. */
	toItems?: (answer: Answer, task: Task) => IDataObject[];
	/** For what takes several calls: runs them and gives the items. */
	run?: (task: Task) => Promise<ResultItem[]>;
}

/** One item's work, as an operation's row sees it. */
export interface Task {
	/** What goes to the API. */
	parameters: Parameters;
	/** What the item's fields named, for results: the parameters without the options. */
	named: IDataObject;
	/** The node's own fields and options, such as `returnAll` and `timeout`. */
	settings: Record<string, string | number | boolean | undefined>;
	/** The node's context in n8n, for what is not a call: binary data, hints. */
	context: IExecuteFunctions;
	itemIndex: number;
	/**
	 * Shows a sentence beside the node's output in n8n's editor; the same one only once, and of one topic
	 * the last.
	 */
	hint: (message: string, type?: 'info' | 'warning', topic?: string) => void;
	/** For what all items of a run share, such as the keys of a host group. */
	once: Once;
	/** When it fires, the execution is being cancelled. */
	signal?: AbortSignal;
	platform: Platform;
	/** Calls a method with the task's parameters, changed by `changes`. */
	call: (method: ApiMethod, changes?: Partial<Parameters>) => Promise<Answer>;
}
