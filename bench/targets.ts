import type { ContenderName, WorkName } from './names';
import type { Row } from './rows';
import { CONCURRENCY } from './works';

/** A measured value of a row, and the most or the least that it should be. */
interface Target {
	says: string;
	work: WorkName;
	/** Whose value it is; the pack's own, where nothing else is said. */
	of?: ContenderName;
	value: (row: Row) => number;
	/** The ratio to this contender's value counts: how many times less where it is to be at least so much. */
	against?: ContenderName;
	atMost?: number;
	atLeast?: number;
	unit?: string;
}

const time = ({ medianMs }: Row) => medianMs;
const memory = ({ peakMemoryMb }: Row) => peakMemoryMb;

/** A ratio of two medians. */
const compared = (
	says: string,
	work: WorkName,
	against: ContenderName,
	limit: { atMost: number } | { atLeast: number },
	of?: ContenderName,
): Target => ({ says, work, of, against, value: time, ...limit });

const deleting = 'delete-5000';
const [alone, least, loop] = ['n8n-transport', 'keep-alive-limit', 'sequential-loop'] as const;

/** What the package is compared with. */
const TARGETS: Target[] = [
	compared('deleting, times as fast as the sequential loop', deleting, loop, { atLeast: 100 }),
	compared('… as the HTTP Request node', deleting, 'http-request-node', { atLeast: 40 }),
	compared('deleting, times the time of the least that HTTP allows', deleting, least, {
		atMost: 2.5,
	}),
	compared(
		"deleting through the platform, times the time of n8n's transport alone",
		...([deleting, alone, { atMost: 1.25 }, 'pack-platform'] as const),
	),
	compared("listing 10,000, times the time of n8n's transport alone", 'list-10000', alone, {
		atMost: 1.15,
	}),
	compared('100,000 into a summary, the same', 'summary-100000', alone, { atMost: 1.1 }),
	compared(
		'1,000 links with Valid For, times as fast as the sequential loop',
		...(['presign-1000', loop, { atLeast: 40 }, 'pack-valid-for'] as const),
	),
	{
		says: 'requests for 1,000 links with Valid For',
		...{ work: 'presign-1000', of: 'pack-valid-for', atMost: 1 },
		value: ({ requests }) => requests,
	},
	compared('200 uploads, times as fast as one after another', 'upload-200', loop, { atLeast: 6 }),
	{
		says: 'listing 100,000 into a summary, peak memory above an idle process',
		...{ work: 'summary-100000', value: memory, atMost: 60, unit: ' MB' },
	},
	{
		says: 'Get Usage of 100,000, the same',
		...{ work: 'summary-100000', of: 'pack-get-usage', value: memory, atMost: 60, unit: ' MB' },
	},
	...(['delete-5000', 'presign-1000', 'upload-200', 'single-1000'] as const).map(
		(work): Target => ({
			says: `requests in flight in ${work}`,
			...{ work, value: ({ peakInFlight }) => peakInFlight, atMost: CONCURRENCY },
		}),
	),
];

/** How the package compares with its targets. They are not enforced, because machines differ. */
export function standing(rows: Row[]): string[] {
	const find = (work: WorkName, contender: ContenderName) =>
		rows.find((row) => row.work === work && row.contender === contender);
	return TARGETS.flatMap(({ says, work, of = 'pack', value, against, unit = '', ...limits }) => {
		const row = find(work, of);
		const other = against && find(work, against);
		if (!row || (against && !other)) return [];
		const { atMost, atLeast } = limits;
		const [own, theirs] = [value(row), other ? value(other) : 1];
		const found = atLeast === undefined ? own / theirs : theirs / own;
		const isMet = found <= (atMost ?? Infinity) && found >= (atLeast ?? -Infinity);
		const limit = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
		const number = Number.isInteger(found) ? String(found) : found.toFixed(2);
		const state = isMet ? 'met   ' : 'missed';
		return [`${state}  ${(number + unit).padStart(9)}  ${says} (${limit}${unit})`];
	});
}
