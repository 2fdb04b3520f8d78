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
	/** Whether the objects of a run are gone or new after it, so that each run gets a bucket of its own. */
	effect?: 'deletes' | 'creates';
	/** Who does it, where not all can. */
	only?: ContenderName[];
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
		effect: 'deletes',
		also: ['pack-platform'],
		runs: { 'sequential-loop': 1 },
	},
	'presign-1000': { objects: 1_000, expected: 1_000, also: ['pack-valid-for'] },
	'upload-200': {
		objects: 0,
		expected: 200,
		effect: 'creates',
		only: ['pack', 'sequential-loop'],
	},
	'single-1000': { objects: 1_000, expected: 1_000 },
	'summary-100000': { objects: 100_000, expected: 100_000, also: ['pack-get-usage'] },
};

export const takesPart = (contender: ContenderName, { only, also = [] }: Work): boolean =>
	(only ?? [...ALWAYS, ...also]).includes(contender);

/** How many objects a bucket holds after a run. */
export const remaining = ({ objects, expected, effect }: Work): number =>
	objects + { deletes: -expected, creates: expected, none: 0 }[effect ?? 'none'];

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

/** What each uploaded object holds. */
export const UPLOAD_BYTES = Buffer.alloc(10_000, 'x');
export const UPLOAD_TYPE = 'text/plain';

export const keyOf = (index: number) =>
	`logs/web-${index % 7}/2026/${String(index).padStart(6, '0')}.log.gz`;

/** What a bucket is filled with. */
export function* objectsOf(count: number): Generator<Filling> {
	for (let index = 0; index < count; index++) {
		yield { key: keyOf(index), size: OBJECT_SIZE, lastModified: index % 2 === 0 ? OLD : NEW };
	}
}
