/** Lets work begin while what it takes, added up, stays within a limit; the others wait their turn. */
export class MemoryBudget {
	private readonly waiting: Array<{ amount: number; start: () => void }> = [];
	private taken = 0;

	constructor(private readonly limit: number) {}

	/** Runs the work when there is room; what takes more than the limit runs alone. */
	async run<T>(amount: number, work: () => Promise<T>): Promise<T> {
		const share = Math.min(amount, this.limit);
		await new Promise<void>((start) => {
			this.waiting.push({ amount: share, start });
			this.startNext();
		});
		try {
			return await work();
		} finally {
			this.taken -= share;
			this.startNext();
		}
	}

	private startNext(): void {
		while (this.waiting.length > 0 && this.taken + this.waiting[0].amount <= this.limit) {
			const { amount, start } = this.waiting.shift()!;
			this.taken += amount;
			start();
		}
	}
}
