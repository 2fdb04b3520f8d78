/** Runs work on the same name one after another: what reads a row and then writes it needs this. */
export class Locks {
	private readonly tails = new Map<string, Promise<unknown>>();

	async run<T>(name: string, work: () => Promise<T>): Promise<T> {
		const before = this.tails.get(name);
		const mine = before ? before.then(work, work) : work();
		this.tails.set(name, mine);
		try {
			return await mine;
		} finally {
			if (this.tails.get(name) === mine) this.tails.delete(name);
		}
	}
}
