import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTokens } from './users';

/** What the platform itself keeps across restarts; accounts, buckets and objects are the store's. */
export interface State {
	tokens: Record<string, string>;
	/** Presigned links name a port, so ports stay the same when they can. */
	ports: Record<string, number>;
}

const FILE = 'platform.json';

/** Reads a data directory's state, or begins one. */
export async function readState(directory: string): Promise<State> {
	try {
		const state = JSON.parse(await readFile(join(directory, FILE), 'utf8')) as State;
		return { ports: state.ports, tokens: { ...makeTokens(), ...state.tokens } };
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
		return { tokens: makeTokens(), ports: {} };
	}
}

export async function writeState(directory: string, state: State): Promise<void> {
	await mkdir(directory, { recursive: true });
	const path = join(directory, FILE);
	// Tokens are secrets, even those of a sandbox.
	await writeFile(`${path}.new`, JSON.stringify(state, undefined, '\t'), { mode: 0o600 });
	await rename(`${path}.new`, path);
}
