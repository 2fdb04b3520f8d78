import { MARK_BYTES } from './fingerprint';

/** The marks of objects by the ids of their keys. Two keys may have the same hash, so an id may have several marks. */
export class Marks {
	/** The marks of an id as one text: 100,000 lists would take more memory. */
	private readonly byId: Map<string, string>;

	constructor(marks?: Marks) {
		this.byId = new Map(marks?.byId);
	}

	get isEmpty(): boolean {
		return this.byId.size === 0;
	}

	has(id: string): boolean {
		return this.byId.has(id);
	}

	add(id: string, mark: string): void {
		this.byId.set(id, (this.byId.get(id) ?? '') + mark);
	}

	/** Removes the first mark of an id that fits. @returns undefined where none does */
	take(id: string, fits: (mark: string) => boolean = () => true): string | undefined {
		const all = this.byId.get(id) ?? '';
		for (let at = 0; at < all.length; at += MARK_BYTES) {
			const mark = all.slice(at, at + MARK_BYTES);
			if (!fits(mark)) continue;
			const others = all.slice(0, at) + all.slice(at + MARK_BYTES);
			if (others) this.byId.set(id, others);
			else this.byId.delete(id);
			return mark;
		}
		return undefined;
	}

	/** Each mark with its id, in the order of the ids. */
	*sorted(): Generator<[id: string, mark: string]> {
		for (const id of [...this.byId.keys()].sort()) {
			const all = this.byId.get(id)!;
			for (let at = 0; at < all.length; at += MARK_BYTES)
				yield [id, all.slice(at, at + MARK_BYTES)];
		}
	}
}
