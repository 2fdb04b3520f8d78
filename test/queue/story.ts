import { holds } from '../../sandbox/n8n/checks/expect';
import type { CutOff } from './killing';
import type { Round } from './round';
import type { Stage } from './stage';

/** Fails if there are any of them, naming some. */
export function none(keys: string[], what: string): void {
	holds(keys.length === 0, `${what}: ${keys.length}, such as ${keys.slice(0, 3).join('; ')}`);
}

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
		const missing = bucket.kept.filter((key) => !there.has(key));
		none(missing, 'objects that are gone and should not be');
		const kept = new Set(bucket.kept);
		return keys.filter((key) => !kept.has(key));
	}

	/** Fails unless the bucket holds what is to stay and nothing else; gives its keys. */
	async onlyKeptAreLeft(): Promise<string[]> {
		none(await this.oldLeft(), 'old objects left');
		return await this.stage.bucket.keys();
	}

	/** The executions of the killed worker that a worker has begun once more, itself included. */
	takenUp(): string[] {
		const begun = this.stage.workers.flatMap((worker) => worker.begun);
		const times = (id: string) => begun.filter((one) => one === id).length;
		return [...this.cutOff.prefixes.keys()].filter((id) => times(id) > 1);
	}

	/** The figures of all of it. */
	async figures(): Promise<string> {
		const { bucket, workers } = this.stage;
		const left = (await bucket.keys()).length;
		const { worker, deleted, of } = this.cutOff;
		const rows = [
			['objects checked', bucket.size],
			['deleted', bucket.size - left],
			['kept', left],
			['workers used', workers.filter(({ begun }) => begun.length > 0).length],
			...workers.map(({ name, begun }) => [`executions of ${name}`, begun.length]),
			[`${worker.name}, killed`, `had deleted ${deleted} of ${of}`],
			['brought to the end by', this.finishedBy],
		];
		return rows.map(([name, figure]) => `  ${name}: ${figure}`).join('\n');
	}
}
