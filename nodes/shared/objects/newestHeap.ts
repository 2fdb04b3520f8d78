import { isBefore } from './keyOrder';
import type { ListedObject } from './listedObject';

/**
 * The newest so many objects of those added, all of which have a time; of two with the same time, the one that S3 lists
 * later counts as newer. A key that comes twice takes one place.
 */
export class Newest<T extends ListedObject> {
	/** A binary heap with the oldest on top, so that adding costs the logarithm of the size. */
	private readonly heap: T[] = [];
	private readonly keys = new Set<string>();

	constructor(private readonly size: number) {}

	/** @returns the object that is no longer among the newest, once there are more */
	add(object: T): T | undefined {
		if (this.keys.has(object.key)) return undefined;
		if (this.heap.length < this.size) {
			this.keys.add(object.key);
			this.heap.push(object);
			this.rise(this.heap.length - 1);
			return undefined;
		}
		const oldest = this.heap[0];
		if (!isOlder(oldest, object)) return object;
		this.keys.delete(oldest.key);
		this.keys.add(object.key);
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

function isOlder(a: ListedObject, b: ListedObject): boolean {
	const [timeA = 0, timeB = 0] = [a.lastModified, b.lastModified];
	return timeA !== timeB ? timeA < timeB : isBefore(a.key, b.key);
}
