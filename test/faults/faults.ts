import type { IDataObject } from 'n8n-workflow';
import type { Fault, SandboxOptions } from '../../sandbox/platform';
import type { OperationCase, Request } from './cases/case';
import { STRANGE } from './strange';
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

const works = { isWorkDone: true };
const refuses = { isWorkDone: false };
/**
 * Every fault that can hit any request.
 * @param timeout how long the node waits for one answer, in milliseconds, where one comes too late
 * @param elsewhere the address of a host that is not the platform, and must not get anything
 */
export const faults = (elsewhere: string, timeout = 1000): FaultRow[] => [
	{ name: 'dropped before', fault: { kind: 'dropBefore' }, ...refuses },
	{ name: 'dropped after', fault: { kind: 'dropAfter' }, ...works },
	{
		name: 'too slow',
		fault: { kind: 'latency', ms: 1.5 * timeout },
		options: { timeout },
		...works,
	},
	{ name: 'falls silent', fault: { kind: 'stalledBody' }, options: { timeout }, ...works },
	{ name: 'truncated JSON', fault: { kind: 'truncatedJson' }, ...works },
	{ name: '429', fault: { kind: 'status', status: 429 }, ...refuses },
	{ name: '502 HTML', fault: { kind: 'badGateway' }, ...refuses },
	{ name: '200 HTML', fault: { kind: 'html200' }, ...refuses },
	{ name: 'code 99', fault: { kind: 'code' }, ...refuses },
	{
		...{ name: 'unknown code', ...refuses },
		fault: { kind: 'code', code: 4711, text: 'Peculiar: something new', status: 400 },
	},
	{ name: 'nested failure', fault: { kind: 'nestedFailure' }, ...refuses },
	{ name: 'redirect', fault: { kind: 'redirect', location: `${elsewhere}/1.0/` }, ...refuses },
	{
		...{ name: 'expired certificate', ...refuses },
		sandbox: (expiredCertificate) => ({ expiredCertificate }),
		tried: 'once',
	},
	{ name: 'slow', fault: { kind: 'latency', ms: 150 }, ...works },
	{ name: 'in drops', fault: { kind: 'slowBody', ms: 150 }, ...works },
	// As long as something comes, an answer is not lost.
	{
		...{ name: 'longer than Timeout', options: { timeout }, ...works },
		fault: { kind: 'slowBody', ms: 3 * timeout },
	},
	{ name: '50 MB', fault: { kind: 'hugeAnswer', bytes: 50e6 }, tried: 'once', ...works },
	{ name: 'empty answer', fault: { kind: 'emptyAnswer' }, ...works },
	{ name: 'page token repeats', fault: { kind: 'repeatToken' }, tried: 'once', ...works },
];

/** Those, and those that have their own requests to hit. */
export const allFaults = (elsewhere: string, timeout?: number): FaultRow[] => [
	...faults(elsewhere, timeout),
	...STRANGE,
];
