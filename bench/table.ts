import type { Row } from './rows';

const COLUMNS: Array<{ title: string; text: (row: Row) => string }> = [
	{ title: 'work', text: ({ work }) => work },
	{ title: 'contender', text: ({ contender }) => contender },
	{ title: 'median ms', text: ({ medianMs }) => Math.round(medianMs).toString() },
	{ title: 'min', text: ({ minMs }) => Math.round(minMs).toString() },
	{ title: 'max', text: ({ maxMs }) => Math.round(maxMs).toString() },
	{ title: 'CPU ms', text: ({ cpuMs }) => Math.round(cpuMs).toString() },
	{ title: 'runs', text: ({ runs }) => runs.toString() },
	{ title: 'requests', text: ({ requests }) => requests.toString() },
	{ title: 'peak in flight', text: ({ peakInFlight }) => peakInFlight.toString() },
	{ title: 'peak MB', text: ({ peakMemoryMb }) => peakMemoryMb.toFixed(1) },
];

/** How many columns are names, to the left; the others are numbers, to the right. */
const NAMES = 2;

/** The rows as a table of plain text, each work's together. */
export function tableOf(rows: Row[]): string {
	const texts = rows.map((row) => COLUMNS.map(({ text }) => text(row)));
	const widths = COLUMNS.map(({ title }, at) =>
		Math.max(title.length, ...texts.map((cells) => cells[at].length)),
	);
	const line = (cells: string[]) =>
		cells
			.map((cell, at) => (at < NAMES ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
			.join('  ')
			.trimEnd();
	const body = texts.flatMap((cells, at) => {
		const isNewWork = at > 0 && rows[at].work !== rows[at - 1].work;
		return isNewWork ? ['', line(cells)] : [line(cells)];
	});
	return [
		line(COLUMNS.map(({ title }) => title)),
		line(widths.map((w) => '-'.repeat(w))),
		...body,
	].join('\n');
}
