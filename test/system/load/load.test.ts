import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { jelasticData } from '../../../sandbox/n8n/provision';
import { say } from '../../../sandbox/n8n/say';
import { type WebhookCaller, webhookCaller } from '../../../sandbox/n8n/webhook';
import type { Sandbox } from '../../../sandbox/platform';
import {
	bucketsOf,
	KEEPER,
	lookOutside,
	makeExampleThings,
	makeKeeper,
	removeThings,
} from '../../support/operations';
import * as system from '../support/system';
import { bodyOf, webhookWorkflow } from '../support/workflow';
import { readSamples, type Sample, sampleMemory, trendOf } from './memory';
import { RequestsInFlight } from './requestsInFlight';
import { expectLinks, KEYS, type LoadWorkflow, WORKFLOWS } from './workflows';

const MINUTES = Number(process.env.LOAD_MINUTES ?? 5);
const CALLERS = 50;
const LATENCY_MS = 20;
const SAMPLE_EVERY_MS = 2_000;

/** Until caches are filled and code is compiled, memory grows by itself. */
const WARM_UP_SHARE = 0.3;

/**
 * An execution whose node's context and items are never released holds 27 KB (measured with a list that keeps
 * them all). So this is exceeded if one in twenty-seven is kept, or a kilobyte of each.
 */
const BYTES_PER_EXECUTION = 1024;

/** What is in progress differs from moment to moment: medians without a leak differed by up to 1.1 MB. */
const NOISE_BYTES = 2 * 2 ** 20;

/**
 * Or n8n's database would grow without bound. n8n marks what it is not to keep as deleted, and removes it every
 * minute with these (by default every quarter of an hour, what is an hour old).
 */
const SAVE_NOTHING = {
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'none',
	EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'false',
	EXECUTIONS_DATA_HARD_DELETE_BUFFER: '0',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '1',
};

const requests = new RequestsInFlight();
const executions = new Map<string, number>();
const failures: string[] = [];
let sandbox: Sandbox;
let samples: Sample[] = [];
let seconds = 0;

const pathOf = ({ name }: LoadWorkflow) => `load/${name.replace(/\W+/g, '-')}`;
const executionCount = () => system.sumOf(executions.values(), (count) => count);

/** Runs a workflow once on things of its own; throws what is wrong with what it did. */
async function runOnce(call: WebhookCaller, workflow: LoadWorkflow): Promise<void> {
	const { name, concurrency, file, gives, givesMore, changes, isPerKey } = workflow;
	const things = await makeExampleThings(sandbox, KEYS);
	const expected = await lookOutside(sandbox, things);
	for (const change of changes) change(expected, things, KEYS);
	const id = things.account;
	const buckets = bucketsOf(things);
	requests.started(id, name, concurrency, buckets);
	const { status, body } = await call(
		pathOf(workflow),
		bodyOf({ id, keys: KEYS, ...things }, file?.(things)),
	).finally(() => requests.finished(id, buckets));
	if (status !== 200) throw new Error(`HTTP ${status} ${JSON.stringify(body)}`);
	const items = body as unknown as IDataObject[];
	const wanted = gives(things, KEYS);
	if (givesMore) {
		const some = wanted.map((item) => expect.objectContaining(item) as object);
		expect(items).toEqual(expect.arrayContaining(some));
	} else expect(items).toMatchObject(wanted);
	const after = await lookOutside(sandbox, things);
	expect(after).toEqual(expected);
	const urls = items.flatMap(({ url }) => url ?? []);
	if (isPerKey && urls.length > 0) await expectLinks(urls, things);
	await removeThings(sandbox, things, after);
}

/** Each caller runs one workflow after another, starting at a different one, so that all run at the same time. */
async function callUntil(end: number, call: WebhookCaller): Promise<void> {
	const callAll = async (first: number) => {
		for (let at = first; Date.now() < end; at++) {
			const workflow = WORKFLOWS[at % WORKFLOWS.length];
			try {
				await runOnce(call, workflow);
				executions.set(workflow.name, (executions.get(workflow.name) ?? 0) + 1);
			} catch (error) {
				failures.push(`${workflow.name}: ${(error as Error).message}`);
			}
		}
	};
	const callers = Array.from({ length: CALLERS }, (_, first) => callAll(first));
	await system.withProgress(() => `${requests.count} requests`, Promise.all(callers));
}

