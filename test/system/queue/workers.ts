import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFolders } from '../../../sandbox/n8n/folders';
import { anyPort } from '../../../sandbox/n8n/ports';
import { type N8nServer, startN8n, worker } from '../../../sandbox/n8n/server';
import { stopping } from '../support/system';

/** The lowest that n8n recommends. Two workers can't run all prefixes, so the third gets some. */
const CONCURRENCY = 5;

/** What all of n8n's processes have in common. */
export const QUEUE_MODE = {
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64url'),
	// A manual run, which here stands for the night's, goes to a worker as that one does.
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// How often an execution of a lost worker is tried again cannot be chosen: since n8n sets Bull's
	// maxStalledCount to 0 (its scaling.service.js, 2.41.1), never.
	// A lost worker is noticed after some 40 seconds instead of 60 to 90. Not sooner: on a busy machine with
	// two cores a worker was silent for ten, and then lost its executions.
	QUEUE_WORKER_LOCK_DURATION: '40000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** A worker, seen from outside: by its process and its log. */
export class Worker {
	/** Its process, and before it those that were killed. */
	private readonly servers: N8nServer[] = [];

	constructor(
		readonly name: string,
		private readonly folders: RunFolders,
		private readonly settings: NodeJS.ProcessEnv,
	) {}

	/** Resolves when it is ready. */
	async start(): Promise<void> {
		const { base, userFolder } = this.folders;
		const id = this.name.replace(' ', '-');
		const port = await anyPort();
		const settings = {
			...this.settings,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			// In the folder that all share.
			N8N_EVENTBUS_LOGWRITER_LOGBASENAME: `events-${id}`,
		};
		const log = join(base, `${id}-${this.servers.length + 1}.log`);
		const place = { userFolder, port, brokerPort: await anyPort(), settings };
		const server = startN8n(place, log, worker(CONCURRENCY));
		stopping.add(server.stop);
		this.servers.push(server);
		await server.ready();
	}

	/** The executions that it has started, the first one first. */
	get started(): string[] {
		return this.logged(/Worker started execution (\d+) /g);
	}

	/** Those of them that it has finished. */
	get finished(): string[] {
		return this.logged(/Worker finished execution (\d+) /g);
	}

	/** Ends it as a failing machine does: without a chance to report or save anything. */
	async kill(): Promise<void> {
		const server = this.servers[this.servers.length - 1];
		server.kill();
		await server.ended;
	}

	private logged(pattern: RegExp): string[] {
		const logs = this.servers.map(({ log }) => readFileSync(log, 'utf8'));
		return logs.flatMap((log) => [...log.matchAll(pattern)].map(([, id]) => id));
	}
}
