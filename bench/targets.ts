import type { ContenderName, WorkName } from './names';
import type { Row } from './rows';
import { CONCURRENCY } from './works';

type Find = (work: WorkName, contender: ContenderName) => Row | undefined;

interface Target {
	says: string;
	/** Undefined where what it needs was not measured. */
	value: (find: Find, rows: Row[]) => number | undefined;
	isMet: (value: number) => boolean;
	unit?: string;
}

const timesFaster = (slow?: Row, fast?: Row) => slow && fast && slow.medianMs / fast.medianMs;

/** What the package is compared with. */
const TARGETS: Target[] = [
	{
		says: 'deleting, times as fast as the sequential loop (at least 8)',
		value: (find) =>
			timesFaster(find('delete-5000', 'sequential-loop'), find('delete-5000', 'pack')),
		isMet: (value) => value >= 8,
	},
	{
		says: "deleting, times the time of n8n's transport alone (at most 1.25)",
		value: (find) => timesFaster(find('delete-5000', 'pack'), find('delete-5000', 'n8n-transport')),
		isMet: (value) => value <= 1.25,
	},
	{
		says: 'requests that delete 5,000 through the S3 endpoint (at most 10)',
		value: (find) => find('delete-5000', 'pack-s3-endpoint')?.requestsByMethod.DeleteObjects,
		isMet: (value) => value <= 10,
	},
	{
		says: 'listing 100,000 into a summary, peak memory above an idle process (at most 60)',
		value: (find) => find('summary-100000', 'pack')?.peakMemoryMb,
		isMet: (value) => value <= 60,
		unit: ' MB',
	},
	{
		says: `the pack's requests in flight, at most (${CONCURRENCY} are allowed)`,
		value: (_, rows) => {
			const ours = rows.filter(({ contender }) => contender.startsWith('pack'));
			return ours.length > 0
				? Math.max(...ours.map(({ peakInFlight }) => peakInFlight))
				: undefined;
		},
		isMet: (value) => value <= CONCURRENCY,
	},
];

/** How the package compares with its targets. They are not enforced, because machines differ. */
export function standing(rows: Row[]): string[] {
	const find: Find = (work, contender) =>
		rows.find((row) => row.work === work && row.contender === contender);
	return TARGETS.flatMap(({ says, value, isMet, unit = '' }) => {
		const found = value(find, rows);
		if (found === undefined) return [];
		const number = Number.isInteger(found) ? String(found) : found.toFixed(2);
		return [`${isMet(found) ? 'met   ' : 'missed'}  ${(number + unit).padStart(9)}  ${says}`];
	});
}
