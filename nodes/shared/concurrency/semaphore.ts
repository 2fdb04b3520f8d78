/** Lets through so many at a time; the others wait their turn. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];
	private running = 0;

	/** @param size the most that may run at once */
	constructor(private readonly size: number) {}

	/** Runs the work when there is room. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.running >= this.size) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else this.running++;
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			// The place goes to the next one, so that nobody who comes now can slip in before it.
			if (next) next();
			else this.running--;
		}
	}
}
