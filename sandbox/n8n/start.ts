import { rmSync } from 'node:fs';
import { bringUp } from './bring-up';
import { chapters, makeScene, runChapters } from './checks';
import type { Scene } from './checks/check';
import { claim } from './claim';
import { HELP, readFlags } from './flags';
import { runFolders } from './folders';
import { installN8n } from './install';
import { EDITOR_PORT, choosePort } from './ports';
import { provision } from './provision';
import { Problem, say } from './say';
import { Stopping } from './stopping';
import { whereToLook } from './texts';

const stopping = new Stopping();

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
	const port = await choosePort(flags.port, flags.check ? undefined : EDITOR_PORT);
	const running = await bringUp({ folders, port, sandboxPort: flags.sandboxPort, stopping });
	const provisioned = await provision(running.n8n, running.sandbox);
	say(`The credential and ${provisioned.workflows.size} workflows are in it, and active.`);
	const scene = makeScene({ ...running, provisioned, folders });
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
