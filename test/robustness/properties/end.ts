import { closeFigures } from './figures';

/** So many cases are to be tried at every run. */
const LEAST = 10_000;

const number = (value: number) => value.toLocaleString('en');

/** What of Jest's configuration counts: whether files were named. */
interface Chosen {
	testPathPatterns: { isSet: () => boolean };
}

/** After the tests of bad input: says how many cases were tried, and fails where those are too few. */
export default function end({ testPathPatterns }: Chosen): void {
	const figures = Object.entries(closeFigures()).sort(([, a], [, b]) => b - a);
	const total = figures.reduce((sum, [, cases]) => sum + cases, 0);
	const each = figures.map(([subject, cases]) => `${subject} ${number(cases)}`).join(', ');
	console.log(`\nBad input: ${number(total)} cases tried (${each})`);
	// Whoever names a file wants that file's only.
	if (total < LEAST && !testPathPatterns.isSet()) {
		throw new Error(`Only ${number(total)} cases were tried, and ${number(LEAST)} are the least`);
	}
}
