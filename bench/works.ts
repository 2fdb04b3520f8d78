import type { Filling } from '../sandbox/platform';
import type { ContenderName, WorkName } from './names';

/** How many requests may be in flight, or executions in progress, if that can be chosen. */
export const CONCURRENCY = 10;

/** Delays each answer of the sandbox. */
export const LATENCY_MS = 20;

/** A work. `--scale` changes its sizes. */
export interface Work {
	/** Objects in the bucket. */
	objects: number;
	/** What a run must report: objects found or deleted, links created, executions done. */
	expected: number;
	/** Whether a run consumes its objects, so that each gets a bucket of its own. */
	isDestructive?: boolean;
	/** Who takes part, in addition to those who always do. */
	also?: ContenderName[];
	/** Fewer runs than the others for contenders that take minutes. */
	runs?: Partial<Record<ContenderName, number>>;
}

const ALWAYS: ContenderName[] = [
	'pack',
	'http-request-node',
	'sequential-loop',
	'n8n-transport',
	'keep-alive-limit',
];

export const WORK: Record<WorkName, Work> = {
	'list-10000': { objects: 10_000, expected: 10_000 },
	'delete-5000': {
		objects: 10_000,
		expected: 5_000,
		isDestructive: true,
		also: ['pack-s3-endpoint'],
		runs: { 'sequential-loop': 1 },
	},
	'presign-1000': { objects: 1_000, expected: 1_000 },
	'single-1000': { objects: 1_000, expected: 1_000 },
	'summary-100000': { objects: 100_000, expected: 100_000 },
};

export const takesPart = (contender: ContenderName, { also = [] }: Work): boolean =>
	ALWAYS.includes(contender) || also.includes(contender);

/** A smaller edition of a work, for trying things out. */
export const scaled = (work: Work, scale: number): Work => ({
	...work,
	objects: Math.round(work.objects * scale),
	expected: Math.round(work.expected * scale),
});

/** Objects changed before this are what is deleted: every second one. */
export const OLD_BEFORE = '2026-01-01T00:00:00.000Z';

const OLD = new Date('2025-06-01T12:00:00Z');
const NEW = new Date('2026-06-01T12:00:00Z');
const OBJECT_SIZE = 1000;

export const keyOf = (index: number) =>
	`logs/web-${index % 7}/2026/${String(index).padStart(6, '0')}.log.gz`;

/** What a bucket is filled with. */
export function* objectsOf(count: number): Generator<Filling> {
	for (let index = 0; index < count; index++) {
		yield { key: keyOf(index), size: OBJECT_SIZE, lastModified: index % 2 === 0 ? OLD : NEW };
	}
}
