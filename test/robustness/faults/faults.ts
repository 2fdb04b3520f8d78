import { whereOf, type Request } from '../../support/operations';
import type { FaultRow } from './faultRow';
import { isFirst, isPage, STRANGE } from './strange';

/** What is asked by HEAD has an answer without a body. */
const hasBody = ({ kind }: Request) => kind !== 'looks';

/** What a gateway answers for a platform that has done the work. */
const AFTER = [200, 302, 403, 404, 500, 502];
const WRITES = ['uploads', 'removes', 'confirms'];

const works = { isWorkDone: true };
const refuses = { isWorkDone: false };

/**
 * Every fault that can hit any request.
 * @param elsewhere the address of a host that is not the platform and must not receive anything
 * @param timeout how long the node waits for an answer that comes too late, in milliseconds
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
	{
		name: 'falls silent',
		fault: { kind: 'stalledBody' },
		options: { timeout },
		reaches: hasBody,
		...works,
	},
	{ name: 'truncated JSON', fault: { kind: 'truncatedJson' }, reaches: hasBody, ...works },
	{ name: '429', fault: { kind: 'status', status: 429 }, ...refuses },
	{ name: '502 HTML', fault: { kind: 'badGateway' }, ...refuses },
	...AFTER.map((status): FaultRow => ({
		...{ name: `done, then ${status}`, fault: { kind: 'gatewayAfter', status }, ...works },
		// An endpoint's 403 is tried with each key pair.
		reaches: (request) =>
			whereOf(request) === 'platform' || (WRITES.includes(request.kind) && status !== 403),
	})),
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
		// It ends the operation, so no later request meets it.
		reaches: (request, example) =>
			isFirst((other) => whereOf(other) === whereOf(request))(request, example),
	},
	{ name: 'slow', fault: { kind: 'latency', ms: 150 }, ...works },
	{ name: 'in drops', fault: { kind: 'slowBody', ms: 150 }, reaches: hasBody, ...works },
	// What is left of a download is asked for: test/operations/objectDownload.resume.test.ts.
	{
		...{ name: 'longer than Timeout', options: { timeout }, ...works },
		fault: { kind: 'slowBody', ms: 3 * timeout },
		reaches: (request) => hasBody(request) && request.kind !== 'downloads',
	},
	{
		...{ name: '50 MB', fault: { kind: 'hugeAnswer', bytes: 50e6 }, tried: 'once', ...works },
		reaches: hasBody,
	},
	{ name: 'empty answer', fault: { kind: 'emptyAnswer' }, reaches: hasBody, ...works },
	{
		...{ name: 'page token repeats', fault: { kind: 'repeatToken' }, tried: 'once', ...works },
		reaches: isPage,
	},
];

/** Those, and those that can only hit certain requests. */
export const allFaults = (elsewhere: string, timeout?: number): FaultRow[] => [
	...faults(elsewhere, timeout),
	...STRANGE,
];
