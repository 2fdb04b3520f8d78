import type { IDataObject } from 'n8n-workflow';
import type { Place } from './place';

/** An operation in a job's workflow. Texts such as `slot('key')` are read from the call. */
export interface Step {
	resource: string;
	operation: string;
	parameters?: IDataObject;
}

/** What callers ask for: a workflow, and how to see that it has done what it says. */
export interface Job {
	name: string;
	/** One after the other, each fed by the one before it. */
	steps: Step[];
	/** The most requests that one execution may have in flight. */
	concurrency: number;
	/** Whether it has enough to do to reach that. */
	usesAll?: boolean;
	/** A list in the call that becomes one item each. */
	itemsOf?: string;
	/** What the caller uploads. */
	file?: string;
	/** Makes what the execution works on; gives the call's fields. */
	prepare: (place: Place) => Promise<IDataObject>;
	/** Fails unless items and platform are what they have to be. */
	verify: (place: Place, items: IDataObject[], fields: IDataObject) => Promise<void>;
}
