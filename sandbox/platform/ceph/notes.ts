import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Locks } from '../locks';

interface Kept {
	/** Begins the names of this sandbox's tenants. */
	prefix: string;
	/** When each access key was made, in milliseconds. */
	keys: Record<string, number>;
}

/** What the cluster cannot keep for the sandbox: which tenants are its own, and how old keys are. */
export class Notes {
	private readonly locks = new Locks();

	private constructor(
		private readonly path: string,
		private readonly kept: Kept,
	) {}

	static async open(path: string): Promise<Notes> {
		await mkdir(dirname(path), { recursive: true });
		const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
			if (cause.code !== 'ENOENT') throw cause;
			return undefined;
		});
		if (text !== undefined) return new Notes(path, JSON.parse(text) as Kept);
		const notes = new Notes(path, { prefix: `s${randomBytes(5).toString('hex')}`, keys: {} });
		await notes.save();
		return notes;
	}

	get prefix(): string {
		return this.kept.prefix;
	}

	/** The beginning of time, for a key that somebody made past the sandbox. */
	madeAt(accKey: string): Date {
		return new Date(this.kept.keys[accKey] ?? 0);
	}

	async keyMade(accKey: string, at: Date): Promise<void> {
		this.kept.keys[accKey] = at.getTime();
		await this.save();
	}

	async forgetKeys(accKeys: string[]): Promise<void> {
		for (const accKey of accKeys) delete this.kept.keys[accKey];
		await this.save();
	}

	private async save(): Promise<void> {
		await this.locks.run('file', async () => {
			await writeFile(`${this.path}.new`, JSON.stringify(this.kept), { mode: 0o600 });
			await rename(`${this.path}.new`, this.path);
		});
	}
}
