import type { Sandbox } from '../../../sandbox/platform';
import type { FaultRow } from '../../robustness/faults/faultRow';
import { faults } from '../../robustness/faults/faults';
import type { ExampleThings } from '../../support/operations';

/** A part of the texts that quote secrets, not a secret itself. */
export const QUOTING = 'no such session';

/** A failing platform may quote what it was sent or has read. */
const quote = (token: string, secretKey: string) =>
	`${QUOTING}=${token}; {"secretKey":"${secretKey}"} '${token}' "${secretKey}" &session=${encodeURIComponent(token)}`;

/** A fault; those that quote secrets need to know them. */
export type FaultOf = (sandbox: Sandbox, things: ExampleThings) => FaultRow;

const QUOTING_FAULTS: Record<string, (text: string) => NonNullable<FaultRow['fault']>> = {
	'an unknown code': (text) => ({ kind: 'code', code: 54_321, text, status: 400 }),
	'a refused value': (text) => ({ kind: 'code', code: 3, text, status: 403 }),
	'a code that is retried': (text) => ({ kind: 'code', code: 99, text, status: 503 }),
	'a nested failure': (text) => ({ kind: 'nestedFailure', text, status: 400 }),
	'HTTP 400': (text) => ({ kind: 'status', status: 400, text }),
	'HTTP 401': (text) => ({ kind: 'status', status: 401, text }),
	'a redirect': (text) => ({ kind: 'redirect', location: `http://h.example/?${text}` }),
};

/** 50 MB in so many runs would keep n8n busy for minutes; test/robustness/faults has them. */
const smaller = (row: FaultRow): FaultRow =>
	row.fault?.kind === 'hugeAnswer'
		? { ...row, name: '5 MB', fault: { ...row.fault, bytes: 5e6 } }
		: row;

/** Of the faults whose texts quote nothing, this many for each scenario, in turn. All would take nine minutes. */
const IN_TURN = 3;

/** Gives each scenario its faults: none, those whose texts quote secrets, and a few of the table by turns. */
export function faultsWith(elsewhere: string): (scenario: number) => FaultOf[] {
	const others = faults(elsewhere).map((row) => () => smaller(row));
	const always: FaultOf[] = [
		() => ({ name: 'none', isWorkDone: true }),
		...Object.entries(QUOTING_FAULTS).map(([name, fault]): FaultOf => {
			return ({ token }, { secretKey }) => ({
				...{ name: `quoting: ${name}`, isWorkDone: false },
				fault: fault(quote(token, secretKey)),
			});
		}),
	];
	return (scenario) => [
		...always,
		...Array.from(
			{ length: IN_TURN },
			(_, at) => others[(scenario * IN_TURN + at) % others.length],
		),
	];
}
