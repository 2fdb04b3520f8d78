import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Answer } from './answers';
import type { Platform } from './api/client';
import { methodRow, type ApiMethod, type NeededBy, type ParametersOf } from './api/methods';
import type { Once } from './concurrency/once';
import type { Field, ValuesOf } from './fields/field';
import type { Filter, Selection } from './fields/filters';
import type { commonOptions } from './fields/options';

/** What one input item brings forth, before it is paired with it. */
export type ResultItem = Pick<INodeExecutionData, 'json' | 'binary'>;

/** One item's work, as an operation's row sees it. */
export interface Task<Values = object> {
	/** What the item's fields and options hold, by their names. An option that was not added is undefined. */
	values: Values & OptionValues<typeof commonOptions>;
	/** The values of the fields that name something, for results. */
	named: IDataObject;
	/** Which objects the item's filters choose. */
	selection: Selection;
	/** How long one answer is waited for, in milliseconds. */
	timeout: number;
	/** How many requests may be in flight. */
	concurrency: number;
	/** The node's context in n8n, for what is not a call: binary data, hints. */
	context: IExecuteFunctions;
	itemIndex: number;
	/**
	 * Shows a sentence beside the node's output in n8n's editor; the same one only once, and of one topic
	 * the last.
	 */
	hint: (message: string, type?: 'info' | 'warning', topic?: string) => void;
	/** Writes how far the work came into the execution's custom data, in place of what was written before. */
	note: (message: string) => void;
	/** For what all items of a run share, such as the keys of a host group. */
	once: Once;
	/** When it fires, the execution is being canceled. */
	signal?: AbortSignal;
	platform: Platform;
	/** Calls a method with these parameters, and the item's owner UID and request key. */
	call: <M extends ApiMethod>(method: M, parameters: ParametersOf<M>) => Promise<Answer>;
}

/** The values of whatever works in a host group. */
export interface HostGroupValues {
	hostGroup: string;
}

/** A sentence shown before a run; `when` is the condition, an expression over `$parameter`. */
export interface Warning {
	message: string;
	when?: string;
}

/** One entry of a node's menu: what it shows, what it calls, and how it is run. */
export interface Operation {
	resource: string;
	value: string;
	name: string;
	action: string;
	description: string;
	/** The methods it calls, so the permissions it needs. */
	methods: readonly ApiMethod[];
	/** Methods, so permissions, that only some settings need. */
	alsoNeeds?: ReadonlyArray<{ method: ApiMethod; where: string }>;
	fields: readonly Field[];
	/** Fields of the collection "Filters": which objects are meant. */
	filters?: readonly Filter[];
	/** Fields of the collection "Options", beside those that every operation has. */
	options?: readonly Field[];
	/** What n8n shows before a run of what destroys or shows a secret. */
	warning?: Warning;
	/**
	 * Its items may hold secret keys, in fields of that name: always, or with this option turned on. Those of any
	 * other row may not.
	 */
	returnsSecret?: true | Field;
	/** Refuses values that fit each for itself and not together, or not the operation: for all items before any is run. */
	check?: (task: CheckedTask) => void;
	/** Whether the items may run concurrently: never for what changes accounts, keys, buckets or policies. */
	concurrent: boolean;
	/** Runs one item's task and gives its items. */
	run: (task: Task) => Promise<ResultItem[]>;
}

/** What is known of an item before anything is sent for it. */
export type CheckedTask<Values = object> = Pick<
	Task<Values>,
	'values' | 'selection' | 'context' | 'itemIndex'
>;

/** What has fields: an operation, or a trigger. */
export type FieldRow = Pick<Operation, 'fields' | 'filters' | 'options' | 'concurrent'>;

/** The values of options, which may not have been added. */
export type OptionValues<Options extends readonly Field[]> = {
	[Name in keyof ValuesOf<Options>]: ValuesOf<Options>[Name] | undefined;
};

/** The task of a row with these fields and options. */
export type TaskOf<Fields extends readonly Field[], Options extends readonly Field[] = []> = Task<
	ValuesOf<Fields> & OptionValues<Options>
>;

/** What all rows have. */
type Row<Fields extends readonly Field[], Options extends readonly Field[]> = Omit<
	Operation,
	'methods' | 'run' | 'check' | 'fields' | 'options'
> & {
	fields: Fields;
	options?: Options;
	check?: (task: CheckedTask<TaskOf<Fields, Options>['values']>) => void;
};

/** Parameters that a method needs and no field sends: nothing, or the row is a type error. */
type Unsent<M extends ApiMethod, Fields extends readonly Field[]> = Exclude<
	NeededBy<M>,
	Fields[number]['sentAs']
>;

/**
 * A row that calls one method, once. Fields and options are sent as the parameters that they name.
 * @param row `toItems` makes the answer into the items that it holds
 */
export function singleCall<
	const Fields extends readonly Field[],
	const M extends ApiMethod,
	const Options extends readonly Field[] = [],
>(
	row: Row<Fields, Options> & {
		method: M;
		toItems: (answer: Answer, task: TaskOf<Fields, Options>) => IDataObject[];
	} & ([Unsent<M, Fields>] extends [never] ? unknown : { unsent: Unsent<M, Fields> }),
): Operation {
	const { method, toItems, ...rest } = row;
	const { needs, takes = [] } = methodRow(method);
	const sent = [...row.fields, ...(row.options ?? [])].filter(
		({ sentAs = '' }) => needs.includes(sentAs) || takes.includes(sentAs),
	);
	return program<Fields, Options>({
		...rest,
		methods: [method],
		run: async (task) => {
			const values: Record<string, unknown> = task.values;
			const parameters = Object.fromEntries(
				sent.map(({ property, sentAs }) => [sentAs, values[property.name]]),
			);
			const answer = await task.call(method, parameters as ParametersOf<M>);
			return toItems(answer, task).map((json) => ({ json }));
		},
	});
}

/** A row that takes several calls: `run` makes them, and gives the items. */
export function program<
	const Fields extends readonly Field[],
	const Options extends readonly Field[] = [],
>(
	row: Row<Fields, Options> & {
		methods: readonly ApiMethod[];
		run: (task: TaskOf<Fields, Options>) => Promise<ResultItem[]>;
	},
): Operation {
	// The engine fills `values` by the row's own fields, which the compiler cannot see.
	return row as unknown as Operation;
}
