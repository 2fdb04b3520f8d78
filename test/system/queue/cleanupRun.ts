import { poll } from '../../../sandbox/n8n/poll';
import type { Execution, N8nRest, StoredWorkflow } from '../../../sandbox/n8n/rest';
import type { Sandbox } from '../../../sandbox/platform';
import type { LogBucket } from './logBucket';
import type { Worker } from './workers';
import { TRIGGER } from './workflows';

const KILLED_WITHIN_MS = 120_000;
/** A lost worker is noticed after some 40 seconds, and its executions end half a minute later. */
const ENDED_WITHIN_MS = 240_000;
/** Midway: this share of its old objects is deleted. */
const [LEAST, MOST] = [0.2, 0.7];

export interface Queue {
	n8n: N8nRest;
	workers: Worker[];
	sandbox: Sandbox;
	bucket: LogBucket;
	/** Distributes the work. */
	workflow: StoredWorkflow;
}

/** What a worker was doing when it was killed. */
export interface KilledWorker {
	worker: Worker;
	/** Its executions that had not finished, and the prefix that each cleans up. */
	prefixes: Map<string, string>;
	/** How many old objects below those prefixes were deleted, of how many. */
	deleted: number;
	of: number;
}

/** One night's cleanup: the workflow that distributes the work is run once. */
export class CleanupRun {
	private readonly prefixes = new Map<string, string | undefined>();

	private constructor(
		private readonly queue: Queue,
		/** What each worker had started before. */
		private readonly before: Map<Worker, number>,
		/** The execution that distributes the work. */
		readonly parent: string,
	) {}

	/** Starts a run. The sandbox forgets its requests until now. */
	static async start(queue: Queue): Promise<CleanupRun> {
		const before = new Map(queue.workers.map((worker) => [worker, worker.started.length]));
		queue.sandbox.requests.length = 0;
		return new CleanupRun(queue, before, await queue.n8n.runFrom(queue.workflow.id, TRIGGER));
	}

	startedBy(worker: Worker): string[] {
		return worker.started.slice(this.before.get(worker));
	}

	/** `worker 1: 5, …`. */
	get executionsByWorker(): string {
		const { workers } = this.queue;
		return workers.map((one) => `${one.name}: ${this.startedBy(one).length}`).join(', ');
	}

	/** Waits until no execution is new, running or waiting. */
	async ended(): Promise<void> {
		const isOver = async () => (await unended(this.queue)).length === 0;
		await poll(isOver, 'Every execution should end', ENDED_WITHIN_MS);
	}

	/**
	 * Waits until a worker is in the middle of its deletions, and kills it. Not the one that distributes the work,
	 * so that the failure is reported.
	 */
	async killWorkerMidway(): Promise<KilledWorker> {
		const look = async () => {
			const { workers } = this.queue;
			const others = workers.filter((one) => !this.startedBy(one).includes(this.parent));
			if (others.length === workers.length) return undefined;
			const found = await Promise.all(others.map(async (one) => await this.progressOf(one)));
			const chosen = found.find(({ deleted, of }) => deleted > LEAST * of && deleted < MOST * of);
			await chosen?.worker.kill();
			return chosen;
		};
		return (await poll(look, 'A worker should be deleting', KILLED_WITHIN_MS)) as KilledWorker;
	}

	private async progressOf(worker: Worker): Promise<KilledWorker> {
		const { finished } = worker;
		const prefixes = new Map<string, string>();
		for (const id of this.startedBy(worker).filter((one) => !finished.includes(one))) {
			const prefix = await this.prefixOf(id);
			if (prefix) prefixes.set(id, prefix);
		}
		const { bucket } = this.queue;
		const below = [...prefixes.values()];
		return { worker, prefixes, deleted: bucket.deletedBelow(below), of: bucket.oldBelow(below) };
	}

	/** Which prefix an execution cleans up: it is among the values that n8n keeps of the call. */
	private async prefixOf(id: string): Promise<string | undefined> {
		if (!this.prefixes.has(id)) {
			const { data = '[]' } = await this.queue.n8n.execution(id);
			const values = JSON.parse(data) as unknown[];
			this.prefixes.set(
				id,
				this.queue.bucket.prefixes.find((one) => values.includes(one)),
			);
		}
		return this.prefixes.get(id);
	}
}

/** The ids of the executions that have not ended. */
export async function unended({ n8n }: Queue): Promise<string[]> {
	const all = await n8n.executions();
	const isEnded = ({ status, stoppedAt }: Execution) =>
		stoppedAt && !['new', 'running', 'waiting'].includes(status);
	return all.filter((one) => !isEnded(one)).map(({ id }) => id);
}
