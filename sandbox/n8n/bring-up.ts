import { type Sandbox, startSandbox } from '../platform';
import type { RunFolders } from './folders';
import { buildAndPack, installPack } from './pack';
import { anyPort } from './ports';
import { N8nRest } from './rest';
import { elapsed, say } from './say';
import { type N8nServer, startN8n } from './server';
import type { Stopping } from './stopping';

interface Wanted {
	folders: RunFolders;
	/** The editor's port. */
	port: number;
	/** The sandbox's; any free one when left out. */
	sandboxPort?: number;
	/** Told how to stop what is started. */
	stopping: Stopping;
}

export interface Running {
	sandbox: Sandbox;
	server: N8nServer;
	n8n: N8nRest;
}

/** Brings up the sandbox, and n8n with the pack in it. */
export async function bringUp({ folders, port, sandboxPort, stopping }: Wanted): Promise<Running> {
	say('Building and packing the pack …');
	const tarball = await buildAndPack(folders);
	const isNew = await installPack(tarball, folders);
	say(`The pack is ${isNew ? 'installed in' : 'in'} n8n as users get it: from its tarball.`);

	const sandbox = await startSandbox({
		port: sandboxPort,
		dataDir: folders.sandboxData,
		seed: true,
		recordRequests: false,
	});
	stopping.add(async () => await sandbox.stop());
	say(`The sandbox is at ${sandbox.url}.`);

	const since = Date.now();
	say('Starting n8n …');
	const place = { userFolder: folders.userFolder, port, brokerPort: await anyPort() };
	const server = startN8n(place, folders.log);
	process.once('exit', server.kill);
	stopping.add(server.stop);
	await server.ready();
	say(`n8n is at ${server.url} (started in ${elapsed(since)}).`);
	return { sandbox, server, n8n: new N8nRest(server.url) };
}
