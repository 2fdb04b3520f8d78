import { readOptions } from '../../bench/options';
import { median, rowOf, type Row, type Run } from '../../bench/rows';
import { tableOf } from '../../bench/table';
import { standing } from '../../bench/targets';

const run = (more: Partial<Run> = {}): Run => ({
	ms: 1000,
	cpuMs: 100,
	count: 5000,
	memoryMb: 10,
	requests: 5010,
	peakInFlight: 10,
	requestsByMethod: { 's3.bucket.DeleteObject': 5000, 's3.bucket.ListObjects': 10 },
	...more,
});

const deleting = (contender: Row['contender'], ms: number): Row =>
	rowOf('delete-5000', contender, [run({ ms })]);

describe('The benchmark', () => {
	it('takes the middle run, and of an even number the mean of the two in the middle', () => {
		expect(median([30, 10, 20])).toBe(20);
		expect(median([40, 10, 30, 20])).toBe(25);
	});

	it('tells the median of the times and the worst of memory and requests in flight', () => {
		const runs = [10, 30, 20].map((ms) => run({ ms, memoryMb: ms, peakInFlight: ms / 10 }));
		expect(rowOf('delete-5000', 'pack', runs)).toMatchObject({
			work: 'delete-5000',
			contender: 'pack',
			medianMs: 20,
			minMs: 10,
			maxMs: 30,
			runs: 3,
			peakInFlight: 3,
			peakMemoryMb: 30,
		});
	});

	it('tells which targets are met, of those that were measured', () => {
		const rows = [deleting('pack', 1000), deleting('sequential-loop', 7000)];
		const told = standing(rows);
		expect(told).toHaveLength(2);
		expect(told[0]).toMatch(/^missed +7 .*sequential loop \(at least 100\)/);
		expect(told[1]).toMatch(/^met +10 .*in flight.* \(at most 10\)/);
	});

	it('prints one line for each row', () => {
		const lines = tableOf([deleting('pack', 1234.5), deleting('n8n-transport', 9)]).split('\n');
		expect(lines).toHaveLength(4);
		expect(lines[2]).toMatch(/^delete-5000 +pack +1235 /);
	});

	it('refuses a name that is none, and to save what was not measured at full size', () => {
		expect(() => readOptions(['--only', 'list'])).toThrow('--only takes one of: list-10000');
		expect(() => readOptions(['--save', '--scale', '0.1'])).toThrow('--save');
		expect(readOptions(['--only', 'list-10000']).works).toEqual(['list-10000']);
	});
});
