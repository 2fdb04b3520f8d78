import { rmSync } from 'node:fs';
import { bringUp } from './bring-up';
import { chapters, makeScene, runChapters } from './checks';
import type { Scene } from './checks/check';
import { claim } from './claim';
import { HELP, readFlags } from './flags';
import { runFolders } from './folders';
import { installN8n } from './install';
import { EDITOR_PORT, choosePort } from './ports';
import { runProgram } from './program';
import { provision } from './provision';
import { say } from './say';
import type { Stopping } from './stopping';
import { whereToLook } from './texts';

async function untilStopped(scene: Scene, stopping: Stopping): Promise<number> {
	const { server, sandbox, provisioned, folders } = scene;
	console.log(whereToLook(server, sandbox, provisioned, folders.base));
	await server.ended;
	if (!stopping.isUnderWay) say(`n8n has ended. Its log: ${server.log}`);
	return 1;
}

/** Runs every example and checks it; the last line says how many checks passed and failed. */
async function check(scene: Scene, keep: boolean, stopping: Stopping): Promise<number> {
	const { passed, failed } = await runChapters(chapters, scene);
	console.log(`\n${passed} passed, ${failed} failed`);
	if (keep) await untilStopped(scene, stopping);
	return failed === 0 ? 0 : 1;
}

async function main(stopping: Stopping): Promise<number> {
	const flags = readFlags(process.argv.slice(2));
	if (flags.help) {
		console.log(HELP);
		return 0;
	}
	const folders = runFolders(flags.check ? 'check' : 'demo');
	stopping.add(claim(folders.base));
	if (flags.check || flags.fresh) {
		for (const folder of [folders.userFolder, folders.sandboxData]) {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	await installN8n();
	const port = await choosePort(flags.port, flags.check ? undefined : EDITOR_PORT);
	const running = await bringUp({ folders, port, sandboxPort: flags.sandboxPort, stopping });
	const provisioned = await provision(running.n8n, running.sandbox);
	say(`The credential and ${provisioned.workflows.size} workflows are in it, and active.`);
	const scene = makeScene({ ...running, provisioned, folders });
	return flags.check
		? await check(scene, flags.keep, stopping)
		: await untilStopped(scene, stopping);
}

runProgram(main);
