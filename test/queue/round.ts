import { eventually } from '../e2e/eventually';
import type { Worker } from './instances';
import type { Stage } from './stage';
import { TRIGGER } from './workflows';

/** A killed worker is noticed after some 40 seconds, and its executions end half a minute later. */
const ENDED_WITHIN_MS = 240_000;

/** One night's cleanup: the workflow that hands the work out is run once. */
export class Round {
	private constructor(
		private readonly stage: Stage,
		/** What each worker had begun before. */
		private readonly before: Map<Worker, string[]>,
		/** The execution that hands the work out. */
		readonly parent: string,
	) {}

	/** Begins a round. What the sandbox was asked for until now is forgotten. */
	static async begin(stage: Stage): Promise<Round> {
		const before = new Map(stage.workers.map((worker) => [worker, worker.begun]));
		stage.sandbox.requests.length = 0;
		return new Round(stage, before, await stage.n8n.runFrom(stage.workflow.id, TRIGGER));
	}

	/** The executions of this round that a worker has begun. */
	begunBy(worker: Worker): string[] {
		return worker.begun.slice(this.before.get(worker)?.length ?? 0);
	}

	/** How many executions each worker has begun: `worker 1: 5, …`. */
	get spread(): string {
		return this.stage.workers
			.map((worker) => `${worker.name}: ${this.begunBy(worker).length}`)
			.join(', ');
	}

	/** Waits until n8n calls no execution new, running or waiting any more. */
	async ended(): Promise<void> {
		await eventually(
			async () => await unended(this.stage),
			(ids) => ids.length === 0,
			'every execution should end',
			ENDED_WITHIN_MS,
		);
	}
}

/** The executions that, by n8n's database, have not ended. */
export async function unended({ databases }: Stage): Promise<string[]> {
	const rows = await databases.query(
		`select id from execution_entity
			where status in ('new', 'running', 'waiting') or "stoppedAt" is null`,
	);
	return rows.map(([id]) => id);
}

/** What n8n's database says of executions: `error`, `success` and so on, by their ids. */
export async function statuses({ databases }: Stage): Promise<Map<string, string>> {
	const rows = await databases.query('select id, status from execution_entity');
	return new Map(rows.map(([id, status]) => [id, status]));
}
