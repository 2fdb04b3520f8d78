import { keysFrom, publishTrigger, uploadTo } from '../../../sandbox/n8n/arrivals';
import { openN8n, openSandbox } from '../support/system';
import { findPrograms, startDatabases } from './databases';
import { QUEUE_MODE, Worker } from './workers';

test('the main process polls, workers run what the trigger starts, and every object comes once', async () => {
	findPrograms();
	const sandbox = await openSandbox();
	const upload = uploadTo(sandbox);
	await upload(['in/before.txt']);
	let settings = {};
	const { n8n, folders } = await openN8n('queue', async ({ base }) => {
		settings = { ...QUEUE_MODE, ...(await startDatabases(base)) };
		return settings;
	});
	const workers = [1, 2].map((number) => new Worker(`worker ${number}`, folders, settings));
	await Promise.all(workers.map(async (one) => await one.start()));
	const published = await publishTrigger(n8n, sandbox);
	const keys = keysFrom(0, 1200);
	await upload(keys);
	expect(await published.untilGiven(keys)).toHaveLength(1200);
	const executions = (await n8n.executions({ workflowId: published.id })).map(({ id }) => id);
	const byWorkers = workers.flatMap(({ started }) => started);
	expect(executions).toHaveLength(3);
	expect(byWorkers.sort()).toEqual(executions.sort());
});
