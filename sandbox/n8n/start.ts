import { rmSync } from 'node:fs';
import { bringUp } from './bring-up';
import { checkGroups } from './checks';
import { type Context, makeContext, runChecks } from './checks/check';
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

async function untilStopped(context: Context, stopping: Stopping): Promise<void> {
	const { server, sandbox, provisioned, folders } = context;
	console.log(whereToLook(server, sandbox, provisioned, folders.base));
	await server.ended;
	if (!stopping.isUnderWay) say(`n8n has ended. Its log: ${server.log}`);
}

runProgram(async (stopping) => {
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
	const context = makeContext({ ...running, provisioned, folders });
	if (!flags.check) {
		await untilStopped(context, stopping);
		return 1;
	}
	const { passed, failed } = await runChecks(checkGroups, context);
	console.log(`\n${passed} passed, ${failed} failed`);
	if (flags.keep) await untilStopped(context, stopping);
	return failed === 0 ? 0 : 1;
});
