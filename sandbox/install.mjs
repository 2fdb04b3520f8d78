// Installs the development dependencies when they are missing or older than the lock file, so that
// `npm test`, `npm start` and `npm run sandbox` work on a fresh clone. Speaks on standard error only:
// standard output belongs to the command that follows.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const LOCK_FILE = 'package-lock.json';
const INSTALLED = 'node_modules/.package-lock.json';

const isInstalled =
	existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK_FILE).mtimeMs;

if (!isInstalled) {
	console.error('Installing the development dependencies (two to four minutes the first time) …');
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	process.exit(status ?? 1);
}
