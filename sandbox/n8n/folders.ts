import { join, resolve } from 'node:path';

/** The repository's root. */
export const ROOT = resolve(__dirname, '..', '..');

/** Everything `npm start` makes. A dot folder, since n8n-node's build copies icons out of all others. */
export const DEMO = join(ROOT, '.demo');

/** Another n8n than the usual one, to see whether the pack works there: a folder's name in runtime/. */
export const OTHER = process.env.N8N_RUNTIME ?? '';

/** What pins n8n and its dependencies; committed. */
export const RUNTIME = join(__dirname, 'runtime', OTHER);

/** Where that is installed to: some 2,200 packages, 3 GB. */
export const N8N_HOME = join(DEMO, OTHER ? `n8n-${OTHER}` : 'n8n');

/** The importable workflows; committed. */
export const EXAMPLES = join(ROOT, 'examples');

/** The folders of one run: `demo` keeps its data, the others begin with empty ones. */
export interface RunFolders {
	base: string;
	/** Where `npm pack` puts the tarball. */
	packed: string;
	sandboxData: string;
	userFolder: string;
	nodes: string;
	log: string;
}

export function runFolders(name: string): RunFolders {
	const base = join(DEMO, name);
	const userFolder = join(base, 'n8n');
	return {
		base,
		packed: join(base, 'pack'),
		sandboxData: join(base, 'sandbox'),
		userFolder,
		nodes: join(userFolder, '.n8n', 'nodes'),
		log: join(base, 'n8n.log'),
	};
}
