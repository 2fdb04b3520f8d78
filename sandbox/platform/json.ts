import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Reads a JSON file; undefined when there is none. */
export async function readJson<T>(path: string): Promise<T | undefined> {
	try {
		return JSON.parse(await readFile(path, 'utf8')) as T;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
		return undefined;
	}
}

/** Writes a JSON file, all of it or nothing. Only its owner can read it: tokens and keys are secrets. */
export async function writeJson(path: string, value: unknown): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(`${path}.new`, JSON.stringify(value, undefined, '\t'), { mode: 0o600 });
	await rename(`${path}.new`, path);
}
