import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bringUpN8n } from '../../sandbox/n8n/bring-up';
import { runChapters } from '../../sandbox/n8n/checks/check';
import { claim } from '../../sandbox/n8n/claim';
import { runFolders } from '../../sandbox/n8n/folders';
import { installN8n } from '../../sandbox/n8n/install';
import { anyPort } from '../../sandbox/n8n/ports';
import { runProgram } from '../../sandbox/n8n/program';
import { enter, jelasticData } from '../../sandbox/n8n/provision';
import { Problem, say } from '../../sandbox/n8n/say';
import type { Stopping } from '../../sandbox/n8n/stopping';
import { startSandbox } from '../../sandbox/platform';
import { QUICK } from '../support/quickN8n';
import { callUntil } from './callers';
import { chapters } from './checks';
import { figures } from './figures';
import { Flight } from './flight';
import { JOBS } from './jobs';
import { noteMemory, samplesOf } from './memory';
import { Place } from './place';
import { workflowOf } from './workflow';

const CALLERS = 50;
const LATENCY_MS = 20;
const MEMORY_EVERY_MS = 2_000;
const SAY_EVERY_MS = 30_000;

/** Caches fill, code is compiled: until then memory grows by itself. */
const WARM_UP_SHARE = 0.3;

/**
 * n8n keeps no execution, or its database would grow without bound. What is not to be kept it marks as deleted,
 * and removes with its files every minute from then on (else every quarter of an hour, what is an hour old).
 */
const KEEP_NOTHING = {
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'none',
	EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'false',
	EXECUTIONS_DATA_HARD_DELETE_BUFFER: '0',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '1',
};

function minutes(): number {
	const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
	const chosen = Number(values.minutes);
	if (chosen > 0) return chosen;
	throw new Problem(`--minutes wants a number above 0, not "${values.minutes}".`);
}

/** Has fifty callers at once ask a real n8n for mixed operations, for minutes. */
async function main(stopping: Stopping): Promise<number> {
	const lasts = minutes() * 60_000;
	const folders = runFolders('load');
	stopping.add(claim(folders.base));
	rmSync(folders.userFolder, { recursive: true, force: true });
	await installN8n();

	const flight = new Flight();
	const sandbox = await startSandbox({
		...{ recordRequests: false, defaultDelimiter: '', latencyMs: LATENCY_MS },
		watch: flight.watch,
	});
	stopping.add(async () => await sandbox.stop());
	const places = Array.from({ length: CALLERS }, (_, number) => new Place(sandbox, number));
	for (const place of places) await place.make();

	const noted = join(folders.base, 'memory.jsonl');
	rmSync(noted, { force: true });
	const settings = { ...KEEP_NOTHING, ...QUICK, ...noteMemory(noted, MEMORY_EVERY_MS) };
	const { server, n8n } = await bringUpN8n({ folders, port: await anyPort(), stopping, settings });
	await enter(n8n);
	const content = { name: 'Platform', type: 'jelasticApi', data: jelasticData(sandbox) };
	const credential = await n8n.createCredential(content);
	for (const job of JOBS) await n8n.activate(await n8n.createWorkflow(workflowOf(job, credential)));
	say(`${JOBS.length} workflows; ${CALLERS} callers at once for ${lasts / 60_000} minutes.`);

	const from = Date.now();
	const still = setInterval(() => say(`  … ${flight.requests} requests`), SAY_EVERY_MS);
	const isOver = () => Date.now() - from > lasts;
	const tally = await callUntil(isOver, { url: server.url, jobs: JOBS, places, flight }).finally(
		() => clearInterval(still),
	);
	const until = Date.now();
	await sleep(2 * MEMORY_EVERY_MS);
	const samples = samplesOf(noted, from + WARM_UP_SHARE * lasts, until);
	const scene = { sandbox, places, flight, tally, samples, n8n, seconds: (until - from) / 1000 };
	const { passed, failed } = await runChapters(chapters, scene);
	console.log(figures(scene));
	console.log(`\n${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

runProgram(main);
