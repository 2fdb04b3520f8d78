import { closeFigures, openFigures } from '../figures';

/** The fewest cases of a complete run. */
const LEAST = 10_000;

const number = (value: number) => value.toLocaleString('en');

/** Jest's globalSetup. */
export const start = openFigures;

/** Jest's globalTeardown: prints how many cases were tried, and fails if they are too few. */
export function end({ testPathPatterns }: { testPathPatterns: { isSet: () => boolean } }): void {
	const figures = Object.entries(closeFigures()).sort(([, a], [, b]) => b - a);
	const total = figures.reduce((sum, [, cases]) => sum + cases, 0);
	const each = figures.map(([subject, cases]) => `${subject} ${number(cases)}`).join(', ');
	console.log(`\nRandom input: ${number(total)} cases tried (${each})`);
	if (total < LEAST && !testPathPatterns.isSet()) {
		throw new Error(`Only ${number(total)} cases were tried, and ${number(LEAST)} are the least`);
	}
}