beforeAll(
	async () => {
		if (!(MINUTES > 0)) throw new Error('LOAD_MINUTES must be a number above 0');
		sandbox = await system.openSandbox({
			...{ recordRequests: false, defaultDelimiter: '', latencyMs: LATENCY_MS },
			watch: requests.watch,
		});
		await makeKeeper(sandbox);
		let sampleFile = '';
		const { server, n8n } = await system.openN8n('load', ({ base }) => {
			sampleFile = join(base, 'memory.jsonl');
			rmSync(sampleFile, { force: true });
			return { ...SAVE_NOTHING, ...system.FAST, ...sampleMemory(sampleFile, SAMPLE_EVERY_MS) };
		});
		const data = jelasticData(sandbox);
		const credential = await n8n.createCredential({ name: 'Platform', type: 'jelasticApi', data });
		for (const workflow of WORKFLOWS) {
			const document = webhookWorkflow({
				...{ name: workflow.name, path: pathOf(workflow), steps: workflow.steps },
				...{ splitOut: workflow.isPerKey ? 'keys' : undefined },
				...{ credentials: [credential], save: 'none' },
			});
			await n8n.activate(await n8n.createWorkflow(document));
		}
		say(
			`${WORKFLOWS.length} workflows; ${CALLERS} callers at the same time for ${MINUTES} minutes.`,
		);

		const start = Date.now();
		await callUntil(start + MINUTES * 60_000, webhookCaller(server.url));
		const end = Date.now();
		seconds = (end - start) / 1000;
		await sleep(2 * SAMPLE_EVERY_MS);
		samples = readSamples(sampleFile, start + WARM_UP_SHARE * (end - start), end);
	},
	(30 + 2 * MINUTES) * 60_000,
);

test('every execution did what it says, by its items and by what is on the platform', () => {
	system.expectNone(failures);
	expect([...executions.keys()].sort()).toEqual(WORKFLOWS.map(({ name }) => name).sort());
});

test('nothing else is gone, and nothing is left over', async () => {
	expect((await sandbox.accounts()).map(({ name }) => name)).toEqual([KEEPER]);
	const buckets = await sandbox.store.listBuckets(sandbox.ownerUid);
	expect(buckets.map(({ bucket }) => bucket).filter((name) => name !== KEEPER)).toEqual([]);
});

test('requests in flight never exceed the concurrencies of what runs, in sum and for each execution', () => {
	expect(requests.count).toBeGreaterThan(0);
	system.expectNone(requests.excesses);
});

test.each(WORKFLOWS.filter(({ usesConcurrency }) => usesConcurrency))(
	'$name uses its concurrency, $concurrency',
	({ name, concurrency }) => {
		const peak = requests.peakOfWorkflow.get(name);
		// With many executions at the same time, one of them rarely has all its requests in flight at once.
		expect(peak).toBeGreaterThan(1);
		expect(peak).toBeLessThanOrEqual(concurrency);
	},
);

test('the memory that lives in n8n does not grow', () => {
	expect(samples.length).toBeGreaterThanOrEqual(6);
	const { start, end, fitted } = trendOf(samples, (one) => one.heapUsed + one.external);
	// A leak shows in both; noise rarely does.
	const growth = Math.min(end - start, fitted);
	expect(growth).toBeLessThanOrEqual(NOISE_BYTES + executionCount() * BYTES_PER_EXECUTION);
});

system.printFigures(() => {
	const { formatNumber: number, formatMegabytes: megabytes } = system;
	const { peak, peakOfWorkflow } = requests;
	const measures = {
		'live heap': 'heapUsed',
		'outside of it': 'external',
		resident: 'rss',
	} as const;
	const done = executionCount();
	return [
		`executions   ${number(done)} in ${number(seconds)} s, ${(done / seconds).toFixed(1)} a second; ${failures.length} failed`,
		...[...executions].map(
			([name, count]) =>
				`  ${name.padEnd(46)} ${number(count).padStart(6)}, at most ${peakOfWorkflow.get(name)} requests in flight`,
		),
		`requests     ${number(requests.count)}`,
		`in flight    at most ${peak.inFlight}, when ${peak.allowed} were allowed`,
		...Object.entries(measures).map(([name, field]) => {
			const { start, end, fitted } = trendOf(samples, (sample) => sample[field]);
			return `memory       ${name.padEnd(14)} ${megabytes(start)} → ${megabytes(end)} (straight line: ${megabytes(fitted)})`;
		}),
		`             ${samples.length} samples after garbage collection, without the warm-up`,
	];
});
