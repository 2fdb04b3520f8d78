import type { IBinaryData } from 'n8n-workflow';
import { bareTag } from '../answers/values';
import { BadInput, type ResultItem } from '../operation';
import type { Task } from '../task';
import { mustBeSendable } from './keys';
import { putParts, type Target } from './putParts';
import { openStorage } from './storage';

const MIB = 2 ** 20;

/** S3 takes parts of 5 MiB or more, and at most 10,000 of them (Amazon S3 User Guide, "Multipart upload limits"). */
const PART_BYTES = 8 * MIB;
const MOST_PARTS = 10_000;

/** Object: Upload. Puts an item's binary data into an object: in one request, or in parts above 8 MiB. */
export async function upload(task: Task): Promise<ResultItem[]> {
	const { parameters, settings, named } = task;
	const bucketName = String(parameters.bucketName);
	const key = String(parameters.key);
	mustBeSendable(key);
	const binary = binaryOf(task);
	const contentType = contentTypeOf(String(settings.contentType ?? (binary.mimeType || ANY_TYPE)));
	const storage = await openStorage(task, bucketName);
	const target: Target = { storage, bucketName, key, contentType };
	const stored = await putParts(target, partsOf(task, binary));
	const tag = bareTag(stored.eTag);
	return [{ json: { ...named, size: stored.size, ...(tag && { eTag: tag }), uploaded: true } }];
}

/** The type of bytes of which nothing is known (RFC 2046, 4.5.1). */
const ANY_TYPE = 'application/octet-stream';

const FORM = 'application/x-www-form-urlencoded';

/** A content type as it can be sent: a header holds ASCII. */
function contentTypeOf(entered: string): string {
	if (!/^[\x20-\x7e]+$/.test(entered) || entered.trim() === '') {
		throw new BadInput('Content Type is not a media type', 'Enter "Content Type" like text/csv.');
	}
	// Media types are the same in any case (RFC 9110, 8.3.1); n8n's transport would encode this one's body.
	return entered === FORM ? 'application/X-www-form-urlencoded' : entered;
}

function binaryOf({ context, itemIndex, settings }: Task): IBinaryData {
	const field = String(settings.binaryPropertyName);
	const binaries = context.getInputData()[itemIndex].binary ?? {};
	// Every object has a "constructor".
	if (Object.hasOwn(binaries, field)) return binaries[field];
	const fields = Object.keys(binaries);
	throw new BadInput(
		`The input item has no binary field "${field}"`,
		fields.length
			? `Choose "Input Binary Field" among: ${fields.join(', ')}.`
			: 'Let a node before this one bring a file, such as Read/Write Files from Disk or HTTP Request.',
	);
}

/** The binary data in parts; from n8n's store as a stream, never whole in memory. */
async function* partsOf(
	{ context, itemIndex, settings }: Task,
	binary: IBinaryData,
): AsyncGenerator<Buffer> {
	const size = Number(binary.bytes ?? 0);
	const partBytes = Math.max(PART_BYTES, Math.ceil(size / (MOST_PARTS - 1)));
	if (!binary.id) {
		const field = String(settings.binaryPropertyName);
		const whole = await context.helpers.getBinaryDataBuffer(itemIndex, field);
		for (let at = 0; at < whole.length; at += partBytes) yield whole.subarray(at, at + partBytes);
		return;
	}
	let chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of await context.helpers.getBinaryStream(binary.id, 256 * 1024)) {
		chunks.push(chunk as Buffer);
		length += (chunk as Buffer).length;
		while (length >= partBytes) {
			const joined = Buffer.concat(chunks);
			yield joined.subarray(0, partBytes);
			chunks = [joined.subarray(partBytes)];
			length = chunks[0].length;
		}
	}
	if (length > 0) yield Buffer.concat(chunks);
}
