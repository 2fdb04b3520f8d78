import { EXAMPLES, KINDS, type Example, type Request } from '../../support/operations';
import { allFaults } from './faults';
import type { FaultRow } from './faultRow';

const OUTCOMES = [
	...([
		'done',
		'repeats',
		'repeats?',
		'detours',
		'fails',
		'fails?',
		'again',
		'twice',
		'more',
		'unread',
		'taken',
		'breaks',
	] as const),
];

/** What follows; outcomes.ts explains the words. */
export type Outcome = (typeof OUTCOMES)[number];

/** What follows when a fault hits one of an example's requests. */
export interface Cell {
	/** `object copy`, or `object copyMany @ CopyObject` for one of several requests. */
	row: string;
	example: Example;
	request: Request;
	fault: string;
	/** Hit once, and hit always. */
	once: Outcome;
	always: Outcome;
}

const REQUESTS = EXAMPLES.flatMap((example) =>
	example.requests
		.filter(({ hitIn }) => hitIn === undefined)
		.map((request) => {
			const { name, requests } = example;
			const row = requests.length === 1 ? name : `${name} @ ${request.method.split('.').pop()}`;
			return { row, example, request };
		}),
);

const ALL = 'all';
const HEADS = [ALL, ...Object.keys(KINDS), ...REQUESTS.map(({ row }) => row)];

function outcomeNamed(name: string): Outcome {
	const found = OUTCOMES.find((one) => one === name);
	if (!found) throw new Error(`There is no outcome "${name}"`);
	return found;
}

const split = (line: string) => line.split('|').map((text) => text.trim());

/** A fault by its name. */
export function faultNamed(name: string, ...how: Parameters<typeof allFaults>): FaultRow {
	const found = allFaults(...how).find((fault) => fault.name === name);
	if (!found) throw new Error(`There is no fault "${name}"`);
	return found;
}

/** The names of the faults in a table. */
export const faultsIn = (table: string): string[] => split(table.trim().split('\n')[0]).slice(1);

/**
 * Reads a table: a cell for each request that each of its faults can hit.
 * @throws if it names what does not exist, or a request has no outcome
 */
export function cellsOf(table: string): Cell[] {
	const [[, ...faults], ...rows] = table.trim().split('\n').map(split);
	const outcomes = new Map(
		rows.flatMap(([head, ...cells]) => {
			if (!HEADS.includes(head)) throw new Error(`There is no request "${head}"`);
			if (cells.length !== faults.length) throw new Error(`"${head}" has a wrong number of cells`);
			return cells.map((cell, at) => [`${head}, ${faults[at]}`, cell] as const);
		}),
	);
	return faults.flatMap((fault) => {
		const { reaches } = faultNamed(fault, 'http://elsewhere');
		return REQUESTS.flatMap(({ row, example, request }): Cell[] => {
			if (reaches && !reaches(request, example)) return [];
			const heads = [row, request.kind, ALL].map((head) => outcomes.get(`${head}, ${fault}`));
			const [once, always = once] = (heads.find(Boolean) ?? '').split('/').map(outcomeNamed);
			return [{ row, example, request, fault, once, always }];
		});
	});
}
