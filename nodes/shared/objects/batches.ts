import { bytesToDelete, DELETE_AT_ONCE } from '../s3/deleteBatch';

/** Objects in batches that one request can delete. @param most the most objects in one */
export async function* inBatches<T extends { key: string }>(
	source: AsyncIterable<T>,
	most: number = DELETE_AT_ONCE.keys,
): AsyncGenerator<T[]> {
	let batch: T[] = [];
	let bytes = 0;
	for await (const object of source) {
		const more = bytesToDelete(object.key);
		if (batch.length === most || bytes + more > DELETE_AT_ONCE.bytes) {
			yield batch;
			[batch, bytes] = [[], 0];
		}
		batch.push(object);
		bytes += more;
	}
	if (batch.length > 0) yield batch;
}

/** Each object by itself. */
export async function* oneByOne<T>(source: AsyncIterable<T>): AsyncGenerator<T[]> {
	for await (const object of source) yield [object];
}
