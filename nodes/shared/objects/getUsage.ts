import type { IDataObject } from 'n8n-workflow';
import { isoTime } from '../answers/values';
import { placeLast } from '../execution/placeLast';
import type { listedPrefix } from '../fields/bulk';
import type { bucket, hostGroup } from '../fields/common';
import type { groupBy } from '../fields/options';
import type { ResultItem, TaskOf } from '../operation';
import { listAllObjects } from './bucketListing';
import type { ListedObject } from './listedObject';
import { selected } from './selection';

type UsageTask = TaskOf<[typeof hostGroup, typeof bucket, typeof listedPrefix], [typeof groupBy]>;

/** What objects amount to. */
interface Usage {
	objects: number;
	bytes: number;
	/** Epoch milliseconds. */
	oldest: number;
	newest: number;
}

const noUsage = (): Usage => ({ objects: 0, bytes: 0, oldest: Infinity, newest: -Infinity });

function add(usage: Usage, { size = 0, lastModified }: ListedObject): void {
	usage.objects++;
	usage.bytes += size;
	if (lastModified === undefined) return;
	usage.oldest = Math.min(usage.oldest, lastModified);
	usage.newest = Math.max(usage.newest, lastModified);
}

/** Bucket: Get Usage. Holds nothing but the sums, one for each group. */
export async function getUsage(task: UsageTask): Promise<ResultItem[]> {
	const { bucketName, prefix, groupBy } = task.values;
	const isGrouped = groupBy === 'prefix';
	const usages = new Map<string, Usage>(isGrouped ? [] : [[prefix ?? '', noUsage()]]);
	const groupOf = ({ key }: ListedObject) =>
		isGrouped ? folderOf(key, prefix?.length ?? 0) : (prefix ?? '');
	let withoutSize = 0;
	for await (const object of selected(listAllObjects(task, { bucketName, prefix }, true), task)) {
		const group = groupOf(object);
		const usage = usages.get(group) ?? noUsage();
		usages.set(group, usage);
		add(usage, object);
		if (object.size === undefined) withoutSize++;
	}
	if (withoutSize > 0) {
		task.hint(
			`The platform did not return the size of ${withoutSize} objects; they count as 0 bytes.`,
			'warning',
		);
	}
	if (usages.size === 0) task.hint('No object matched.');
	const isNamed = isGrouped || prefix !== undefined;
	return [...usages].map(([group, usage]) => ({
		json: placeLast({ ...(isNamed && { prefix: group }), ...task.named }, factsOf(usage)),
	}));
}

/** A key up to the first slash behind the prefix; the prefix itself where there is none. */
function folderOf(key: string, behind: number): string {
	const slash = key.indexOf('/', behind);
	return key.slice(0, slash < 0 ? behind : slash + 1);
}

const factsOf = ({ objects, bytes, oldest, newest }: Usage): IDataObject => ({
	objects,
	bytes,
	...(oldest <= newest && { oldest: isoTime(oldest), newest: isoTime(newest) }),
});
