import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { startSandbox, type Sandbox } from '../../sandbox/platform';
import { claim } from '../../sandbox/n8n/claim';
import { runFolders } from '../../sandbox/n8n/folders';
import { installN8n } from '../../sandbox/n8n/install';
import { enter, jelasticData } from '../../sandbox/n8n/provision';
import type { N8nRest, StoredWorkflow } from '../../sandbox/n8n/rest';
import { say } from '../../sandbox/n8n/say';
import type { Stopping } from '../../sandbox/n8n/stopping';
import { LogBucket } from './bucket';
import { findPrograms, startDatabases, type Databases } from './databases';
import { bringUpQueue, type Worker } from './instances';
import { putWorkflows } from './workflows';

/** What the work is done on. */
export interface Stage {
	n8n: N8nRest;
	workers: Worker[];
	sandbox: Sandbox;
	databases: Databases;
	bucket: LogBucket;
	/** The workflow that hands the work out. */
	workflow: StoredWorkflow;
}

/** Brings everything up anew: databases, n8n in queue mode, a sandbox with a bucket, the workflows. */
export async function openStage(stopping: Stopping): Promise<Stage> {
	findPrograms();
	const folders = runFolders('queue');
	stopping.add(claim(folders.base));
	rmSync(folders.userFolder, { recursive: true, force: true });
	await installN8n();
	const sandbox = await startSandbox();
	stopping.add(async () => await sandbox.stop());
	const bucket = new LogBucket(sandbox);
	await bucket.fill();
	say(`The sandbox is at ${sandbox.url}, with ${bucket.size} objects.`);
	const databases = await startDatabases(folders.base, stopping);
	say('PostgreSQL and Redis are ready.');
	const { n8n, workers } = await bringUpQueue(folders, databases.settings, stopping);
	await enter(n8n);
	const jelastic = { name: 'Jelastic sandbox', type: 'jelasticApi', data: jelasticData(sandbox) };
	const header = { name: 'X-Api-Key', value: randomBytes(18).toString('base64url') };
	const credentials = [
		await n8n.createCredential(jelastic),
		await n8n.createCredential({ name: 'Webhook key', type: 'httpHeaderAuth', data: header }),
	];
	const workflow = await putWorkflows(n8n, credentials, bucket.settings);
	return { n8n, workers, sandbox, databases, bucket, workflow };
}
