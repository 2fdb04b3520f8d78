import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ROOT, RUNTIME } from '../sandbox/n8n/folders';

/** What was measured on. */
export interface Machine {
	cpu: string;
	cores: number;
	memoryGb: number;
	system: string;
	/** Before the first run: what else the machine was doing. */
	loadAverage: number;
	node: string;
	n8nCore: string;
	n8nWorkflow: string;
	/** Whose HTTP Request node it was. */
	n8n: string;
	/** Of the pack. */
	version: string;
}

const manifest = (folder: string): unknown =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

const versionOf = (...path: string[]): string =>
	(manifest(join(ROOT, ...path)) as { version: string }).version;

function pinnedN8n(): string {
	const { dependencies } = manifest(RUNTIME) as { dependencies: Record<string, string> };
	return dependencies.n8n;
}

/** Names the machine and the versions of what runs on it. */
export function thisMachine(): Machine {
	const all = cpus();
	return {
		cpu: all[0]?.model.trim() ?? 'unknown',
		cores: all.length,
		memoryGb: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${release()}`,
		loadAverage: Math.round(loadavg()[0] * 10) / 10,
		node: process.version,
		n8nCore: versionOf('node_modules', 'n8n-core'),
		n8nWorkflow: versionOf('node_modules', 'n8n-workflow'),
		n8n: pinnedN8n(),
		version: versionOf(),
	};
}

/** The machine and the versions in a line. */
export const described = ({ cpu, cores, memoryGb, node, n8n }: Machine): string =>
	`${cpu}, ${cores} cores, ${memoryGb} GB; Node ${node}; n8n ${n8n}`;
