import { randomBytes } from 'node:crypto';
import { failureOf, firstItem } from '../../../sandbox/n8n/executions';
import { jelasticData } from '../../../sandbox/n8n/provision';
import { elapsed, say } from '../../../sandbox/n8n/say';
import { expectNone, openN8n, openSandbox, printFigures } from '../support/system';
import { CleanupRun, type KilledWorker, type Queue, unended } from './cleanupRun';
import { findPrograms, startDatabases } from './databases';
import { LogBucket } from './logBucket';
import { QUEUE_MODE, Worker } from './workers';
import { createWorkflows } from './workflows';

/** Slow enough that a worker can be caught in the middle of its work. */
const LATENCY_MS = 150;

let queue: Queue;
let firstRun: CleanupRun;
let killed: KilledWorker;
let finishedBy = 'nobody';
let left: string[];

/** The old objects that are still there. Fails if one is gone that must stay. */
async function oldLeft(): Promise<string[]> {
	const keys = await queue.bucket.keys();
	const [there, kept] = [new Set(keys), new Set(queue.bucket.kept)];
	expectNone(queue.bucket.kept.filter((key) => !there.has(key)));
	return keys.filter((key) => !kept.has(key));
}

beforeAll(async () => {
	findPrograms();
	const sandbox = await openSandbox();
	const bucket = await new LogBucket(sandbox).fill();
	say(`The sandbox is at ${sandbox.url}, with ${bucket.size} objects.`);
	let settings = {};
	const { n8n, folders } = await openN8n('queue', async ({ base }) => {
		settings = { ...QUEUE_MODE, ...(await startDatabases(base)) };
		say('PostgreSQL and Redis are ready.');
		return { ...settings, N8N_EVENTBUS_LOGWRITER_LOGBASENAME: 'events-main' };
	});
	const workers = [1, 2, 3].map((number) => new Worker(`worker ${number}`, folders, settings));
	await Promise.all(workers.map(async (one) => await one.start()));
	say('Three workers are ready.');
	const header = { name: 'X-Api-Key', value: randomBytes(18).toString('base64url') };
	const credentials = [
		await n8n.createCredential({
			...{ name: 'Jelastic sandbox', type: 'jelasticApi' },
			data: jelasticData(sandbox),
		}),
		await n8n.createCredential({ name: 'Webhook key', type: 'httpHeaderAuth', data: header }),
	];
	const workflow = await createWorkflows(n8n, credentials, bucket.settings);
	queue = { n8n, workers, sandbox, bucket, workflow };
});

describe('a worker is killed', () => {
	test('in the middle of its deletions', async () => {
		queue.sandbox.setLatency(LATENCY_MS);
		firstRun = await CleanupRun.start(queue);
		killed = await firstRun.killWorkerMidway();
	});

	test('the work was spread over all workers', () => {
		for (const worker of queue.workers) {
			const own = firstRun.startedBy(worker).filter((id) => id !== firstRun.parent);
			expect([worker.name, own.length]).not.toEqual([worker.name, 0]);
		}
	});

	test('it is started again, as whatever supervises workers does', async () => {
		const since = Date.now();
		await killed.worker.start();
		say(`${killed.worker.name} is ready again after ${elapsed(since)}.`);
	});

	test('no execution runs forever, and each that was cut off is marked as failed', async () => {
		await firstRun.ended();
		queue.sandbox.setLatency(0);
		for (const id of killed.prefixes.keys()) {
			const execution = await queue.n8n.execution(id);
			expect(['error', 'crashed']).toContain(execution.status);
			say(`Execution ${id}: ${failureOf(execution)}`);
		}
	});

	test('the execution that distributes the work fails, and names the prefixes that were cut off', async () => {
		const parent = await queue.n8n.execution(firstRun.parent);
		expect(parent.status).toBe('error');
		const { notCleanedUp } = firstItem(parent, 'Report') as { notCleanedUp: string[] };
		expect(notCleanedUp.sort()).toEqual([...killed.prefixes.values()].sort());
	});

	test('so far nothing is gone but old objects, and below the other prefixes all of them', async () => {
		left = await oldLeft();
		const cutOff = [...killed.prefixes.values()];
		expectNone(left.filter((key) => !cutOff.some((prefix) => key.startsWith(prefix))));
		const kept = new Set(queue.bucket.kept);
		expectNone(queue.bucket.requested.filter((key) => kept.has(key)));
	});
});

describe('the work is finished', () => {
	test("by n8n's own re-queueing or by the next run", async () => {
		if (left.length === 0) {
			const started = queue.workers.flatMap((worker) => worker.started);
			const timesOf = (id: string) => started.filter((one) => one === id).length;
			expect([...killed.prefixes.keys()].some((id) => timesOf(id) > 1)).toBe(true);
			finishedBy = "n8n's own re-queueing";
			return;
		}
		const next = await CleanupRun.start(queue);
		await next.ended();
		expect((await queue.n8n.execution(next.parent)).status).toBe('success');
		expect([...new Set(queue.bucket.requested)].sort()).toEqual(left);
		finishedBy = `the next run (${left.length} old objects were left; ${next.executionsByWorker})`;
	});

	test('exactly the old objects are gone', async () => {
		expectNone(await oldLeft());
	});

	test('a further run changes nothing', async () => {
		const further = await CleanupRun.start(queue);
		await further.ended();
		expect((await queue.n8n.execution(further.parent)).status).toBe('success');
		expectNone(queue.bucket.requested);
		expectNone(await oldLeft());
	});

	test('every execution has ended', async () => {
		expectNone(await unended(queue));
	});
});

printFigures(async () => {
	if (!killed) return [];
	const { bucket, workers } = queue;
	const kept = (await bucket.keys()).length;
	const { worker, prefixes, deleted, of } = killed;
	return [
		`objects checked: ${bucket.size}`,
		`deleted: ${bucket.size - kept}`,
		`kept: ${kept}`,
		`workers used: ${workers.filter(({ started }) => started.length > 0).length}`,
		...workers.map(({ name, started }) => `executions of ${name}: ${started.length}`),
		`${worker.name}, killed: had deleted ${deleted} of ${of} below ${[...prefixes.values()].join(', ')}`,
		`finished by: ${finishedBy}`,
	];
});
