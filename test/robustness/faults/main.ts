// Runs the project "faults" of jest.config.js, and prints what it tried.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUTHORITY_FILE } from '../../../sandbox/platform';
import { COUNTED, sumOf, type Figures } from './figures';

const figures = mkdtempSync(join(tmpdir(), 'faults-'));
const jest = require.resolve('jest/bin/jest');
const begun = Date.now();

const { status } = spawnSync(
	process.execPath,
	[
		jest,
		'--selectProjects',
		'faults',
		'--maxWorkers',
		'2',
		'--testTimeout',
		'120000',
		...process.argv.slice(2),
	],
	{
		stdio: 'inherit',
		// Node.js reads the certificates that it trusts when it starts: here, one that has signed an expired one.
		env: {
			...process.env,
			NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
			FAULTS_FIGURES: figures,
			// Where a time without a zone that is read as the machine's is hours off.
			TZ: 'America/Los_Angeles',
		},
	},
);

const sum = sumOf(figures);
const lines = Object.entries(COUNTED).map(
	([key, words]) => `${String(sum[key as keyof Figures]).padStart(7)} ${words}`,
);
console.log(`\n${lines.join('\n')}\n${Math.round((Date.now() - begun) / 1000)} seconds`);
rmSync(figures, { recursive: true });
process.exitCode = status ?? 1;
