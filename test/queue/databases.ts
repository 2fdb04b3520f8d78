import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Daemon } from '../../sandbox/daemon';
import { anyPort } from '../../sandbox/n8n/ports';
import { Problem } from '../../sandbox/n8n/say';
import type { Stopping } from '../../sandbox/n8n/stopping';
import { folderOf, plainUser, Programs } from '../../sandbox/programs';
import { eventually } from '../e2e/eventually';

const INSTALL = 'apt-get install -y --no-install-recommends redis-server postgresql';
const PROGRAMS = ['initdb', 'postgres', 'psql', 'redis-server', 'redis-cli', 'setpriv'] as const;
type Program = (typeof PROGRAMS)[number];
/** Made by PostgreSQL's package, which does not run as root. */
const PLAIN_USER = 'postgres';
/** Debian has a folder for each version there, off the PATH. */
const POSTGRES = '/usr/lib/postgresql';
const HOST = '127.0.0.1';
const DATABASE = 'postgres';
const DATABASE_USER = 'n8n';
/** The data is gone at the end, so nothing waits for the disk. */
const POSTGRES_IN_HASTE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const REDIS_IN_MEMORY = ['--save', '', '--appendonly', 'no'];

/** What n8n's processes share in queue mode. */
export interface Databases {
	/** How n8n reaches them. */
	settings: NodeJS.ProcessEnv;
	/** The rows that PostgreSQL answers. */
	query(sql: string): Promise<string[][]>;
}

/** Where each program is; a Problem that names Debian's packages if one is missing. */
export function findPrograms(): Record<Program, string> {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const further = [...newestFirst.map((version) => join(POSTGRES, version, 'bin')), '/usr/sbin'];
	const found = PROGRAMS.map((name) => ({ name, folder: folderOf(name, further) }));
	const missing = found.filter(({ folder }) => !folder).map(({ name }) => name);
	if (missing.length > 0) {
		throw new Problem(
			`Queue mode needs Redis and PostgreSQL; not found: ${missing.join(', ')}. On Debian, as root:\n\n  ${INSTALL}\n\n` +
				'Their services need not run: the test starts its own.',
		);
	}
	const paths = found.map(({ name, folder = '' }) => [name, join(folder, name)]);
	return Object.fromEntries(paths) as Record<Program, string>;
}

const untilAnswering = async (daemon: Daemon, ask: () => Promise<unknown>, name: string) =>
	await eventually(
		async () => {
			await daemon.check();
			return await ask().then(
				() => true,
				() => false,
			);
		},
		(answers) => answers,
		`${name} should answer`,
	);

/** Starts a new PostgreSQL and a new Redis below a folder, on loopback and as a plain user. */
export async function startDatabases(base: string, stopping: Stopping): Promise<Databases> {
	const files = findPrograms();
	const directory = join(base, 'databases');
	await rm(directory, { recursive: true, force: true });
	const programs = new Programs(directory, await plainUser(PLAIN_USER));
	await programs.open();
	stopping.add(async () => await rm(directory, { recursive: true, force: true }));
	const [port, redisPort] = [String(await anyPort()), String(await anyPort())];

	const initdb = ['--pgdata=data', `--username=${DATABASE_USER}`, '--auth=trust', '--no-sync'];
	await programs.run(files.initdb, ...initdb, '--encoding=UTF8', '--locale=C.UTF-8');
	const postgres = programs.start(
		files.postgres,
		[
			...['-D', 'data', '-h', HOST, '-p', port, '-k', ''],
			...POSTGRES_IN_HASTE.flatMap((setting) => ['-c', setting]),
		],
		// On SIGTERM it would wait for its clients to go.
		'INT',
	);
	stopping.add(async () => await postgres.stop());
	const psql = ['--host', HOST, '--port', port, '--username', DATABASE_USER, DATABASE];
	const asRows = ['--no-align', '--tuples-only', '--field-separator=|', '--no-psqlrc'];
	const query = async (sql: string) => {
		const answer = await programs.run(files.psql, ...psql, ...asRows, '--command', sql);
		const lines = answer.split('\n').filter((line) => line !== '');
		return lines.map((line) => line.split('|'));
	};
	await untilAnswering(postgres, async () => await query('select 1'), 'PostgreSQL');

	const redis = programs.start(files['redis-server'], [
		...['--bind', HOST, '--port', redisPort],
		...REDIS_IN_MEMORY,
	]);
	stopping.add(async () => await redis.stop());
	const ping = async () =>
		await programs.run(files['redis-cli'], '-h', HOST, '-p', redisPort, 'ping');
	await untilAnswering(redis, ping, 'Redis');

	const settings = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: HOST,
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_DATABASE: DATABASE,
		DB_POSTGRESDB_USER: DATABASE_USER,
		QUEUE_BULL_REDIS_HOST: HOST,
		QUEUE_BULL_REDIS_PORT: redisPort,
	};
	return { settings, query };
}
