import { startSandbox } from '../platform';
import { makeScene } from './checks';
import type { Scene } from './checks/check';
import type { RunFolders } from './folders';
import { buildAndPack, installPack } from './pack';
import { anyPort } from './ports';
import { provision } from './provision';
import { N8nRest } from './rest';
import { elapsed, say } from './say';
import { startN8n } from './server';
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

/** Brings up the sandbox and n8n with everything in it. */
export async function bringUp({ folders, port, sandboxPort, stopping }: Wanted): Promise<Scene> {
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

	const n8n = new N8nRest(server.url);
	const provisioned = await provision(n8n, sandbox);
	say(`The credential and ${provisioned.workflows.size} workflows are in it, and active.`);
	return makeScene({ n8n, server, sandbox, provisioned, folders });
}
