import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../sandbox/n8n/commands';
import { DEMO, ROOT } from '../sandbox/n8n/folders';

const BASE = join(DEMO, 'bench');

/** The pack's JavaScript, as `npm run build` makes it, in a folder that no other build clears. */
export const BUILT = join(BASE, 'dist');

/** Compiles what ships. */
export async function build(): Promise<void> {
	rmSync(BUILT, { recursive: true, force: true });
	await run({
		doing: 'building the pack',
		file: process.execPath,
		args: [require.resolve('typescript/bin/tsc'), '--outDir', BUILT],
		cwd: ROOT,
		log: join(BASE, 'build.log'),
	});
}
