import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bringUp } from './bring-up';
import { type Context, makeContext, runChecks } from './checks/check';
import { cleanup } from './checks/cleanup';
import { customer } from './checks/customer';
import { loading } from './checks/loading';
import { newFile } from './checks/newFile';
import { overdueKeys } from './checks/overdueKeys';
import { rotation } from './checks/rotation';
import { secrecy } from './checks/secrecy';
import { arrivals, publishing } from './checks/trigger';
import { claim } from './claim';
import { runFolders } from './folders';
import { installN8n } from './install';
import { openMailbox } from './mailbox';
import { EDITOR_PORT, choosePort } from './ports';
import { provision } from './provision';
import { Problem, say } from './say';
import { Stopping } from './stopping';
import { HELP, instructions } from './texts';

/** Secrets last, when the other checks could have leaked them; before that, what starts n8n again. */
const CHECKS = [
	...[loading, cleanup, publishing, newFile, overdueKeys, rotation, customer],
	...[arrivals, secrecy],
];

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean', default: false } as const;

function readFlags() {
	const ports = { port: TEXT, 'sandbox-port': TEXT };
	const options = { ...ports, check: FLAG, fresh: FLAG, keep: FLAG, help: { ...FLAG, short: 'h' } };
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		throw new Problem(`${(error as Error).message}\n\n${HELP}`);
	}
}

function portOf(flag: string, text = '0'): number | undefined {
	const value = Number(text);
	if (Number.isInteger(value) && value >= 0 && value < 65_536) return value || undefined;
	throw new Problem(`--${flag} must be a port number from 0 to 65535, not "${text}".`);
}

async function untilStopped(context: Context, stopping: Stopping): Promise<void> {
	const { server } = context;
	console.log(instructions(context));
	await server.ended;
	if (!stopping.isUnderWay) say(`n8n has ended. Its log: ${server.log}`);
}

async function start(stopping: Stopping): Promise<number> {
	const { check, fresh, keep, help, ...ports } = readFlags();
	const sandboxPort = portOf('sandbox-port', ports['sandbox-port']);
	const wantedPort = portOf('port', ports.port);
	if (help) {
		console.log(HELP);
		return 0;
	}
	const folders = runFolders(check ? 'check' : 'demo');
	stopping.add(claim(folders.base));
	if (check || fresh) {
		for (const folder of [folders.userFolder, folders.sandboxData]) {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	await installN8n();
	const port = await choosePort(wantedPort, check ? undefined : EDITOR_PORT);
	const running = await bringUp({ folders, port, sandboxPort, stopping });
	const mailbox = await openMailbox();
	stopping.add(mailbox.close);
	const provisioned = await provision(running.n8n, running.sandbox, mailbox.port, folders);
	say(`The credentials and ${provisioned.workflows.size} workflows are in it, and active.`);
	const context = makeContext({ ...running, provisioned, folders, mailbox });
	if (!check) {
		await untilStopped(context, stopping);
		return 1;
	}
	const { passed, failed } = await runChecks(CHECKS, context);
	console.log(`\n${passed} passed, ${failed} failed`);
	if (keep) await untilStopped(context, stopping);
	return failed === 0 ? 0 : 1;
}

const stopping = new Stopping();
stopping.onSignals();
void start(stopping)
	.catch((error: unknown) => {
		// While everything is being stopped, failures are its consequence.
		if (!stopping.isUnderWay)
			console.error(error instanceof Problem ? `\n${error.message}` : error);
		return 1;
	})
	.then(async (code) => {
		// Stopped by a signal: its handler ends this process.
		if (stopping.isUnderWay) return;
		await stopping.stop();
		process.exit(code);
	});
