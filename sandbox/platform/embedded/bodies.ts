import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { generatedBytes } from '../generated';
import { Locks } from '../locks';
import type { Body } from '../store';
import { commit, del, put, readRow, rowName, type Change, type Database } from './database';
import type { BodyRow, Segment } from './rows';

/** Larger bodies are files, others rows of the database. */
const MAX_ROW_BYTES = 64 * 1024;

interface Received extends Pick<BodyRow, 'size' | 'tag' | 'body'> {
	/** To be committed together with the row that has this body. */
	changes: Change[];
}

/** The bytes of objects and parts, none of them completely in memory. */
export class Bodies {
	private readonly locks = new Locks();

	private constructor(
		private readonly database: Database,
		private readonly directory: string,
	) {}

	static async open(database: Database, directory: string): Promise<Bodies> {
		// What a killed sandbox had not received completely.
		await rm(join(directory, 'incoming'), { recursive: true, force: true });
		for (const name of ['incoming', 'files']) {
			await mkdir(join(directory, name), { recursive: true });
		}
		return new Bodies(database, directory);
	}

	/** Receives a body. When that fails, nothing is left behind. */
	async receive(body: Body): Promise<Received> {
		const md5 = createHash('md5');
		const start: Buffer[] = [];
		const id = randomUUID();
		const path = join(this.directory, 'incoming', id);
		let size = 0;
		let file: FileHandle | undefined;
		try {
			for await (const piece of body) {
				md5.update(piece);
				size += piece.length;
				if (!file) start.push(piece);
				if (size <= MAX_ROW_BYTES) continue;
				if (file) await file.writeFile(piece);
				else await (file = await open(path, 'wx')).writeFile(Buffer.concat(start));
			}
			if (!file) return this.asRow(Buffer.concat(start));
			await file.close();
			await rename(path, this.pathOf(id));
			return { size, tag: md5.digest('hex'), body: [{ in: 'file', id, size }], changes: [] };
		} catch (cause) {
			await file?.close();
			await rm(path, { force: true });
			throw cause;
		}
	}

	/** A small body. */
	asRow(value: Buffer): Received {
		const [id, size] = [randomUUID(), value.length];
		const tag = createHash('md5').update(value).digest('hex');
		if (size === 0) return { size, tag, body: [], changes: [] };
		const key = rowName.bytes(id);
		const changes: Change[] = [{ type: 'put', key, value, valueEncoding: 'buffer' }];
		return { size, tag, body: [{ in: 'row', id, size }], changes };
	}

	/** A second body with the same bytes. */
	async copy(body: Segment[]): Promise<Pick<Received, 'body' | 'changes'>> {
		const copies: Segment[] = [];
		const changes: Change[] = [];
		for (const segment of body) {
			if (segment.in === 'nothing') {
				copies.push(segment);
			} else if (segment.in === 'row') {
				const made = this.asRow(await this.bytesOf(segment.id));
				copies.push(...made.body);
				changes.push(...made.changes);
			} else {
				const id = randomUUID();
				await copyFile(this.pathOf(segment.id), this.pathOf(id));
				copies.push({ ...segment, id });
			}
		}
		return { body: copies, changes };
	}

	/** Writes a row with a body, and removes the body that it had. Undefined: deletes the row; answers if it existed. */
	async replace(name: string, row: BodyRow | undefined, changes: Change[] = []): Promise<boolean> {
		return await this.locks.run(name, async () => {
			const old = readRow<BodyRow>(this.database, name);
			if (!old && !row) return false;
			await this.commit([...changes, row ? put(name, row) : del(name)], old?.body ?? []);
			return old !== undefined;
		});
	}

	/** Commits changes that remove these bodies' last use. */
	async commit(changes: Change[], unused: Segment[]): Promise<void> {
		const rows = unused.flatMap((one) => (one.in === 'row' ? [del(rowName.bytes(one.id))] : []));
		await commit(this.database, [...changes, ...rows]);
		for (const one of unused) {
			if (one.in === 'file') await rm(this.pathOf(one.id), { force: true });
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
			else if (segment.in === 'row') yield (await this.bytesOf(segment.id)).subarray(from, to + 1);
			else yield* createReadStream(this.pathOf(segment.id), { start: from, end: to });
		}
	}

	private async bytesOf(id: string): Promise<Buffer> {
		const options = { valueEncoding: 'buffer' };
		const bytes = await this.database.get<string, Buffer>(rowName.bytes(id), options);
		if (!bytes) throw new Error(`The bytes ${id} are not in the database`);
		return bytes;
	}

	private pathOf(id: string): string {
		return join(this.directory, 'files', id);
	}
}
