import type { IDataObject } from 'n8n-workflow';
import type { Fault, SandboxOptions } from '../../sandbox/platform';

/** How long a node waits for one answer where an answer comes too late. */
export const TIMEOUT_MS = 600;

/** A fault as the issue names it, on top of the sandbox's kinds. */
export interface FaultRow {
	name: string;
	/** Which requests it hits, and how many, is added; left out where the sandbox as a whole has it. */
	fault?: Omit<Fault, 'method' | 'times'>;
	/** How the sandbox has to be started for it, where it is to show. */
	sandbox?: (where: 'platform' | 'endpoints') => SandboxOptions;
	/** Options of the node with which it shows. */
	options?: IDataObject;
	/** Whether the platform does the work of the request that is hit. */
	isWorkDone: boolean;
}

/**
 * Every fault.
 * @param elsewhere the address of a host that is not the platform, and must not get anything
 */
export const faults = (elsewhere: string): FaultRow[] => [
	{ name: 'dropped before', fault: { kind: 'dropBefore' }, isWorkDone: false },
	{ name: 'dropped after', fault: { kind: 'dropAfter' }, isWorkDone: true },
	{ name: 'slow', fault: { kind: 'latency', ms: 150 }, isWorkDone: true },
	{ name: 'in drops', fault: { kind: 'slowBody', ms: 150 }, isWorkDone: true },
	{
		name: 'too slow',
		fault: { kind: 'latency', ms: 1.5 * TIMEOUT_MS },
		options: { timeout: TIMEOUT_MS },
		isWorkDone: true,
	},
	{
		name: 'in drops for too long',
		fault: { kind: 'slowBody', ms: 5 * TIMEOUT_MS },
		options: { timeout: TIMEOUT_MS },
		isWorkDone: true,
	},
	{ name: '429', fault: { kind: 'status', status: 429 }, isWorkDone: false },
	{ name: '502 HTML', fault: { kind: 'badGateway' }, isWorkDone: false },
	{ name: '200 HTML', fault: { kind: 'html200' }, isWorkDone: false },
	{ name: 'truncated JSON', fault: { kind: 'truncatedJson' }, isWorkDone: true },
	{ name: 'empty answer', fault: { kind: 'emptyAnswer' }, isWorkDone: true },
	{ name: 'code 99', fault: { kind: 'code' }, isWorkDone: false },
	{
		name: 'unknown code',
		fault: { kind: 'code', code: 4711, text: 'Peculiar: something new', status: 400 },
		isWorkDone: false,
	},
	{ name: 'nested failure', fault: { kind: 'nestedFailure' }, isWorkDone: false },
	{
		name: 'redirect',
		fault: { kind: 'redirect', location: `${elsewhere}/1.0/` },
		isWorkDone: false,
	},
	{ name: '50 MB', fault: { kind: 'hugeAnswer', bytes: 50e6 }, isWorkDone: true },
	{
		name: 'page token repeats',
		fault: { kind: 'repeatToken' },
		isWorkDone: true,
	},
	{
		name: 'expired certificate',
		sandbox: (expiredCertificate) => ({ expiredCertificate }),
		isWorkDone: false,
	},
];
