import type { IDataObject } from 'n8n-workflow';
import { isRecord, policyOf, read, readAny, readRequired, rowsOf, type Answer } from './answers';
import { NOTHING_TO_DELETE } from './api/client';
import { masked } from './api/redact';
import { placeLast, placesOf } from './execution/placeLast';
import type { listedPrefix } from './fields/bulk';
import type { bucket, hostGroupFilter } from './fields/common';
import type { ValuesOf } from './fields/field';
import type { listFields, listingOptions } from './fields/options';
import { listedObject, type ListedObject } from './objects/listedObject';
import { listObjects, type Entry, type ObjectEntry } from './objects/listing';
import { isGroup } from './objects/pageGuard';
import { WAS_NOT_THERE } from './objects/deletionWay';
import { isFiltered, selected } from './objects/selection';
import type { HostGroupValues, OptionValues, ResultItem, Task } from './operation';
import { omitUndefined } from './answers/omitUndefined';
import { unquoteETag, isoTime, sizeNumber } from './answers/values';

type Listing<Values = object> = Task<ValuesOf<typeof listFields> & Values>;

/** A Get Many of all host groups, or of one. */
export type ListTask<Values = object> = Listing<ValuesOf<[typeof hostGroupFilter]> & Values>;

/** Of rows, those in the host group that is asked for; what does not tell its own is left out. */
export function inHostGroup<T>(
	rows: T[],
	{ values, hint }: ListTask,
	hostGroupOf: (row: T) => unknown,
): T[] {
	const { hostGroup } = values;
	if (hostGroup === undefined) return rows;
	const untold = rows.filter((row) => hostGroupOf(row) === undefined).length;
	if (untold > 0) hint(`Left out: ${untold} whose host group the platform does not tell.`);
	return rows.filter((row) => hostGroupOf(row) === hostGroup);
}

/** As many rows as were asked for. */
export function limited<T>(rows: T[], task: Listing): T[] {
	const { limit = Infinity } = task.values;
	if (rows.length <= limit) return rows;
	hintLimitReached(task);
	return rows.slice(0, limit);
}

/** For one input item n8n's editor says it by itself. */
function hintLimitReached({ context, hint }: Task): void {
	if (context.getInputData().length === 1) return;
	hint('The limit was reached: there may be more. Raise "Limit", or turn on "Return All".');
}

/** For what answers nothing but that it was done: what was named, and that. */
export const toDoneItem =
	(what: 'created' | 'deleted' | 'copied' | 'revoked') =>
	(answer: Answer, { named, hint }: Task): IDataObject[] => {
		if (answer === NOTHING_TO_DELETE) hint(WAS_NOT_THERE);
		return [placeLast(named, { [what]: true })];
	};

export function toBucketItems(answer: Answer, task: ListTask): IDataObject[] {
	const hostGroupOf = (row: IDataObject) => read(row, 'hostGroup');
	const all = inHostGroup(rowsOf(answer, 'buckets', 'bucketName'), task, hostGroupOf);
	const rows = limited(all, task);
	if (!task.values.simplify) return rows.map((row) => masked(row, [read(row, 'bucketName')]));
	return rows.map((row) =>
		omitUndefined({
			bucketName: readRequired(row, 'bucketName'),
			createdAt: isoTime(read(row, 'createdAt')),
			size: bucketSize(row),
			hostGroup: hostGroupOf(row),
		}),
	);
}

/** The object storage tells a bucket's size beside what it was before. */
function bucketSize(row: IDataObject): number | undefined {
	const size = readAny(row, 'size');
	return sizeNumber(isRecord(size) ? read(size, 'currentSize') : size);
}

type ObjectsTask = Listing<
	HostGroupValues &
		ValuesOf<[typeof bucket, typeof listedPrefix]> &
		OptionValues<typeof listingOptions>
>;

/** The objects of a bucket, page by page, until there are as many as were asked for. */
export async function objects(task: ObjectsTask): Promise<ResultItem[]> {
	const { values, named, selection } = task;
	const { hostGroup, bucketName, prefix, delimiter, continuationToken } = values;
	const { limit = Infinity, simplify } = values;
	const isChosen = isFiltered(selection);
	// How many are listed for a few that the filters choose, nobody knows.
	const maxKeys = Math.min(values.maxKeys ?? PAGE_SIZE, isChosen ? PAGE_SIZE : limit);
	const batches = listObjects(
		async (page) =>
			await task.call('s3.bucket.ListObjects', {
				...{ hostGroup, bucketName, delimiter, ...page, maxKeys },
			}),
		{
			prefix,
			continuationToken,
			isGrouped: delimiter !== undefined,
			isPrefetched: limit === Infinity,
		},
	);
	const place = placesOf(named);
	const itemOf = (entry: Entry): IDataObject => {
		if (isGroup(entry)) return placeLast({ key: entry.commonPrefix, ...named }, { isPrefix: true });
		return simplify ? objectFields(entry, place) : masked(entry.row, [entry.key]);
	};
	const items: IDataObject[] = [];
	for await (const batch of isChosen ? chosenIn(batches, task) : batches) {
		for (const entry of batch.slice(0, limit - items.length)) items.push(itemOf(entry));
		if (items.length >= limit) break;
	}
	addListingHints(items, limit, task);
	return items.map((json) => ({ json }));
}

/** The objects that the filters choose. A group has no size and no age: no filter chooses it. */
async function* chosenIn(
	batches: AsyncIterable<Entry[]>,
	task: ObjectsTask,
): AsyncGenerator<Entry[]> {
	let groups = 0;
	async function* listed(): AsyncGenerator<ListedObject & { entry: Entry }> {
		for await (const batch of batches) {
			for (const entry of batch) {
				if (isGroup(entry)) groups++;
				else yield { ...listedObject(entry), entry };
			}
		}
	}
	for await (const { entry } of selected(listed(), task)) yield [entry];
	if (groups > 0) {
		task.hint(
			`Filters choose objects, so ${groups} ${groups === 1 ? 'group' : 'groups'} of keys were left out.`,
		);
	}
}

/** What explains a listing that looks wrong at first sight. */
function addListingHints(items: IDataObject[], limit: number, task: ObjectsTask): void {
	const { values, hint, selection } = task;
	const { prefix, delimiter, bucketName } = values;
	if (items.length === 0 && prefix !== undefined && !isFiltered(selection)) {
		hint(`No object in "${bucketName}" has a key that begins with "${prefix}".`);
	}
	if (items.length >= limit) hintLimitReached(task);
	const groups = items.filter((item) => delimiter !== undefined && item.isPrefix === true).length;
	if (groups > 0) {
		const are = groups === 1 ? '1 item is a group' : `${groups} items are groups`;
		hint(`${are} of keys: isPrefix is true, and the key is what their keys start with.`);
	}
}

/** The most that S3 puts on a page (Amazon S3 API Reference, ListObjectsV2). */
const PAGE_SIZE = 1000;

const objectFields = ({ row, key }: ObjectEntry, place: IDataObject): IDataObject =>
	omitUndefined({
		key,
		size: sizeNumber(read(row, 'size')),
		lastModified: isoTime(read(row, 'lastModified')),
		storageClass: read(row, 'storageClass'),
		eTag: unquoteETag(read(row, 'eTag')),
		...place,
	});

export const toPolicyItem = (answer: Answer, { named }: Task): IDataObject[] => [
	placeLast(named, omitUndefined({ policy: policyOf(answer) })),
];
