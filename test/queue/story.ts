import { same } from '../../sandbox/n8n/checks/expect';
import type { CutOff } from './killing';
import type { Round } from './round';
import type { Stage } from './stage';

/** What has happened so far, and what can be seen of it from outside n8n. */
export class Story {
	first!: Round;
	cutOff!: CutOff;
	finishedBy = 'nobody';

	constructor(private readonly stage: Stage) {}

	/** The old objects that are still there. Fails if one is gone that is to stay. */
	async oldLeft(): Promise<string[]> {
		const { bucket } = this.stage;
		const keys = await bucket.keys();
		const there = new Set(keys);
		same(
			bucket.kept.filter((key) => !there.has(key)),
			[],
			'objects that are gone and should not be',
		);
		const kept = new Set(bucket.kept);
		return keys.filter((key) => !kept.has(key));
	}

	/** Fails unless the bucket holds what is to stay and nothing else; gives its keys. */
	async onlyKeptAreLeft(): Promise<string[]> {
		same(await this.oldLeft(), [], 'old objects left');
		return await this.stage.bucket.keys();
	}

	/** The executions of the killed worker that a worker has begun once more, itself included. */
	takenUp(): string[] {
		const begun = this.stage.workers.flatMap((worker) => worker.begun);
		const times = (id: string) => begun.filter((one) => one === id).length;
		return [...this.cutOff.prefixes.keys()].filter((id) => times(id) > 1);
	}

	/** The figures of all of it. */
	figures(): string {
		const { bucket, workers } = this.stage;
		const { worker, deleted, of } = this.cutOff;
		const rows = [
			['objects checked', bucket.size],
			['deleted', bucket.oldBelow()],
			['kept', bucket.kept.length],
			['workers used', workers.filter(({ begun }) => begun.length > 0).length],
			...workers.map(({ name, begun }) => [`executions of ${name}`, begun.length]),
			[`${worker.name}, killed`, `had deleted ${deleted} of ${of}`],
			['brought to the end by', this.finishedBy],
		];
		return rows.map(([name, figure]) => `  ${name}: ${figure}`).join('\n');
	}
}
