import type { Task } from '../operation';
import type { Report } from './report';

/** So many times "Max Objects" are tried at most: where all of those fail, others will, too. */
const MOST_TRIED = 10;

/**
 * Works on objects until as many are done as "Max Objects" allows. In place of those that fail, a next round takes
 * others, or a run that is repeated would never get beyond what always fails.
 * @param counts whether there is something to do for an object; what is done already uses up nothing
 */
export async function inRounds<T>(
	{ selection: { max }, signal }: Pick<Task, 'selection' | 'signal'>,
	objects: AsyncGenerator<T>,
	counts: (object: T) => boolean,
	report: Pick<Report, 'countDone'>,
	work: (round: AsyncGenerator<T>) => Promise<void>,
): Promise<void> {
	let tried = 0;
	let isOver = false;
	const room = () => Math.min(max - report.countDone, MOST_TRIED * max - tried);
	async function* round(): AsyncGenerator<T> {
		for (let left = room(); left > 0;) {
			const next = await objects.next();
			isOver = next.done === true;
			if (next.done) return;
			if (counts(next.value)) {
				left--;
				tried++;
			}
			yield next.value;
		}
	}
	try {
		while (!isOver && room() > 0 && !signal?.aborted) await work(round());
	} finally {
		await objects.return(undefined);
	}
}
