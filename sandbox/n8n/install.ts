import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim } from './claim';
import { QUIET, isThere, run, withPath } from './commands';
import { DEMO, N8N_HOME, RUNTIME } from './folders';
import { refuseEarly, runtimeNode } from './runtime-node';
import { elapsed, say } from './say';

/** Written after a complete install, with a hash of what was installed. */
const MARKER = join(N8N_HOME, '.installed');
const PINNED = ['package.json', 'package-lock.json'];
const COMPILERS = ['python3', 'make', 'g++'];

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of PINNED) hash.update(readFileSync(join(RUNTIME, file)));
	return hash.digest('hex');
}

const missingCompilers = () =>
	process.platform === 'linux' ? COMPILERS.filter((command) => !isThere(command)).join(', ') : '';

function compilerHint(): string {
	const missing = missingCompilers();
	return `${missing && `Not found: ${missing}. `}n8n's database driver (sqlite3) needs python3, make and a C++ compiler, on Debian and Ubuntu: apt-get install python3 make g++. Then run npm start again.`;
}

const npm = (...args: string[]) => ({ file: 'npm', args: [...args, ...QUIET], cwd: N8N_HOME });

/** Installs the pinned n8n below .demo unless it is already there. */
export async function installN8n(): Promise<void> {
	const wanted = fingerprint();
	if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === wanted) return;

	refuseEarly();
	const since = Date.now();
	say('Installing n8n: 2,200 packages, 3 GB, four to ten minutes, only this once.');
	const missing = missingCompilers();
	if (missing) say(`  Not found: ${missing}; the install may fail without.`);

	const unlock = claim(N8N_HOME);
	rmSync(MARKER, { force: true });
	for (const file of PINNED) cpSync(join(RUNTIME, file), join(N8N_HOME, file));
	await run({
		doing: 'installing n8n',
		// Most of the packages' scripts are not needed, and one fails.
		...npm('ci', '--ignore-scripts'),
		log: join(DEMO, 'install.log'),
		hint: () => 'Is the npm registry reachable? npm start repeats this step.',
	});
	say(
		`  The packages are installed (${elapsed(since)}). Compiling the database driver: 2 minutes.`,
	);
	// After the packages, which contain the Node that it is compiled for.
	const { bin, headers } = runtimeNode();
	await run({
		doing: "compiling n8n's database driver",
		...npm('rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'),
		env: { ...withPath(bin), ...(headers && { npm_config_nodedir: headers }) },
		log: join(DEMO, 'compile.log'),
		hint: compilerHint,
	});
	writeFileSync(MARKER, wanted);
	unlock();
	say(`  n8n is installed (${elapsed(since)}).`);
}
