import { operations as accountOperations } from '../../../nodes/JelasticS3Account/operations';
import { operations as bucketOperations } from '../../../nodes/JelasticS3Bucket/operations';
import { FAULT_KINDS } from '../../../sandbox/platform';
import { allFaults } from './faults';
import { OPERATIONS, nameOf } from './operations';
import { HUGE, LATE, LOST, REFUSED } from './outcomes';
import { STRANGE_TABLES } from './strangeOutcomes';
import { cellsOf, reached, whyNot } from './table';

// Nothing may be missing from the tables: no operation, no request of one, no kind of fault, no cell.

const rows = [...accountOperations, ...bucketOperations];
const cells = [LOST, REFUSED, LATE, HUGE, ...STRANGE_TABLES].flatMap(cellsOf);
const plainName = ({ resource, operation }: (typeof OPERATIONS)[number]) =>
	`${resource} ${operation}`;

test('every operation of both nodes has a case', () => {
	expect([...new Set(OPERATIONS.map(plainName))].sort()).toEqual(
		rows.map(({ resource, value }) => `${resource} ${value}`).sort(),
	);
	expect(new Set(OPERATIONS.map(nameOf)).size).toBe(OPERATIONS.length);
});

test.each(rows)('$resource $value: every method that it needs is sent by a case', (row) => {
	const cases = OPERATIONS.filter((one) => plainName(one) === `${row.resource} ${row.value}`);
	const sent = new Set(cases.flatMap(({ requests }) => requests.map(({ method }) => method)));
	expect([...sent]).toEqual(expect.arrayContaining(row.methods));
});

test('every kind of fault is provoked', () => {
	const kinds = allFaults('http://elsewhere').flatMap(({ fault }) => (fault ? [fault.kind] : []));
	expect([...new Set(kinds)].sort()).toEqual(Object.keys(FAULT_KINDS).sort());
});

test('each request with each fault that can reach it is one cell', () => {
	const wanted = allFaults('http://elsewhere').flatMap((fault) =>
		reached(fault).map((row) => `${row}, ${fault.name}`),
	);
	expect(cells.map(({ row, fault }) => `${row}, ${fault}`).sort()).toEqual(wanted.sort());
});

test('a cell is left out for a reason, and for a reason only', () => {
	const leftOut = cells.filter(({ once }) => once === '-');
	expect(leftOut.map(whyNot)).not.toContain(undefined);
	expect(cells.filter((cell) => whyNot(cell) !== undefined)).toEqual(leftOut);
});
