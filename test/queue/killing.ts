import { eventually } from '../e2e/eventually';
import type { Worker } from './instances';
import type { Round } from './round';
import type { Stage } from './stage';

const WITHIN_MS = 120_000;
/** "In the middle": of its old objects so much is deleted. */
const LEAST = 0.2;
const MOST = 0.7;

/** A worker at work on the cleanup of prefixes. */
interface AtWork {
	worker: Worker;
	/** Its executions that have not ended, and the prefix that each cleans up. */
	prefixes: Map<string, string>;
	/** How many old objects below those prefixes are deleted, of how many. */
	deleted: number;
	of: number;
}

/** What a worker was at when it was killed. */
export type CutOff = AtWork;

/** Knows which prefix an execution cleans up: n8n keeps what it was called with. */
class Prefixes {
	private readonly known = new Map<string, string | undefined>();

	constructor(private readonly stage: Stage) {}

	async of(id: string): Promise<string | undefined> {
		if (!this.known.has(id)) {
			const { data = '[]' } = await this.stage.n8n.execution(id);
			// n8n keeps an execution as a list of all its values.
			const values = JSON.parse(data) as unknown[];
			this.known.set(
				id,
				this.stage.bucket.prefixes.find((prefix) => values.includes(prefix)),
			);
		}
		return this.known.get(id);
	}
}

async function lookAt(worker: Worker, stage: Stage, round: Round, known: Prefixes) {
	const { finished } = worker;
	const ids = round.begunBy(worker).filter((id) => !finished.includes(id));
	const found = await Promise.all(ids.map(async (id) => [id, await known.of(id)] as const));
	const prefixes = new Map(found.flatMap(([id, prefix]) => (prefix ? [[id, prefix]] : [])));
	const deleted = stage.bucket.deletedBelow([...prefixes.values()]);
	return { worker, prefixes, deleted, of: stage.bucket.oldBelow(prefixes.values()) };
}

const isInTheMiddle = ({ deleted, of }: AtWork) => deleted > LEAST * of && deleted < MOST * of;

/**
 * Waits until a worker is in the middle of its deletions, and kills it. Not the one that hands the work
 * out, so that somebody is left who hears of it.
 */
export async function killInTheMiddle(stage: Stage, round: Round): Promise<CutOff> {
	const known = new Prefixes(stage);
	const look = async () => {
		const others = stage.workers.filter((one) => !round.begunBy(one).includes(round.parent));
		if (others.length === stage.workers.length) return undefined;
		const atWork = await Promise.all(
			others.map(async (worker) => await lookAt(worker, stage, round, known)),
		);
		const chosen = atWork.find(isInTheMiddle);
		await chosen?.worker.kill();
		return chosen;
	};
	const isFound = (chosen: CutOff | undefined) => chosen !== undefined;
	const what = 'a worker should come to the middle of its deletions';
	return (await eventually(look, isFound, what, WITHIN_MS)) as CutOff;
}
