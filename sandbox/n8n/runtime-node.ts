import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { N8N_HOME, RUNTIME } from './folders';
import { Problem } from './say';

/** Where n8n itself needs another one, it is pinned with it (runtime/2.8.4). */
const { engines } = JSON.parse(readFileSync(join(RUNTIME, 'package.json'), 'utf8')) as {
	engines?: { node: string };
};
const LEAST_MAJOR = Number(/\d+/.exec(engines?.node ?? '24'));

/** A Node that can run n8n. */
export interface RuntimeNode {
	file: string;
	/** The folder to put first on the PATH, so that n8n's own children run on it too. */
	bin: string;
	/** Where its C++ headers are, if they came with it: what compiles against it needs no download. */
	headers?: string;
}

function major(file: string): number {
	const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
	return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
}

function describe(file: string): RuntimeNode {
	const bin = dirname(file);
	const above = dirname(bin);
	const hasHeaders = existsSync(join(above, 'include', 'node', 'node.h'));
	return { file, bin, headers: hasHeaders ? above : undefined };
}

/**
 * The Node that n8n runs on: the one installed beside it where there is such a package (Linux on x64
 * and arm64), else the machine's own.
 */
export function runtimeNode(): RuntimeNode {
	const packaged = join(N8N_HOME, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
	if (process.platform === 'linux' && existsSync(packaged) && major(packaged) >= LEAST_MAJOR) {
		return describe(packaged);
	}
	if (major(process.execPath) >= LEAST_MAJOR) return describe(process.execPath);
	throw new Problem(
		`n8n needs Node ${LEAST_MAJOR} or newer. On Linux (x64, arm64, glibc) npm start brings it along; for ` +
			`${process.platform} on ${process.arch} please install Node ${LEAST_MAJOR} (this is ${process.version}) ` +
			'and run npm start again.',
	);
}

/** Stops before minutes of installing where `runtimeNode` could not succeed afterwards. */
export function refuseEarly(): void {
	const comesAlong = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
	if (!comesAlong) runtimeNode();
}
