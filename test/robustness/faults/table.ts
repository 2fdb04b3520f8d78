import { allFaults } from './faults';
import { type FaultRow } from './faultRow';
import { OPERATIONS, nameOf, whereOf, type OperationCase, type Request } from './operations';

const OUTCOMES = [
	...(['done', 'repeats', 'repeats?', 'fails', 'fails?'] as const),
	...(['unread', 'taken', 'breaks', '-'] as const),
];

/** What becomes of an operation; outcomes.ts says what each word means. */
export type Outcome = (typeof OUTCOMES)[number];

/** One cell of a table: what becomes of an operation when a fault hits one of its requests. */
export interface Cell {
	/** As the row is headed. */
	row: string;
	operation: OperationCase;
	request: Request;
	fault: string;
	/** Hit once, and hit always. */
	once: Outcome;
	always: Outcome;
}

/** An operation's request as it heads a row: with the request behind an @ where it is one of several. */
export function rowName(operation: OperationCase, { method }: Request): string {
	const name = nameOf(operation);
	return operation.requests.length === 1 ? name : `${name} @ ${method.split('.').pop()}`;
}

const REQUESTS = new Map(
	OPERATIONS.flatMap((operation) =>
		operation.requests.map((request) => [rowName(operation, request), { operation, request }]),
	),
);

function outcomeNamed(name: string): Outcome {
	const found = OUTCOMES.find((one) => one === name);
	if (!found) throw new Error(`There is no outcome "${name}"`);
	return found;
}

const split = (line: string) => line.split('|').map((text) => text.trim());

const ALL = 'all that it can reach';

const reachedBy = (fault: string): string[] => {
	const row = allFaults('http://elsewhere').find(({ name }) => name === fault);
	if (!row) throw new Error(`There is no fault "${fault}"`);
	return reached(row);
};

/** The rows that a fault can have a cell in. */
export const reached = ({ reaches }: FaultRow): string[] =>
	[...REQUESTS]
		.filter(([, { operation, request }]) => reaches?.(request, operation) ?? true)
		.map(([row]) => row);

/**
 * Reads a table of outcomes. A row may stand for all that a fault can reach.
 * @throws where it names something that there is not
 */
export function cellsOf(table: string): Cell[] {
	const [[, ...names], ...rows] = table.trim().split('\n').map(split);
	return rows.flatMap(([head, ...outcomes]) => {
		if (outcomes.length !== names.length)
			throw new Error(`"${head}" has too few or too many cells`);
		return names.flatMap((fault, at) => {
			const [once, always = once] = outcomes[at].split('/').map(outcomeNamed);
			return (head === ALL ? reachedBy(fault) : [head]).map((row): Cell => {
				const found = REQUESTS.get(row);
				if (!found) throw new Error(`There is no request "${row}"`);
				return { row, ...found, fault, once, always };
			});
		});
	});
}

/** Why a fault cannot hit a request; undefined where it can. */
export function whyNot({ operation, request, fault }: Cell): string | undefined {
	if (fault === 'page token repeats' && request.method !== 's3.bucket.ListObjects') {
		return 'It does not ask for a page.';
	}
	if (fault === 'longer than Timeout' && request.method === 'GetObject') {
		return 'A download that trickles counts as silent: test/operations/objectDownload.resume.test.ts.';
	}
	const first = operation.requests.find((one) => whereOf(one) === whereOf(request));
	if (fault === 'expired certificate' && first !== request) {
		return 'A request before it meets the certificate, and no other is sent.';
	}
	return undefined;
}
