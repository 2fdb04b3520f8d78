import { FAULT_KINDS } from '../../../sandbox/platform';
import { EXAMPLES, OPERATIONS } from '../../support/operations';
import { allFaults } from './faults';
import { GATEWAYS, HUGE, LATE, LOST, REFUSED, STRANGE_TABLES } from './outcomes';
import { faultsIn } from './table';

// Nothing is missing from the tables: no request of an operation, no kind of fault, no fault.

test.each(OPERATIONS)('$resource $value: an example sends every method that it needs', (row) => {
	const examples = EXAMPLES.filter(
		({ resource, operation }) => resource === row.resource && operation === row.value,
	);
	const sent = examples.flatMap(({ requests }) => requests.map(({ method }) => method));
	expect(sent).toEqual(expect.arrayContaining(row.methods));
});

test('every kind of fault is provoked', () => {
	const kinds = allFaults('http://elsewhere').flatMap(({ fault }) => (fault ? [fault.kind] : []));
	expect([...new Set(kinds)].sort()).toEqual(Object.keys(FAULT_KINDS).sort());
});

test('every fault is in one table', () => {
	const tables = [LOST, REFUSED, GATEWAYS, LATE, HUGE, ...STRANGE_TABLES];
	const names = allFaults('http://elsewhere').map(({ name }) => name);
	expect(tables.flatMap(faultsIn).sort()).toEqual(names.sort());
});
