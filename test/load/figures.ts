import type { Scene } from './checks';
import { courseOf, type Sample } from './memory';

const number = (value: number) => Math.round(value).toLocaleString('en-US');
const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

const MEASURES: Array<[string, (sample: Sample) => number]> = [
	['live heap', ({ heapUsed }) => heapUsed],
	['outside of it', ({ external }) => external],
	['resident', ({ rss }) => rss],
];

/** What was done, in numbers. */
export function figures({ tally, flight, samples, seconds }: Scene): string {
	const executions = [...tally.done.values()].reduce((sum, one) => sum + one, 0);
	const { peak, peakAllowed, leastRoom } = flight;
	const lines = [
		`executions   ${number(executions)} in ${number(seconds)} s, ${(executions / seconds).toFixed(1)} a second; ${number(tally.failures.length)} failed`,
		...[...tally.done].map(
			([job, count]) =>
				`  ${job.padEnd(46)} ${number(count).padStart(6)}, at most ${flight.peakOfJob.get(job)} requests in flight`,
		),
		`requests     ${number(flight.requests)}`,
		`in flight    at most ${peak.inFlight}, when ${peak.allowed} were allowed; ${leastRoom} or more below what was allowed at each moment; that was ${peakAllowed} at most`,
		...MEASURES.map(([name, measure]) => {
			const { start, end, fitted } = courseOf(samples, measure);
			return `memory       ${name.padEnd(14)} ${mb(start)} → ${mb(end)} (straight line: ${mb(fitted)})`;
		}),
		`             ${samples.length} samples after collecting garbage, the warm-up left out`,
	];
	return `\nFigures\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
