// Runs the project "faults" of jest.config.js, and prints what was tried.
import { spawnSync } from 'node:child_process';
import { AUTHORITY_FILE } from '../../../sandbox/platform';
import { closeFigures, openFigures } from '../figures';

const COUNTED = {
	cases: 'cases (an example, the request that is hit, a fault, once or always)',
	requests: 'requests sent',
	survived: 'faults survived: everything was done anyway',
	failed: 'cases that failed, each saying what happened and what to do',
	unknown: 'of these, said that the work may be done: it was sent, and its answer was lost',
	checked: 'accounts, keys, buckets, objects, policies and incomplete uploads checked in the store',
};

openFigures();
const begun = Date.now();
const jest = ['--selectProjects', 'faults', '--maxWorkers', '2', '--testTimeout', '120000'];
const { status } = spawnSync(
	process.execPath,
	[require.resolve('jest/bin/jest'), ...jest, ...process.argv.slice(2)],
	{
		stdio: 'inherit',
		env: {
			...process.env,
			// Node.js reads the certificates that it trusts when it starts: here, one that has signed an expired one.
			NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
			// A time without a zone that is read in the machine's zone is hours off here.
			TZ: 'America/Los_Angeles',
		},
	},
);
const sums = closeFigures();
for (const [what, words] of Object.entries(COUNTED)) {
	console.log(`${String(sums[what] ?? 0).padStart(7)} ${words}`);
}
console.log(`${Math.round((Date.now() - begun) / 1000)} seconds`);
process.exitCode = status ?? 1;
