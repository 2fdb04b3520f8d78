import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Body } from '../store';
import type { Change, Database } from './database';
import { generatedBytes } from '../generated';
import { rowName, type Segment } from './rows';

/** Up to this size a body is a row of the database; above, it is a file. */
const MAX_ROW_BYTES = 64 * 1024;

export interface Received {
	size: number;
	md5: Buffer;
	body: Segment[];
	/** What must be committed together with the row that names this body. */
	changes: Change[];
}

/** The bytes of objects: small ones in the database, large ones in files, none whole in memory. */
export class Bodies {
	private constructor(
		private readonly database: Database,
		private readonly files: string,
		private readonly incoming: string,
	) {}

	static async open(database: Database, directory: string): Promise<Bodies> {
		const incoming = join(directory, 'incoming');
		// What a killed sandbox had half received belongs to nothing.
		await rm(incoming, { recursive: true, force: true });
		await mkdir(incoming, { recursive: true });
		await mkdir(join(directory, 'files'), { recursive: true });
		return new Bodies(database, join(directory, 'files'), incoming);
	}

	/** Takes a body in. When it breaks off or its checksum fails, nothing is left behind. */
	async receive(body: Body): Promise<Received> {
		const md5 = createHash('md5');
		const start: Buffer[] = [];
		let size = 0;
		const pieces = body[Symbol.asyncIterator]();
		for (;;) {
			const { done, value } = await pieces.next();
			if (done) return this.asRow(Buffer.concat(start), md5.digest());
			md5.update(value);
			start.push(value);
			size += value.length;
			if (size > MAX_ROW_BYTES) break;
		}
		const id = randomUUID();
		const path = join(this.incoming, id);
		try {
			const file = await open(path, 'wx');
			try {
				await file.writeFile(Buffer.concat(start));
				for (;;) {
					const { done, value } = await pieces.next();
					if (done) break;
					md5.update(value);
					await file.writeFile(value);
					size += value.length;
				}
			} finally {
				await file.close();
			}
			await rename(path, join(this.files, id));
		} catch (cause) {
			await rm(path, { force: true });
			throw cause;
		}
		return { size, md5: md5.digest(), body: [{ in: 'file', id, size }], changes: [] };
	}

	/** A small body that is at hand. */
	asRow(bytes: Buffer, md5 = createHash('md5').update(bytes).digest()): Received {
		const size = bytes.length;
		if (size === 0) return { size, md5, body: [], changes: [] };
		const id = randomUUID();
		return {
			size,
			md5,
			body: [{ in: 'row', id, size }],
			changes: [{ type: 'put', key: rowName.bytes(id), value: bytes, valueEncoding: 'buffer' }],
		};
	}

	/** A second body with the same bytes. */
	async copy(body: Segment[]): Promise<Pick<Received, 'body' | 'changes'>> {
		const copies: Segment[] = [];
		const changes: Change[] = [];
		for (const segment of body) {
			if (segment.in === 'nothing') {
				copies.push(segment);
				continue;
			}
			const id = randomUUID();
			copies.push({ ...segment, id });
			if (segment.in === 'file') await copyFile(this.pathOf(segment.id), this.pathOf(id));
			else
				changes.push({
					...this.asRow(await this.rowBytes(segment.id)).changes[0],
					key: rowName.bytes(id),
				});
		}
		return { body: copies, changes };
	}

	/** What must be committed when a body goes; its files go afterwards, with `dropFiles`. */
	dropRows(body: Segment[]): Change[] {
		return body.flatMap((segment) =>
			segment.in === 'row' ? [{ type: 'del' as const, key: rowName.bytes(segment.id) }] : [],
		);
	}

	async dropFiles(body: Segment[]): Promise<void> {
		for (const segment of body) {
			if (segment.in === 'file') await rm(this.pathOf(segment.id), { force: true });
		}
	}

	/** The bytes from `start` to `end`, both included. */
	read(body: Segment[], start: number, end: number): Readable {
		return Readable.from(this.pieces(body, start, end), { objectMode: false });
	}

	private async *pieces(body: Segment[], start: number, end: number): AsyncGenerator<Buffer> {
		let offset = 0;
		for (const segment of body) {
			const from = Math.max(start - offset, 0);
			const to = Math.min(end - offset, segment.size - 1);
			offset += segment.size;
			if (from > to) continue;
			if (segment.in === 'nothing') yield* generatedBytes(segment.seed, from, to);
			else if (segment.in === 'row') yield (await this.rowBytes(segment.id)).subarray(from, to + 1);
			else yield* createReadStream(this.pathOf(segment.id), { start: from, end: to });
		}
	}

	private async rowBytes(id: string): Promise<Buffer> {
		const bytes = await this.database.get<string, Buffer>(rowName.bytes(id), {
			valueEncoding: 'buffer',
		});
		if (!bytes) throw new Error(`The bytes ${id} are not in the database`);
		return bytes;
	}

	private pathOf(id: string): string {
		return join(this.files, id);
	}
}
