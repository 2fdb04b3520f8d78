import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Answer } from './answers';
import type { Task } from './task';

/** A method of the platform's API; also the name of the token permission that allows it. */
export type ApiMethod = `s3.${'account' | 'bucket'}.${string}`;

/** What one input item brings forth, before it is paired with it. */
export type ResultItem = Pick<INodeExecutionData, 'json' | 'binary'>;

/** A field of a node: the n8n property, and what becomes of its value. */
export interface Field {
	/** Without displayOptions: the rows decide where it shows. */
	property: INodeProperties;
	/** `parameter`: sent to the API under the property's name. `setting`: steers the node, stays here. */
	use: 'parameter' | 'setting';
	/** Turns the value as entered into the value to use; throws a BadInput for one that cannot be. */
	read: (value: unknown, label: string) => string | number | boolean | undefined;
	/** Whether it shows below the collection "Filters". */
	isBelowFilters?: true;
}

/** One entry of a node's menu: what it shows, what it sends, and what becomes of the answer. */
export interface Operation {
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
	sideBySide: boolean;
	/** Whether a request whose answer was lost may be sent again. */
	repeatable: boolean;
	/** For deletions: when a repeated request finds nothing left, the lost one has done the work. */
	goneIsDone?: boolean;
	/** How to find out, where `repeatable` is false, whether a lost request did its work. */
	lookWith?: string;
	/** One answer into the items it holds. */
	toItems?: (answer: Answer, task: Task) => IDataObject[];
	/** For what takes several calls: runs them and gives the items. */
	run?: (task: Task) => Promise<ResultItem[]>;
}

/** A value the user entered that cannot be meant; carries what to do about it. */
export class BadInput extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}
