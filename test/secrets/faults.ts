import type { Sandbox } from '../../sandbox/platform';
import { faults, type FaultRow } from '../faults/faults';
import type { FaultThings } from '../faults/things';

/** Words of a telltale that are no secret. */
export const TELLTALE = 'no such session';

/** A text that gives everything away, as a platform in trouble may quote what it was sent or has looked up. */
const telltale = (token: string, secretKey: string) =>
	`${TELLTALE}=${token}; {"secretKey":"${secretKey}"} '${token}' "${secretKey}" &session=${encodeURIComponent(token)}`;

/** A fault, or none; those that quote need to know what. */
export type RunFault = (sandbox: Sandbox, things: FaultThings) => FaultRow;

type Kind = NonNullable<FaultRow['fault']>;

const TELLING: Array<[string, (text: string) => Kind]> = [
	['an unknown code', (text) => ({ kind: 'code', code: 54_321, text, status: 400 })],
	['a refused value', (text) => ({ kind: 'code', code: 3, text, status: 403 })],
	['a code that is tried again', (text) => ({ kind: 'code', code: 99, text, status: 503 })],
	['a nested failure', (text) => ({ kind: 'nestedFailure', text, status: 400 })],
	['HTTP 400', (text) => ({ kind: 'status', status: 400, text })],
	['HTTP 401', (text) => ({ kind: 'status', status: 401, text })],
	['a redirect', (text) => ({ kind: 'redirect', location: `http://h.example/?${text}` })],
];

/** Fifty would keep n8n busy for minutes, in so many runs; that it bears them is test/faults' matter. */
const HUGE_BYTES = 5e6;

const lighter = (row: FaultRow): FaultRow =>
	row.fault?.kind === 'hugeAnswer'
		? { ...row, name: '5 MB', fault: { ...row.fault, bytes: HUGE_BYTES } }
		: row;

/** No fault, every fault of the table, and those whose texts quote secrets. */
export const runFaults = (elsewhere: string): RunFault[] => [
	() => ({ name: 'none', isWorkDone: true }),
	...faults(elsewhere).map((row) => () => lighter(row)),
	...TELLING.map(([name, fault]) => ({ token }: Sandbox, { secretKey }: FaultThings): FaultRow => ({
		name: `telltale: ${name}`,
		fault: fault(telltale(token, secretKey)),
		isWorkDone: false,
	})),
];
