import type { IDataObject } from 'n8n-workflow';
import type { Fault, SandboxOptions } from '../../../sandbox/platform';
import type { Request, OperationCase } from './operations';
import type { FaultThings } from './things';

/** A fault as the issue names it, on top of the sandbox's kinds. */

export interface FaultRow {
	name: string;
	/** What the requests are hit by; left out where the sandbox as a whole has the fault. */
	fault?: Omit<Fault, 'times'>;
	/** How the sandbox has to be started for it, where it is to show. */
	sandbox?: (where: 'platform' | 'endpoints') => SandboxOptions;
	/** Options of the node with which it shows. */
	options?: IDataObject;
	/** Fields of the node with which it shows, in place of the case's. */
	fields?: (fields: IDataObject, things: FaultThings) => IDataObject;
	/** What it can hit; all, when left out. */
	reaches?: (request: Request, operation: OperationCase) => boolean;
	/** Where the other would show nothing new: it hits one request, or all of the kind. */
	tried?: 'once' | 'always';
	/** How many requests there are is another question. */
	isNotCounted?: boolean;
	/** Where a listing breaks off: so many objects were on the pages before. */
	listed?: number;
	/** What else has to be right in the items that an operation gives. */
	check?: (json: IDataObject[]) => void;
	/** Whether the work of the request that is hit is done. */
	isWorkDone: boolean;
}
