import type { IDataObject } from 'n8n-workflow';
import { CONCURRENCY, keyOf, OLD_BEFORE } from '../works';
import type { Place } from './contender';
import { inPool, upTo } from './pool';

/** Calls a method of the platform and returns its JSON, unchecked. */
export type Call = (method: string, parameters: Record<string, string>) => Promise<IDataObject>;

interface ObjectRow extends IDataObject {
	key: string;
	size: number;
	lastModified: string;
}

async function* pagesOf(call: Call, { bucket, hostGroup }: Place): AsyncGenerator<ObjectRow[]> {
	let continuationToken: unknown;
	do {
		const page = await call('s3.bucket.ListObjects', {
			bucketName: bucket,
			hostGroup,
			maxKeys: '1000',
			...(typeof continuationToken === 'string' && { continuationToken }),
		});
		yield page.objects as ObjectRow[];
		continuationToken = page.nextContinuationToken;
	} while (continuationToken !== undefined);
}

async function* rowsOf(call: Call, place: Place): AsyncGenerator<ObjectRow> {
	for await (const page of pagesOf(call, place)) yield* page;
}

async function* oldOnes(call: Call, place: Place): AsyncGenerator<ObjectRow> {
	const before = Date.parse(OLD_BEFORE);
	for await (const row of rowsOf(call, place)) {
		if (Date.parse(row.lastModified) < before) yield row;
	}
}

const placeOf = ({ bucket, hostGroup }: Place, key: string) => ({
	bucketName: bucket,
	hostGroup,
	key,
});

/** Every object's row. */
export async function list(call: Call, place: Place): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of pagesOf(call, place)) rows.push(...page);
	return rows;
}

/** Deletes the old half while it is listed. */
export async function deleteOld(call: Call, place: Place, size = CONCURRENCY): Promise<number> {
	let deleted = 0;
	await inPool(oldOnes(call, place), size, async ({ key }) => {
		const { result } = await call('s3.bucket.DeleteObject', placeOf(place, key));
		if (result === 0) deleted++;
	});
	return deleted;
}

/** The keys of the old half. */
export async function oldKeys(call: Call, place: Place): Promise<string[]> {
	const keys: string[] = [];
	for await (const { key } of oldOnes(call, place)) keys.push(key);
	return keys;
}

/** Creates a link for each key. */
export async function presign(
	call: Call,
	place: Place,
	size = CONCURRENCY,
): Promise<IDataObject[]> {
	const links: IDataObject[] = [];
	await inPool(upTo(place.count), size, async (index) => {
		const key = keyOf(index);
		const { url } = await call('s3.bucket.GetPresignedURL', placeOf(place, key));
		if (typeof url === 'string') links.push({ key, url });
	});
	return links;
}

/** Counts the objects and adds up their sizes. */
export async function summary(call: Call, place: Place): Promise<IDataObject> {
	let [matched, bytes] = [0, 0];
	for await (const { size } of rowsOf(call, place)) {
		matched++;
		bytes += size;
	}
	return { matched, bytes };
}
