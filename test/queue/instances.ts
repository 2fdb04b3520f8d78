import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringUpN8n, type RunningN8n } from '../../sandbox/n8n/bring-up';
import type { RunFolders } from '../../sandbox/n8n/folders';
import { anyPort } from '../../sandbox/n8n/ports';
import { elapsed, say } from '../../sandbox/n8n/say';
import { type N8nServer, startN8n, worker } from '../../sandbox/n8n/server';
import type { Stopping } from '../../sandbox/n8n/stopping';

const WORKERS = ['worker 1', 'worker 2', 'worker 3'];
/** n8n's own advice for the least. Fewer places in two workers than there are prefixes, so that the third gets some. */
const CONCURRENCY = 5;

/** The same for all of n8n's processes. */
const QUEUE_MODE = {
	EXECUTIONS_MODE: 'queue',
	// A run by hand, which here stands for the night's, goes to a worker as that one does.
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// How often an execution of a lost worker is tried again cannot be chosen: since n8n sets Bull's
	// maxStalledCount to 0 (its scaling.service.js, 2.41.1), never.
	// A worker that is gone is noticed after some 40 seconds in place of 60 to 90. Not sooner: on a busy
	// machine of two cores a worker was seen to answer nobody for ten, and then lost its executions.
	QUEUE_WORKER_LOCK_DURATION: '40000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

const fileName = (name: string) => name.replace(' ', '-');

/** They share a folder, in which each writes an event log. */
const withEventLog = (name: string, settings: NodeJS.ProcessEnv) => ({
	...settings,
	N8N_EVENTBUS_LOGWRITER_LOGBASENAME: `events-${fileName(name)}`,
});

/** A worker, seen from outside: by its process and by what it says. */
export class Worker {
	/** Its process, and those before it that were killed. */
	private readonly servers: N8nServer[] = [];

	constructor(
		readonly name: string,
		private readonly launch: (log: string) => Promise<N8nServer>,
	) {}

	/** Starts it, as whatever looks after workers does; resolves when it is ready. */
	async start(): Promise<void> {
		const log = `${fileName(this.name)}-${this.servers.length + 1}.log`;
		const server = await this.launch(log);
		this.servers.push(server);
		await server.ready();
	}

	/** The executions that it has begun, the first one first. */
	get begun(): string[] {
		return this.said(/Worker started execution (\d+) /g);
	}

	/** Those of them that it has brought to an end. */
	get finished(): string[] {
		return this.said(/Worker finished execution (\d+) /g);
	}

	/** Ends it as a machine that fails does: without a chance to say or save anything. */
	async kill(): Promise<void> {
		const server = this.servers[this.servers.length - 1];
		server.kill();
		await server.ended;
	}

	private said(pattern: RegExp): string[] {
		const logs = this.servers.map(({ log }) => readFileSync(log, 'utf8'));
		return logs.flatMap((log) => [...log.matchAll(pattern)].map(([, id]) => id));
	}
}

export interface Instances extends RunningN8n {
	workers: Worker[];
}

/** A worker that has not been started yet. */
function makeWorker(
	name: string,
	{ base, userFolder }: RunFolders,
	settings: NodeJS.ProcessEnv,
	stopping: Stopping,
): Worker {
	return new Worker(name, async (log) => {
		const port = await anyPort();
		const health = {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		};
		const own = withEventLog(name, { ...settings, ...health });
		const place = { userFolder, port, brokerPort: await anyPort(), settings: own };
		const server = startN8n(place, join(base, log), worker(CONCURRENCY));
		process.once('exit', server.kill);
		stopping.add(server.stop);
		return server;
	});
}

/** Brings up a main process and three workers, all with the pack from one folder. */
export async function bringUpQueue(
	folders: RunFolders,
	databases: NodeJS.ProcessEnv,
	stopping: Stopping,
): Promise<Instances> {
	const key = { N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64url') };
	const settings = { ...QUEUE_MODE, ...databases, ...key };
	const own = withEventLog('main', settings);
	const main = await bringUpN8n({ folders, port: await anyPort(), stopping, settings: own });
	const since = Date.now();
	say(`Starting ${WORKERS.length} workers …`);
	const workers = WORKERS.map((name) => makeWorker(name, folders, settings, stopping));
	await Promise.all(workers.map(async (one) => await one.start()));
	say(`The workers are ready (in ${elapsed(since)}).`);
	return { ...main, workers };
}
