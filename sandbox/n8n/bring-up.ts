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
	/** More of n8n's settings, as environment variables. */
	settings?: NodeJS.ProcessEnv;
}

export type RunningN8n = { server: N8nServer; n8n: N8nRest };
export type Running = RunningN8n & { sandbox: Sandbox };

/** Builds the pack, packs it and installs it where n8n will look for it. */
async function packInto(folders: RunFolders): Promise<void> {
	say('Building and packing the pack …');
	const tarball = await buildAndPack(folders);
	const isNew = await installPack(tarball, folders);
	say(`The pack is ${isNew ? 'installed in' : 'in'} n8n as users get it: from its tarball.`);
}

async function start({ folders, port, stopping, settings }: Wanted): Promise<RunningN8n> {
	const since = Date.now();
	say('Starting n8n …');
	const options = { userFolder: folders.userFolder, port, brokerPort: await anyPort(), settings };
	const server = startN8n(options, folders.log);
	process.once('exit', server.kill);
	stopping.add(server.stop);
	await server.ready();
	say(`n8n is at ${server.url} (started in ${elapsed(since)}).`);
	return { server, n8n: new N8nRest(server.url) };
}

/** Brings up n8n with the pack in it. */
export async function bringUpN8n(wanted: Wanted): Promise<RunningN8n> {
	await packInto(wanted.folders);
	return await start(wanted);
}

/** Brings up the sandbox, and n8n with the pack in it. */
export async function bringUp(wanted: Wanted): Promise<Running> {
	const { folders, sandboxPort, stopping } = wanted;
	await packInto(folders);
	const data = { dataDir: folders.sandboxData, seed: true };
	const sandbox = await startSandbox({ port: sandboxPort, ...data, recordRequests: false });
	stopping.add(async () => await sandbox.stop());
	say(`The sandbox is at ${sandbox.url}.`);
	return { sandbox, ...(await start(wanted)) };
}
