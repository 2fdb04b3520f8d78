import type { IDataObject } from 'n8n-workflow';
import {
	accountsOf,
	enabledOf,
	isRecord,
	policyOf,
	read,
	readAny,
	readRequired,
	rowsOf,
	secretOf,
	type AccountRow,
	type Answer,
} from './answers';
import type { bucket } from './fields/common';
import type { ValuesOf } from './fields/field';
import type { includeSecretKeys, listFields, listingOptions } from './fields/options';
import { listObjects, type Entry } from './objects/listing';
import type { HostGroupValues, OptionValues, ResultItem, Task } from './operation';
import { omitUndefined } from './answers/omitUndefined';
import { unquoteETag, isoTime, sizeNumber } from './answers/values';
import { MASK, masked } from './api/redact';

/** A Get Many. */
type ListTask<Values = object> = Task<ValuesOf<typeof listFields> & Values>;

function limited<T>(rows: T[], task: ListTask): T[] {
	const { limit = Infinity } = task.values;
	if (rows.length <= limit) return rows;
	hintLimitReached(task);
	return rows.slice(0, limit);
}

/** For one input item n8n's editor says it by itself. */
function hintLimitReached({ context, hint }: Task): void {
	if (context.getInputData().length === 1) return;
	hint('The limit was reached: there may be more. Raise "Limit", or switch on "Return All".');
}

/** For what answers nothing but that it was done: what was named, and that. */
export const toDoneItem =
	(what: 'created' | 'deleted' | 'copied' | 'set' | 'revoked') =>
	(_answer: Answer, { named }: Task): IDataObject[] => [{ ...named, [what]: true }];

/** Several rows of one account (one for each key pair) as one account. */
function merged(accounts: AccountRow[]): AccountRow[] {
	const byName = new Map<string, AccountRow>();
	for (const account of accounts) {
		const id = JSON.stringify([account.hostGroup, account.accountName]);
		const known = byName.get(id);
		if (known) known.keys.push(...account.keys);
		else byName.set(id, { ...account, keys: [...account.keys] });
	}
	return [...byName.values()];
}

export function toAccountItems(answer: Answer, task: ListTask): IDataObject[] {
	const all = accountsOf(answer);
	if (!task.values.simplify) return limited(all, task).map(({ row }) => masked(row));
	return limited(merged(all), task).map(({ hostGroup, accountName, endpoint, keys }) =>
		omitUndefined({ hostGroup, accountName, endpoint, keyCount: keys.length }),
	);
}

type AccessKeysTask = ListTask<OptionValues<[typeof includeSecretKeys]>>;

export function toAccessKeyItems(answer: Answer, task: AccessKeysTask): IDataObject[] {
	const { simplify, includeSecretKeys = false } = task.values;
	const pairs = accountsOf(answer).flatMap(({ hostGroup, accountName, keys }) =>
		keys.map((pair) => ({ hostGroup, accountName, pair })),
	);
	const shown = limited(pairs, task);
	if (includeSecretKeys && shown.some(({ pair }) => secretOf(pair) === undefined)) {
		task.hint(SECRETS_HIDDEN, 'warning');
	}
	return shown.map(({ hostGroup, accountName, pair }) => {
		if (!simplify) return includeSecretKeys ? pair : masked(pair);
		const secretKey = secretOf(pair);
		return omitUndefined({
			...{ hostGroup, accountName, accessKey: readRequired(pair, 'accessKey') },
			secretKey: secretKey !== undefined && !includeSecretKeys ? MASK : secretKey,
			...{ enabled: enabledOf(pair), createdAt: createdAt(pair) },
		});
	});
}

const SECRETS_HIDDEN =
	'The platform does not tell the secret key of every pair: where "secretKey" is missing or masked, it is hidden there. A hidden secret key cannot be read again; generate a new pair if it is lost.';

const createdAt = (row: IDataObject) => isoTime(read(row, 'createdAt'));

export function toBucketItems(answer: Answer, task: ListTask): IDataObject[] {
	const rows = limited(rowsOf(answer, 'buckets', 'bucketName'), task);
	if (!task.values.simplify) return rows;
	return rows.map((row) =>
		omitUndefined({
			hostGroup: read(row, 'hostGroup'),
			bucketName: readRequired(row, 'bucketName'),
			createdAt: createdAt(row),
			size: bucketSize(row),
		}),
	);
}

/** The object storage tells a bucket's size beside what it was before. */
function bucketSize(row: IDataObject): number | undefined {
	const size = readAny(row, 'size');
	return sizeNumber(isRecord(size) ? read(size, 'currentSize') : size);
}

type ObjectsTask = ListTask<
	HostGroupValues & ValuesOf<[typeof bucket]> & OptionValues<typeof listingOptions>
>;

/** The objects of a bucket, page by page, until there are as many as were asked for. */
export async function objects(task: ObjectsTask): Promise<ResultItem[]> {
	const { values, named } = task;
	const { hostGroup, bucketName, prefix, delimiter, continuationToken } = values;
	const { limit = Infinity, simplify } = values;
	const maxKeys = Math.min(values.maxKeys ?? PAGE_SIZE, limit);
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
	const itemOf = (entry: Entry): IDataObject => {
		if ('commonPrefix' in entry) return { ...named, prefix: entry.commonPrefix };
		return simplify ? { ...named, ...objectFields(entry.row) } : entry.row;
	};
	const items: IDataObject[] = [];
	for await (const batch of batches) {
		for (const entry of batch.slice(0, limit - items.length)) items.push(itemOf(entry));
		if (items.length >= limit) break;
	}
	addListingHints(items, limit, task);
	return items.map((json) => ({ json }));
}

/** What explains a listing that looks wrong at first sight. */
function addListingHints(items: IDataObject[], limit: number, task: ObjectsTask): void {
	const { values, hint } = task;
	const { prefix, delimiter, bucketName } = values;
	if (items.length === 0 && prefix !== undefined) {
		hint(`No object in "${bucketName}" has a key that begins with "${prefix}".`);
	}
	if (items.length >= limit) hintLimitReached(task);
	const groups = items.filter((item) => delimiter !== undefined && 'prefix' in item).length;
	if (groups > 0) {
		hint(
			`The delimiter "${delimiter}" grouped keys: ${groups} of the items stand for a group, with "prefix" in place of "key".`,
		);
	}
}

/** The most that S3 puts on a page (Amazon S3 API Reference, ListObjectsV2). */
const PAGE_SIZE = 1000;

const objectFields = (row: IDataObject): IDataObject =>
	omitUndefined({
		key: readRequired(row, 'objectKey'),
		size: sizeNumber(read(row, 'size')),
		lastModified: isoTime(read(row, 'lastModified')),
		eTag: unquoteETag(read(row, 'eTag')),
		storageClass: read(row, 'storageClass'),
	});

export const toPolicyItem = (answer: Answer, { named }: Task): IDataObject[] => [
	omitUndefined({ ...named, policy: policyOf(answer) }),
];
