// Uploads or downloads one large object in a process of its own, with n8n's store of files, and tells how much
// memory that took.
import './setup';
import './typescriptFirst';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { keepBinariesInFiles, pathOf, storeStream } from './binary';
import { runNode, type Trial } from './engine';

/** What a test wants from this process. */
export interface GigabyteWork {
	trial: Trial;
	/** Uploads a file of so many bytes; without, it downloads. */
	uploads?: number;
}

/** What the process answers. */
export interface GigabyteResult {
	json: IDataObject[];
	error?: string;
	/** Of the file that was uploaded, or of the one that came. */
	sha256: string;
	idleMb: number;
	peakMb: number;
	seconds: number;
}

const MB = 1e6;

/** Bytes that do not repeat in step with parts: a counter in each block. */
function* blocks(size: number): Generator<Buffer> {
	const block = Buffer.alloc(64 * 1024, 'n8n and Jelastic S3 ');
	for (let at = 0; at < size; at += block.length) {
		block.writeDoubleBE(at);
		yield Buffer.from(block.subarray(0, Math.min(block.length, size - at)));
	}
}

async function sha256Of(binary: IBinaryData): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(pathOf(binary))) hash.update(piece as Buffer);
	return hash.digest('hex');
}

async function main({ trial, uploads }: GigabyteWork): Promise<GigabyteResult> {
	const remove = await keepBinariesInFiles();
	try {
		const idleMb = process.memoryUsage.rss() / MB;
		const items: INodeExecutionData[] = [{ json: {} }];
		if (uploads !== undefined) {
			items[0].binary = { data: await storeStream(Readable.from(blocks(uploads))) };
		}
		const begun = Date.now();
		const result = await runNode({ ...trial, items });
		const seconds = (Date.now() - begun) / 1000;
		// The kernel's own high-water mark, in KiB: of the whole life of the process.
		const peakMb = (process.resourceUsage().maxRSS * 1024) / MB;
		const binary = items[0].binary?.data ?? result.items[0]?.binary?.data;
		const sha256 = binary ? await sha256Of(binary) : '';
		return { json: result.json, error: result.error?.message, sha256, idleMb, peakMb, seconds };
	} finally {
		remove();
	}
}

void main(JSON.parse(process.argv[2]) as GigabyteWork).then((result) => {
	console.log(JSON.stringify(result));
	process.exit(0);
});
