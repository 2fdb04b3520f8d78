import { isBefore } from './keyOrder';
import type { ListedObject } from './listedObject';

/** The newest so many objects of those added; of two with the same time, the one listed later counts as newer. */
export class Newest<T extends ListedObject> {
	/** A binary heap with the oldest on top, so that adding costs the logarithm of the size. */
	private readonly heap: T[] = [];

	constructor(private readonly size: number) {}

	/** @returns the object that is no longer among the newest, once there are more */
	add(object: T): T | undefined {
		if (this.heap.length < this.size) {
			this.heap.push(object);
			this.rise(this.heap.length - 1);
			return undefined;
		}
		const oldest = this.heap[0];
		if (!isOlder(oldest, object)) return object;
		this.heap[0] = object;
		this.sink(0);
		return oldest;
	}

	private rise(index: number): void {
		for (let child = index; child > 0;) {
			const parent = (child - 1) >> 1;
			if (!isOlder(this.heap[child], this.heap[parent])) return;
			this.swap(child, parent);
			child = parent;
		}
	}

	private sink(index: number): void {
		for (let parent = index; ;) {
			const children = [2 * parent + 1, 2 * parent + 2].filter((at) => at < this.heap.length);
			const oldest = children.reduce(
				(best, at) => (isOlder(this.heap[at], this.heap[best]) ? at : best),
				parent,
			);
			if (oldest === parent) return;
			this.swap(parent, oldest);
			parent = oldest;
		}
	}

	private swap(a: number, b: number): void {
		[this.heap[a], this.heap[b]] = [this.heap[b], this.heap[a]];
	}
}

/** An object without a time counts as the newest: what is not known to be old is kept. */
function isOlder(a: ListedObject, b: ListedObject): boolean {
	const [timeA, timeB] = [a.lastModified ?? Infinity, b.lastModified ?? Infinity];
	return timeA !== timeB ? timeA < timeB : isBefore(a.key, b.key);
}
