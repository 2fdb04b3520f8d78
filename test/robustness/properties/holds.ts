import fc from 'fast-check';
import { count, leaveFigures } from '../figures';

jest.setTimeout(90_000);

/** After this, no further case is tried, nor a smaller one for a failure, so that fast-check reports what it found. */
const interruptAfterTimeLimit = 60_000;

afterAll(leaveFigures);

/** What is expected of a value; answers how many cases it had, if not one. */
export type Property<T> = (value: T) => void | number | Promise<void | number>;

/** Tries a property with random values, different ones in every run; fast-check prints the seed of a failure. */
export async function holds<T>(
	subject: string,
	numRuns: number,
	values: fc.Arbitrary<T>,
	property: Property<T>,
): Promise<void> {
	const counted = fc.asyncProperty(values, async (value) => {
		count(subject, (await property(value)) ?? 1);
	});
	await fc.assert(counted, { numRuns, interruptAfterTimeLimit });
}

/** Batches of values: the items of one execution. A failure shrinks to one item. */
export const batchesOf = <T>(values: fc.Arbitrary<T>, maxLength = 40): fc.Arbitrary<T[]> =>
	fc.array(values, { minLength: 1, maxLength, size: 'max' });
