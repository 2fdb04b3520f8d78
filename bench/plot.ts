import type { TopLevelSpec } from 'vega-lite';
import { described } from './machine';
import { CONTENDERS, type WorkName } from './names';
import type { Results } from './results';
import type { Row } from './rows';

/** What each part of the picture is called; `value` is what its bars show. */
interface Panel {
	title: string;
	work: WorkName;
	value: (row: Row) => number;
	label: (value: number) => string;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`;
const time = { value: ({ medianMs }: Row) => medianMs, label: seconds };

const PANELS: Panel[] = [
	{ title: 'List 10,000 objects', work: 'list-10000', ...time },
	{ title: 'Delete 5,000 of 10,000 objects', work: 'delete-5000', ...time },
	{ title: 'Make 1,000 presigned links', work: 'presign-1000', ...time },
	{ title: 'Upload 200 files of 10 kB', work: 'upload-200', ...time },
	{ title: '1,000 executions of one item', work: 'single-1000', ...time },
	{ title: 'List 100,000 objects into a summary', work: 'summary-100000', ...time },
	{
		title: 'The same: peak memory above the idle process',
		work: 'summary-100000',
		value: ({ peakMemoryMb }) => peakMemoryMb,
		label: (value) => `${value.toFixed(0)} MB`,
	},
];

const OURS = '#2b6cb0';
const THEIRS = '#a0aec0';
const INK = '#2d3748';

/** One panel: a bar for each contender, with its number behind it. */
function panelOf({ title, work, value, label }: Panel, rows: Row[]) {
	const values = rows
		.filter((row) => row.work === work)
		.map((row) => ({
			contender: row.contender,
			value: value(row),
			label: label(value(row)),
			isOurs: row.contender.startsWith('pack'),
		}));
	const longest = Math.max(...values.map((bar) => bar.value));
	return {
		title: { text: title, anchor: 'start' as const, fontSize: 13, color: INK },
		width: 420,
		height: { step: 20 },
		data: { values },
		encoding: {
			y: { field: 'contender', type: 'nominal' as const, sort: [...CONTENDERS], title: null },
			x: {
				field: 'value',
				type: 'quantitative' as const,
				axis: null,
				scale: { domain: [0, longest * 1.15] },
			},
		},
		layer: [
			{
				mark: { type: 'bar' as const, cornerRadiusEnd: 2 },
				encoding: {
					color: {
						condition: { test: 'datum.isOurs', value: OURS },
						value: THEIRS,
					},
				},
			},
			{
				mark: { type: 'text' as const, align: 'left' as const, dx: 5, color: INK },
				encoding: { text: { field: 'label', type: 'nominal' as const } },
			},
		],
	};
}

/** The measurement as a picture (SVG): a panel for each work, the package's bars in color. */
export async function plotOf({ rows, machine, settings }: Results): Promise<string> {
	const panels = PANELS.filter(({ work }) => rows.some((row) => row.work === work));
	const specification: TopLevelSpec = {
		background: 'white',
		padding: 12,
		title: {
			text: 'Medians, the shorter the better',
			subtitle: [
				`${settings.latencyMs} ms of latency, ${settings.concurrency} requests in flight where that can be chosen`,
				described(machine),
			],
			anchor: 'start',
			color: INK,
			subtitleColor: INK,
			offset: 12,
		},
		vconcat: panels.map((panel) => panelOf(panel, rows)),
		spacing: 16,
		config: {
			font: 'Helvetica, Arial, sans-serif',
			axis: { labelColor: INK, labelFontSize: 12, domain: false, ticks: false },
			view: { stroke: null },
		},
	};
	// Vega is made of ES modules, which a CommonJS file cannot import at its top.
	const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
	const { spec } = compile(specification);
	return await new View(parse(spec), { renderer: 'none' }).toSVG();
}
