import { keysFrom, LIMIT, publishTrigger, uploadTo } from '../../../sandbox/n8n/arrivals';
import { runFolders } from '../../../sandbox/n8n/folders';
import { poll } from '../../../sandbox/n8n/poll';
import { anyPort } from '../../../sandbox/n8n/ports';
import { enter } from '../../../sandbox/n8n/provision';
import { N8nRest } from '../../../sandbox/n8n/rest';
import { startN8n, type N8nServer } from '../../../sandbox/n8n/server';
import { FAST, openN8n, openSandbox, stopping } from '../support/system';

// The trigger in a real n8n, which polls once a minute: its shortest time.

/** n8n keeps what a trigger knows with the workflow, or commits it with each poll: by default, and if it is set so. */
const MODES: Array<[string, string, NodeJS.ProcessEnv]> = [
	['with the workflow', 'trigger', FAST],
	[
		'with each poll',
		'trigger-durable',
		{
			...FAST,
			N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
			N8N_SCHEDULER_ENABLED: 'true',
			N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
			N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		},
	],
];

const MINUTES = 60_000;

test.each(MODES)(
	'what is known is saved %s: every object comes, twice only where n8n is killed',
	async (_, folder, settings) => {
		const sandbox = await openSandbox();
		const upload = uploadTo(sandbox);
		await upload(['in/before.txt', 'elsewhere.txt']);
		const { n8n, server } = await openN8n(folder, () => settings);
		const published = await publishTrigger(n8n, sandbox);

		// They arrive in the middle of polls, some of them before others that are there already.
		const first = keysFrom(1000, 600);
		await upload(first);
		await poll(async () => (await published.given()).length > 0, 'A first execution', 3 * MINUTES);
		const second = keysFrom(400, 600);
		await upload(second);
		const given = await published.untilGiven([...first, ...second]);
		expect(given).toHaveLength(1200);
		for (const keys of await published.given()) {
			expect(keys).toEqual([...keys].sort());
			expect(keys.length).toBeLessThanOrEqual(LIMIT);
		}

		// Killed as soon as the next execution shows, with objects pending; more come while it is down.
		const before = (await published.given()).length;
		const third = keysFrom(3000, 700);
		await upload(third);
		await poll(
			async () => (await published.given()).length > before,
			'An execution with the third batch',
			3 * MINUTES,
		);
		server.kill();
		await server.ended;
		const fourth = keysFrom(5000, 300);
		await upload(fourth);
		published.n8n = await startedAgain(folder, settings);
		const all = await published.untilGiven([...third, ...fourth]);
		const twice = all.length - new Set(all).size;
		expect(new Set(all).size).toBe(2200);
		expect(twice).toBeLessThanOrEqual(LIMIT);
		console.log(
			`2,200 objects, ${(await published.given()).length} executions, ${twice} given twice`,
		);
	},
);

/** The same n8n, started again from what it has saved. */
async function startedAgain(folder: string, settings: NodeJS.ProcessEnv): Promise<N8nRest> {
	const folders = runFolders(folder);
	const { userFolder, log } = folders;
	const place = { userFolder, port: await anyPort(), brokerPort: await anyPort(), settings };
	const server: N8nServer = startN8n(place, log);
	process.once('exit', server.kill);
	stopping.add(server.stop);
	await server.ready();
	const n8n = new N8nRest(server.url);
	await enter(n8n, folders);
	return n8n;
}
