import type { IDataObject } from 'n8n-workflow';
import type { Fault, SandboxOptions } from '../../sandbox/platform';

/** A slow body comes in so many drops. */
const DROPS = 20;

/** A fault as the issue names it, on top of the sandbox's kinds. */
export interface FaultRow {
	name: string;
	/** What the requests are hit by; left out where the sandbox as a whole has the fault. */
	fault?: Omit<Fault, 'method' | 'times'>;
	/** How the sandbox has to be started for it, where it is to show. */
	sandbox?: (where: 'platform' | 'endpoints') => SandboxOptions;
	/** Options of the node with which it shows. */
	options?: IDataObject;
	/** Whether the work of the request that is hit is done. */
	isWorkDone: boolean;
}

const works = { isWorkDone: true };
const refuses = { isWorkDone: false };
/**
 * Every fault.
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
	// Between two drops more time goes by than the node waits.
	{
		...{ name: 'falls silent', options: { timeout }, ...works },
		fault: { kind: 'slowBody', ms: DROPS * 1.5 * timeout },
	},
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
	},
	{ name: 'slow', fault: { kind: 'latency', ms: 150 }, ...works },
	{ name: 'in drops', fault: { kind: 'slowBody', ms: 150 }, ...works },
	// As long as something comes, an answer is not lost.
	{
		...{ name: 'longer than Timeout', options: { timeout }, ...works },
		fault: { kind: 'slowBody', ms: 3 * timeout },
	},
	{ name: '50 MB', fault: { kind: 'hugeAnswer', bytes: 50e6 }, ...works },
	{ name: 'empty answer', fault: { kind: 'emptyAnswer' }, ...works },
	{ name: 'page token repeats', fault: { kind: 'repeatToken' }, ...works },
];
