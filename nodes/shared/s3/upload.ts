import { BINARY_ENCODING, type IBinaryData } from 'n8n-workflow';
import { unquoteETag } from '../answers/values';
import { CallFailed } from '../api/failures';
import { placeLast } from '../execution/placeLast';
import type { bucket, hostGroup, inputBinaryField, newKey } from '../fields/common';
import type { contentType } from '../fields/options';
import type {
	cacheControl,
	content,
	contentDisposition,
	ifExists,
	metadata,
	text,
} from '../fields/storage';
import type { CheckedTask, ResultItem, TaskOf } from '../operation';
import { ANY_TYPE, isSendable } from '../parse/headers';
import { MemoryBudget } from './memoryBudget';
import { inputFile, partsOf } from './inputFile';
import { keyFitsUrl } from './validate';
import { PARTS_AT_ONCE, putParts, type UploadResult } from './multipartUpload';
import type { Target } from './uploadTarget';
import { openEndpoint } from './endpoint';
import { headObject } from './headObject';

const MIB = 2 ** 20;

/** S3 takes parts of 5 MiB or more, and at most 10,000 of them (Amazon S3 User Guide, "Multipart upload limits"). */
const PART_BYTES = 8 * MIB;
const MOST_PARTS = 10_000;

/** What the files of all items of a run may take in memory while they are sent. */
const MOST_BYTES = 256 * MIB;

type UploadTask = TaskOf<
	[
		...[typeof hostGroup, typeof bucket, typeof newKey],
		...[typeof content, typeof inputBinaryField, typeof text],
	],
	[
		...[typeof cacheControl, typeof contentDisposition, typeof contentType],
		...[typeof ifExists, typeof metadata],
	]
>;

/** Refuses a key that no URL can have, and an item without the file. */
export function checkUpload(task: CheckedTask<UploadTask['values']>): void {
	keyFitsUrl(task);
	if (task.values.content !== 'text') inputFile(task);
}

/** Object: Upload. Puts a file or a text into an object: in one request, or in parts above 8 MiB. */
export async function upload(task: UploadTask): Promise<ResultItem[]> {
	const { named, values } = task;
	const { bucketName, key, ifExists = 'replace' } = values;
	const file = values.content === 'text' ? textFile(values.text) : inputFile(task);
	const headers = headersOf(task, file);
	const { isSkipped, size, eTag } = await inTurn(task, async () => {
		const storage = await openEndpoint(task, bucketName);
		const existing =
			ifExists === 'replace' ? undefined : await headObject(storage, bucketName, key);
		if (existing && ifExists === 'fail') throw existsAlready(bucketName, key);
		if (existing) return { ...existing, isSkipped: true };
		return { ...(await put(task, { storage, bucketName, key, headers }, file)), isSkipped: false };
	});
	const tag = unquoteETag(eTag);
	const state = { size, ...(tag && { eTag: tag }), uploaded: !isSkipped };
	return [{ json: placeLast(named, { ...state, ...(isSkipped && { skipped: true }) }) }];
}

const existsAlready = (bucketName: string, key: string) =>
	new CallFailed({
		message: `The object "${key}" exists already in the bucket "${bucketName}"`,
		advice:
			'It was kept. Choose another key, or choose Replace or Skip as "If the Object Exists" under Options.',
	});

/** A text, as n8n holds a file in memory. */
const textFile = (text = ''): IBinaryData => ({
	data: Buffer.from(text).toString(BINARY_ENCODING),
	mimeType: 'text/plain; charset=utf-8',
});

/** What is stored with the object. */
function headersOf({ values }: UploadTask, { mimeType }: IBinaryData): Record<string, string> {
	const { cacheControl, contentDisposition, metadata = {} } = values;
	return {
		'content-type': asHeader(values.contentType ?? mimeType),
		...(cacheControl && { 'cache-control': cacheControl }),
		...(contentDisposition && { 'content-disposition': contentDisposition }),
		...Object.fromEntries(
			Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
		),
	};
}

/** Sends a file when the files that are being sent leave room for it in memory. */
async function put(task: UploadTask, target: Target, file: IBinaryData): Promise<UploadResult> {
	// n8n's own number, but a node may give a file any.
	const size = Number(file.bytes) > 0 ? Number(file.bytes) : Infinity;
	const partBytes = Math.max(
		PART_BYTES,
		Number.isFinite(size) ? Math.ceil(size / (MOST_PARTS - 1)) : 0,
	);
	// Beside the parts that are sent, one that is being read.
	const needed = file.id
		? Math.min(size, (PARTS_AT_ONCE + 1) * partBytes)
		: (file.data.length * 3) / 4;
	const budget = await task.once('memory for uploads', async () => new MemoryBudget(MOST_BYTES));
	return await budget.run(
		needed,
		async () => await putParts(target, partsOf(task, file, partBytes)),
	);
}

/** Of items that name the same object the last one wins, as if they came one after another. */
async function inTurn<T>(task: UploadTask, work: () => Promise<T>): Promise<T> {
	const turns = await task.once(
		'turns of uploads',
		async () => new Map<string, Promise<unknown>>(),
	);
	const { hostGroup, bucketName, key } = task.values;
	const object = JSON.stringify([hostGroup, bucketName, key]);
	const before = turns.get(object)?.catch(() => {});
	const mine = (before ?? Promise.resolve()).then(work);
	turns.set(object, mine);
	return await mine;
}

const FORM = 'application/x-www-form-urlencoded';

/** A content type as it can be sent; a file's own may be anything. */
function asHeader(type: string): string {
	if (!isSendable(type) || type.trim() === '') return ANY_TYPE;
	// Media types are the same in any case (RFC 9110, 8.3.1); n8n's transport would encode this one's body.
	return type === FORM ? 'application/X-www-form-urlencoded' : type;
}
