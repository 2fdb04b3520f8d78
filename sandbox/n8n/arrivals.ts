// Objects that arrive in a bucket, and a published workflow that begins with the trigger: what it was given of them.
import type { Sandbox } from '../platform';
import { unflatten } from './executions';
import { poll } from './poll';
import { jelasticData } from './provision';
import type { N8nRest, StoredCredential, WorkflowDocument } from './rest';

const BUCKET = 'inbox';
const LIST = 's3.bucket.ListObjects';
const MINUTES = 60_000;

/** How many items an execution gets at most, unless it is said. */
export const LIMIT = 500;

/** Keys that the trigger watches, in the order of a listing. */
export const keysFrom = (start: number, count: number): string[] =>
	Array.from({ length: count }, (_, at) => `in/${String(start + at).padStart(6, '0')}.txt`);

/** Puts objects into the bucket that the trigger watches. */
export const uploadTo = (sandbox: Sandbox) => async (keys: string[]) =>
	await sandbox.fill(
		sandbox.hostGroups[0],
		BUCKET,
		keys.map((key) => ({ key, size: 3 })),
	);

/** A published workflow, and what it was given. */
export class Published {
	constructor(
		public n8n: N8nRest,
		readonly id: string,
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

const byValue = (value: string) => ({ __rl: true, mode: 'name', value });

const document = (
	sandbox: Sandbox,
	{ id, name }: StoredCredential,
	options: object,
): WorkflowDocument => ({
	name: 'New objects',
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
				options: { limit: LIMIT, ...options },
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

/** Publishes a workflow that begins with the trigger. @param options of the trigger */
export async function publishWith(
	n8n: N8nRest,
	sandbox: Sandbox,
	credential: StoredCredential,
	options: object = {},
): Promise<Published> {
	const workflow = await n8n.createWorkflow(document(sandbox, credential, options));
	await n8n.activate(workflow);
	return new Published(n8n, workflow.id);
}

/**
 * Publishes a workflow that begins with the trigger, and waits for its second poll: n8n may run the first some time
 * later, and its scheduler keeps nothing of what a poll at publishing knows.
 */
export async function publishTrigger(n8n: N8nRest, sandbox: Sandbox): Promise<Published> {
	const data = jelasticData(sandbox);
	const credential = await n8n.createCredential({ name: 'Jelastic', type: 'jelasticApi', data });
	const published = await publishWith(n8n, sandbox, credential);
	const isPolled = async () =>
		sandbox.requests.filter(({ apiMethod, status }) => apiMethod === LIST && status !== undefined)
			.length >= 2;
	await poll(isPolled, 'The second poll', 4 * MINUTES);
	return published;
}
