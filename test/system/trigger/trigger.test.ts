import { runFolders } from '../../../sandbox/n8n/folders';
import { unflatten } from '../../../sandbox/n8n/executions';
import { poll } from '../../../sandbox/n8n/poll';
import { anyPort } from '../../../sandbox/n8n/ports';
import { enter, jelasticData } from '../../../sandbox/n8n/provision';
import { N8nRest, type StoredCredential, type WorkflowDocument } from '../../../sandbox/n8n/rest';
import { startN8n, type N8nServer } from '../../../sandbox/n8n/server';
import type { Sandbox } from '../../../sandbox/platform';
import { byValue } from '../../support/things';
import { FAST, openN8n, openSandbox, stopping } from '../support/system';

// The trigger in a real n8n, which polls once a minute: its shortest time.

const NAME = 'trigger-check';

/** n8n keeps what a trigger knows with the workflow, or commits it with each poll: by default, and if it is set so. */
const MODES: Array<[string, NodeJS.ProcessEnv]> = [
	['with the workflow', FAST],
	[
		'with each poll',
		{
			...FAST,
			N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
			N8N_SCHEDULER_ENABLED: 'true',
			N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
			N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		},
	],
];
const BUCKET = 'inbox';
const LIMIT = 500;
const MINUTES = 60_000;

const keysFrom = (start: number, count: number) =>
	Array.from({ length: count }, (_, at) => `in/${String(start + at).padStart(6, '0')}.txt`);

/** A published workflow, and what it was given. */
class Published {
	constructor(
		public n8n: N8nRest,
		private readonly id: string,
	) {}

	/** The keys that each execution began with, the oldest first. */
	async given(): Promise<string[][]> {
		const all = await this.n8n.executions({ workflowId: this.id });
		const ids = all.map(({ id }) => Number(id)).sort((a, b) => a - b);
		return await Promise.all(ids.map(async (id) => await this.keysOf(String(id))));
	}

	private async keysOf(id: string): Promise<string[]> {
		const { data = '[{}]' } = await this.n8n.execution(id);
		const { resultData } = unflatten(data) as {
			resultData?: {
				runData: Record<string, Array<{ data: { main: Array<Array<{ json: { key: string } }>> } }>>;
			};
		};
		const items = resultData?.runData.Trigger?.[0].data.main[0] ?? [];
		return items.map(({ json }) => json.key);
	}

	/** Waits until everything that there is was given. */
	async untilGiven(keys: string[]): Promise<string[]> {
		const wanted = new Set(keys);
		const look = async () => {
			const given = (await this.given()).flat();
			const seen = new Set(given);
			return [...wanted].every((key) => seen.has(key)) && given;
		};
		return (await poll(
			look,
			`${keys.length} objects should start executions`,
			6 * MINUTES,
		)) as string[];
	}
}

const document = (sandbox: Sandbox, { id, name }: StoredCredential): WorkflowDocument => ({
	name: NAME,
	nodes: [
		{
			...{ id: 'a', name: 'Trigger', type: 'n8n-nodes-jelastic-s3.jelasticS3Trigger' },
			...{ typeVersion: 1, position: [0, 0], credentials: { jelasticApi: { id, name } } },
			parameters: {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				hostGroup: byValue(sandbox.hostGroups[0]),
				bucketName: byValue(BUCKET),
				events: ['created'],
				prefix: 'in/',
				options: { limit: LIMIT },
			},
		},
		{
			...{ id: 'b', name: 'End', type: 'n8n-nodes-base.noOp' },
			...{ typeVersion: 1, position: [200, 0], parameters: {} },
		},
	],
	connections: { Trigger: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

test.each(MODES)(
	'what is known is saved %s: every object comes, twice only where n8n is killed',
	async (_, settings) => {
		const sandbox = await openSandbox({ recordRequests: false });
		const [hostGroup] = sandbox.hostGroups;
		const upload = async (keys: string[]) =>
			await sandbox.fill(
				hostGroup,
				BUCKET,
				keys.map((key) => ({ key, size: 3 })),
			);
		await upload(['in/before.txt', 'elsewhere.txt']);
		const { n8n, server } = await openN8n(NAME, () => settings);
		const credential = await n8n.createCredential({
			...{ name: 'Jelastic', type: 'jelasticApi', data: jelasticData(sandbox) },
		});
		const workflow = await n8n.createWorkflow(document(sandbox, credential));
		await n8n.activate(workflow);
		const published = new Published(n8n, workflow.id);

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
		published.n8n = await startedAgain(settings);
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
async function startedAgain(settings: NodeJS.ProcessEnv): Promise<N8nRest> {
	const { userFolder, log } = runFolders(NAME);
	const place = { userFolder, port: await anyPort(), brokerPort: await anyPort(), settings };
	const server: N8nServer = startN8n(place, log);
	process.once('exit', server.kill);
	stopping.add(server.stop);
	await server.ready();
	const n8n = new N8nRest(server.url);
	await enter(n8n);
	return n8n;
}
