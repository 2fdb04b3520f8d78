import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { bringUpN8n } from '../../sandbox/n8n/bring-up';
import { runChapters } from '../../sandbox/n8n/checks/check';
import { webhookCaller } from '../../sandbox/n8n/checks/webhook';
import { claim } from '../../sandbox/n8n/claim';
import { runFolders } from '../../sandbox/n8n/folders';
import { installN8n } from '../../sandbox/n8n/install';
import { anyPort } from '../../sandbox/n8n/ports';
import { enter } from '../../sandbox/n8n/provision';
import { elapsed, say } from '../../sandbox/n8n/say';
import type { Stopping } from '../../sandbox/n8n/stopping';
import { runProgram } from '../../sandbox/n8n/program';
import { QUICK } from '../support/quickN8n';
import { chapters } from './checks';
import { collect } from './evidence';
import { startElsewhere } from './elsewhere';
import { runFaults } from './faults';
import { figures } from './figures';
import { lanesOf } from './lanes';
import { decryptedCredentials } from './pieces/credentials';
import { runLanes } from './running';

/** Everything that n8n can be made to write down. */
const LOUD = { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console,file' };

/** Runs everything through every fault in a real n8n, and looks for secrets in all that is left of it. */
async function main(stopping: Stopping): Promise<number> {
	const since = Date.now();
	const folders = runFolders('secrets');
	stopping.add(claim(folders.base));
	rmSync(folders.userFolder, { recursive: true, force: true });
	await installN8n();
	const port = await anyPort();
	const { server, n8n } = await bringUpN8n({
		folders,
		port,
		stopping,
		settings: { ...LOUD, ...QUICK },
	});
	await enter(n8n);
	// With letters that every encoding writes differently.
	const header = { name: 'X-Webhook-Key', value: `+/"=${randomBytes(24).toString('base64')}` };
	const stored = await n8n.createCredential({
		...{ name: 'Webhook key', type: 'httpHeaderAuth' },
		data: header,
	});
	const call = webhookCaller(server.url, header);
	const lanes = lanesOf({ n8n, call, header: stored, stopping });
	const elsewhere = await startElsewhere(stopping);
	const faults = runFaults(elsewhere.url);
	await runLanes(lanes, faults);

	say('Searching …');
	const evidence = await collect(n8n, folders, lanes, header.value);
	await server.stop();
	evidence.look(await decryptedCredentials(folders));
	const count = await runChapters(chapters, { ...evidence, faults: faults.length, elsewhere });
	console.log(figures(evidence, faults.length, elapsed(since)));
	// More than a gigabyte, of which only what went wrong is worth a look.
	if (count.failed === 0) rmSync(folders.userFolder, { recursive: true, force: true });
	console.log(`\n${count.passed} passed, ${count.failed} failed`);
	return count.failed === 0 ? 0 : 1;
}

runProgram(main);
