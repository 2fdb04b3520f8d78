import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Body } from '../store';

/** Holds bodies in files until they are whole: S3 wants to know their size before they come. */
export class Spool {
	private constructor(private readonly directory: string) {}

	static async open(directory: string): Promise<Spool> {
		await rm(directory, { recursive: true, force: true });
		await mkdir(directory, { recursive: true });
		return new Spool(directory);
	}

	async hold<T>(body: Body, work: (bytes: Readable, size: number) => Promise<T>): Promise<T> {
		const path = join(this.directory, randomUUID());
		try {
			const file = createWriteStream(path);
			await pipeline(Readable.from(body, { objectMode: false }), file);
			return await work(createReadStream(path), file.bytesWritten);
		} finally {
			await rm(path, { force: true });
		}
	}
}
