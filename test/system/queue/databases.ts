import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Daemon } from '../../../sandbox/daemon';
import { poll } from '../../../sandbox/n8n/poll';
import { anyPort } from '../../../sandbox/n8n/ports';
import { Problem } from '../../../sandbox/n8n/say';
import { folderOf, plainUser, Programs } from '../../../sandbox/programs';
import { stopping } from '../support/system';

const PROGRAMS = [
	'initdb',
	'postgres',
	'pg_isready',
	'redis-server',
	'redis-cli',
	'setpriv',
] as const;
/** Created by PostgreSQL's package; PostgreSQL does not run as root. */
const PLAIN_USER = 'postgres';
/** Debian has a folder for each version there, off the PATH. */
const POSTGRES = '/usr/lib/postgresql';
const HOST = '127.0.0.1';
const USER = 'n8n';
/** The data is gone at the end, so nothing waits for the disk. */
const POSTGRES_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Where each program is; a Problem that names Debian's packages if one is missing. */
export function findPrograms(): Record<(typeof PROGRAMS)[number], string> {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const folders = [...newestFirst.map((version) => join(POSTGRES, version, 'bin')), '/usr/sbin'];
	const found = PROGRAMS.map((name) => [name, folderOf(name, folders)] as const);
	const missing = found.filter(([, folder]) => !folder).map(([name]) => name);
	if (missing.length > 0) {
		throw new Problem(
			`Queue mode needs Redis and PostgreSQL; not found: ${missing.join(', ')}. On Debian, as root:\n\n` +
				'  apt-get install -y --no-install-recommends redis-server postgresql\n\n' +
				'Their services need not run: the test starts its own.',
		);
	}
	return Object.fromEntries(
		found.map(([name, folder = '']) => [name, join(folder, name)]),
	) as never;
}

async function untilAnswering(name: string, daemon: Daemon, ask: () => Promise<unknown>) {
	stopping.add(async () => await daemon.stop());
	const isAnswering = async () => {
		await daemon.check();
		return await ask().then(
			() => true,
			() => false,
		);
	};
	await poll(isAnswering, `${name} should answer`, 15_000);
}

/** Starts a new PostgreSQL and a new Redis below a folder; gives the settings with which n8n reaches them. */
export async function startDatabases(base: string): Promise<NodeJS.ProcessEnv> {
	const files = findPrograms();
	const directory = join(base, 'databases');
	const remove = async () => await rm(directory, { recursive: true, force: true });
	await remove();
	const programs = new Programs(directory, await plainUser(PLAIN_USER));
	await programs.open();
	stopping.add(remove);
	const [port, redisPort] = [String(await anyPort()), String(await anyPort())];

	const initdb = ['--pgdata=data', `--username=${USER}`, '--auth=trust', '--no-sync'];
	await programs.run(files.initdb, ...initdb, '--encoding=UTF8', '--locale=C.UTF-8');
	const settings = POSTGRES_SETTINGS.flatMap((setting) => ['-c', setting]);
	const args = ['-D', 'data', '-h', HOST, '-p', port, '-k', '', ...settings];
	// On SIGTERM it would wait for its clients to go.
	const postgres = programs.start(files.postgres, args, 'INT');
	const isReady = [files.pg_isready, '-h', HOST, '-p', port] as const;
	await untilAnswering('PostgreSQL', postgres, async () => await programs.run(...isReady));

	const redisArgs = ['--bind', HOST, '--port', redisPort, '--save', '', '--appendonly', 'no'];
	const redis = programs.start(files['redis-server'], redisArgs);
	const ping = [files['redis-cli'], '-h', HOST, '-p', redisPort, 'ping'] as const;
	await untilAnswering('Redis', redis, async () => await programs.run(...ping));

	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: HOST,
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: USER,
		QUEUE_BULL_REDIS_HOST: HOST,
		QUEUE_BULL_REDIS_PORT: redisPort,
	};
}
