import { rmSync } from 'node:fs';
import { startSandbox } from '../platform';
import { chapters, makeScene, runChapters } from './checks';
import type { Scene } from './checks/check';
import { claim } from './claim';
import { type Flags, HELP, readFlags } from './flags';
import { type RunFolders, runFolders } from './folders';
import { installN8n } from './install';
import { buildAndPack, installPack } from './pack';
import { EDITOR_PORT, anyPort, choosePort } from './ports';
import { provision } from './provision';
import { N8nRest } from './rest';
import { Problem, elapsed, say } from './say';
import { startN8n } from './server';
import { Stopping } from './stopping';
import { whereToLook } from './texts';

const stopping = new Stopping();

/** Brings up the sandbox and n8n with everything in it. */
async function bringUp(flags: Flags, folders: RunFolders): Promise<Scene> {
	say('Building and packing the pack …');
	const tarball = await buildAndPack(folders);
	const isNew = await installPack(tarball, folders);
	say(`The pack is ${isNew ? 'installed in' : 'in'} n8n as users get it: from its tarball.`);

	const port = await choosePort(flags.port, flags.check ? undefined : EDITOR_PORT);
	const sandbox = await startSandbox({
		port: flags.sandboxPort,
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

async function untilStopped({ server, sandbox, provisioned, folders }: Scene): Promise<number> {
	console.log(whereToLook(server, sandbox, provisioned, folders.base));
	await server.ended;
	if (!stopping.isUnderWay) say(`n8n has ended. Its log: ${server.log}`);
	return 1;
}

/** Runs every example and checks it; the last line says how many checks passed and failed. */
async function check(scene: Scene, keep: boolean): Promise<number> {
	const { passed, failed } = await runChapters(chapters, scene);
	console.log(`\n${passed} passed, ${failed} failed`);
	if (keep) await untilStopped(scene);
	return failed === 0 ? 0 : 1;
}

async function main(): Promise<number> {
	const flags = readFlags(process.argv.slice(2));
	if (flags.help) {
		console.log(HELP);
		return 0;
	}
	const folders = runFolders(flags.check ? 'check' : 'demo');
	stopping.onSignals();
	stopping.add(claim(folders.base));
	if (flags.check || flags.fresh) {
		for (const folder of [folders.userFolder, folders.sandboxData]) {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	await installN8n();
	const scene = await bringUp(flags, folders);
	return flags.check ? await check(scene, flags.keep) : await untilStopped(scene);
}

main()
	.catch((error: unknown) => {
		// While everything is being stopped, what was being waited for ends as it will.
		if (!stopping.isUnderWay)
			console.error(error instanceof Problem ? `\n${error.message}` : error);
		return 1;
	})
	.then(async (code) => {
		// Stopped by a signal: whoever handles that ends this process with the signal's code.
		if (stopping.isUnderWay) return;
		await stopping.stop();
		process.exit(code);
	});
