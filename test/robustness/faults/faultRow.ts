import type { IDataObject } from 'n8n-workflow';
import type { Fault, SandboxOptions } from '../../../sandbox/platform';
import type { Example, ExampleThings, Request, whereOf } from '../../support/operations';

/** A fault, on top of the sandbox's kinds. */
export interface FaultRow {
	name: string;
	/** What the requests are hit by; omitted if the sandbox as a whole has the fault. */
	fault?: Omit<Fault, 'times'>;
	/** How the sandbox has to be started for it, depending on where it is to occur. */
	sandbox?: (where: ReturnType<typeof whereOf>) => SandboxOptions;
	/** Options of the node with which it shows. */
	options?: IDataObject;
	/** Fields of the node with which it shows, instead of the example's. */
	fields?: (fields: IDataObject, things: ExampleThings) => IDataObject;
	/** What it can hit; everything by default. */
	reaches?: (request: Request, example: Example) => boolean;
	/** Only once, or only on every request of the kind, if the other would show nothing new. */
	tried?: 'once' | 'always';
	/** The number of requests is not checked. */
	isNotCounted?: boolean;
	/** How many objects were on the pages before a listing breaks off. */
	listed?: number;
	/** What else must hold for the items that an operation returns. */
	check?: (json: IDataObject[]) => void;
	/** Whether the work of the request that is hit is done. */
	isWorkDone: boolean;
}
