import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ROOT, RUNTIME } from '../sandbox/n8n/folders';

const manifest = (folder: string): unknown =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

const versionOf = (...path: string[]): string =>
	(manifest(join(ROOT, ...path)) as { version: string }).version;

export type Machine = ReturnType<typeof thisMachine>;

/** The machine, and the versions of what runs on it. */
export function thisMachine() {
	const all = cpus();
	const { dependencies } = manifest(RUNTIME) as { dependencies: Record<string, string> };
	return {
		cpu: all[0]?.model.trim() ?? 'unknown',
		cores: all.length,
		memoryGb: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${release()}`,
		/** Before the first run: what else the machine was doing. */
		loadAverage: Math.round(loadavg()[0] * 10) / 10,
		node: process.version,
		n8nCore: versionOf('node_modules', 'n8n-core'),
		n8nWorkflow: versionOf('node_modules', 'n8n-workflow'),
		/** Whose HTTP Request node it is. */
		n8n: dependencies.n8n,
		/** Of the package. */
		version: versionOf(),
	};
}

/** The machine and the versions in a line. */
export const described = ({ cpu, cores, memoryGb, node, n8n }: Machine): string =>
	`${cpu}, ${cores} cores, ${memoryGb} GB; Node ${node}; n8n ${n8n}`;
