import { AUTHORITY_FILE } from '../../../sandbox/platform';
import { useStub, type StubRequest } from '../../support/stub';
import { whereOf } from '../../support/operations';
import { count, leaveFigures } from '../figures';
import { isComplete } from './expected';
import { judge, textsOf } from './judge';
import { provoke, type Seen, type Trial } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';
import { cellsOf, faultNamed, type Cell, type Outcome } from './table';

/** A cell, tried once or always. */
export interface Attempt extends Cell {
	times: Trial['times'];
	outcome: Outcome;
}

/** Tries each cell of tables, several side by side: most of the time is waiting. */
export function tryTable(tables: string[], { sideBySide = true } = {}): void {
	const elsewhere = useStub();
	// The stub's own record ends with each test, and here several run at the same time.
	const redirected: StubRequest[] = [];
	beforeAll(() => {
		elsewhere.answers((request) => {
			redirected.push(request);
			return { body: { result: 0 } };
		});
	});

	const attempt = async (cell: Attempt) => {
		const { example, request, times, outcome } = cell;
		const fault = faultNamed(cell.fault, elsewhere.url(), example.isLarge ? 4000 : 1000);
		if (fault.sandbox && process.env.NODE_EXTRA_CA_CERTS !== AUTHORITY_FILE) {
			throw new Error('Certificates of the sandbox are not trusted: use npm run test:robustness');
		}
		const trial: Trial = { example, request, fault, times };
		await withSandbox(fault.sandbox?.(whereOf(request)) ?? {}, async (sandbox) => {
			const seen = await provoke(trial, sandbox);
			judge(outcome, trial, seen);
			expect(JSON.stringify([seen.json, seen.failures])).not.toContain(sandbox.token);
			countAttempt(outcome, trial, seen);
		});
		expect(redirected).toEqual([]);
	};

	const each = sideBySide ? test.concurrent.each : test.each;
	const attempts = tables.flatMap(cellsOf).flatMap(attemptsAt);
	// The time limit is repeated because Jest ignores its setting for concurrent tests.
	each(attempts)('$row, $fault × $times: $outcome', attempt, 120_000);
	afterAll(async () => {
		leaveFigures();
		await stopSandboxes();
	});
}

/** Hit by a fault once, and each time. */
export function attemptsAt(cell: Cell): Attempt[] {
	const { tried } = faultNamed(cell.fault, 'http://elsewhere');
	const attempts: Attempt[] = [
		{ ...cell, times: 1, outcome: cell.once },
		{ ...cell, times: Infinity, outcome: cell.always },
	];
	return tried === undefined ? attempts : [attempts[tried === 'once' ? 0 : 1]];
}

function countAttempt(outcome: Outcome, trial: Trial, seen: Seen): void {
	const { accounts, buckets, policies, uploads } = seen.after;
	const isFailed = textsOf(seen).length > 0;
	const entries = (all: Record<string, object>) =>
		Object.values(all).reduce((sum, inner) => sum + 1 + Object.keys(inner).length, 0);
	count('cases');
	count('requests', seen.requests.length);
	count('survived', isComplete(outcome, trial) ? 1 : 0);
	count('failed', isFailed ? 1 : 0);
	count('unknown', isFailed && outcome.endsWith('?') ? 1 : 0);
	const parts = [...Object.keys(policies), ...uploads];
	count('checked', entries(accounts) + entries(buckets) + parts.length);
}
