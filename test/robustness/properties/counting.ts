import fc from 'fast-check';
import { leaveFigures, type Figures, type Subject } from './figures';

/** What a test with properties may take. */
export const TEST_MS = 90_000;

/** After so long no further case is tried, nor a smaller one for a failure: fast-check is to say what it found. */
const LONGEST_MS = 60_000;

const figures: Figures = {};

afterAll(() => leaveFigures(figures));

/** Counts cases that were tried. */
export function count(subject: Subject, cases = 1): void {
	figures[subject] = (figures[subject] ?? 0) + cases;
}

/**
 * Tries a property with random values, others at every run; fast-check prints the seed of a failure.
 * @param casesIn how many cases a value holds: one, or those of a batch
 */
export async function holds<T>(
	subject: Subject,
	numRuns: number,
	values: fc.Arbitrary<T>,
	property: (value: T) => void | Promise<void>,
	casesIn: (value: T) => number = () => 1,
): Promise<void> {
	const counted = fc.asyncProperty(values, async (value) => {
		await property(value);
		count(subject, casesIn(value));
	});
	await fc.assert(counted, { numRuns, interruptAfterTimeLimit: LONGEST_MS });
}

/** Batches of values: the items of one execution. A failure shrinks to one item. */
export const batchesOf = <T>(values: fc.Arbitrary<T>, maxLength = 40): fc.Arbitrary<T[]> =>
	fc.array(values, { minLength: 1, maxLength, size: 'max' });

/** How many cases a batch holds. */
export const inBatch = ({ length }: { length: number }): number => length;
