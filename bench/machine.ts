import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../sandbox/n8n/folders';

/** What the measuring happened on. */
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
	/** Of the pack. */
	version: string;
}

const versionOf = (...path: string[]): string => {
	const file = join(ROOT, ...path, 'package.json');
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

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
		version: versionOf(),
	};
}

/** The machine and the versions in a line. */
export const described = ({ cpu, cores, memoryGb, node, n8nCore }: Machine): string =>
	`${cpu}, ${cores} cores, ${memoryGb} GB; Node ${node}; n8n-core ${n8nCore}`;
