import { AUTHORITY_FILE } from '../../../sandbox/platform';
import { useStub, type StubRequest } from '../../support/stub';
import { allFaults } from './faults';
import { count, leaveFigures } from './figures';
import { whereOf } from './operations';
import { judge } from './judge';
import { provoke, type Trial } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';
import { cellsOf, type Cell, type Outcome } from './table';

/** Tries each cell of tables, several side by side: most of the time is waiting. */
export function tryTable(tables: string[], { sideBySide = true } = {}): void {
	const elsewhere = useStub();
	const reachedElsewhere: StubRequest[] = [];
	beforeAll(() => {
		elsewhere.answers((request) => {
			reachedElsewhere.push(request);
			return { body: { result: 0 } };
		});
	});

	const attempt = async (cell: Attempt) => {
		const { operation, request, fault, times, outcome } = cell;
		const row = allFaults(elsewhere.url(), operation.isLarge ? 4000 : 1000).find(
			({ name }) => name === fault,
		);
		if (!row) throw new Error(`There is no fault "${fault}"`);
		if (row.sandbox && process.env.NODE_EXTRA_CA_CERTS !== AUTHORITY_FILE) {
			throw new Error(
				'The expired certificate is not trusted in all else: use npm run test:robustness',
			);
		}
		const trial: Trial = { operation, request, fault: row, times };
		await withSandbox(row.sandbox?.(whereOf(request)) ?? {}, async (sandbox) => {
			const seen = await provoke(trial, sandbox);
			judge(outcome, trial, seen);
			expect(JSON.stringify([seen.json, seen.failures])).not.toContain(sandbox.token);
			count(outcome, trial, seen);
		});
		expect(reachedElsewhere).toEqual([]);
	};

	const each = sideBySide ? test.concurrent.each : test.each;
	const title = '$row, $fault × $times: $outcome';
	// Said here because Jest forgets its own setting for tests that run at the same time.
	each(tables.flatMap(cellsOf).flatMap(attemptsAt))(title, attempt, 120_000);
	afterAll(async () => {
		leaveFigures();
		await stopSandboxes();
	});
}

interface Attempt extends Cell {
	times: Trial['times'];
	outcome: Outcome;
}

/** Hit by a fault once, and each time. */
function attemptsAt(cell: Cell): Attempt[] {
	const { fault, once, always } = cell;
	if (once === '-') return [];
	const { tried } = allFaults('http://elsewhere').find(({ name }) => name === fault) ?? {};
	const attempts: Attempt[] = [
		{ ...cell, times: 1, outcome: once },
		{ ...cell, times: Infinity, outcome: always },
	];
	return tried === undefined ? attempts : [attempts[tried === 'once' ? 0 : 1]];
}
