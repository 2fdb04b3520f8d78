// npx tsx bench/trigger.ts: what a poll of the trigger costs that finds nothing new, in seconds, requests, memory and
// what n8n keeps. Apart from the other works, because nothing else does the same.
import '../test/support/typescriptFirst';
import '../test/support/setup';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Polling } from '../test/support/poll';
import { idleMemory, peakMemory } from './memory';
import { Child } from './messages';
import type { SandboxCommands } from './sandbox-process';

const OBJECTS = Number(process.argv[2] ?? 100_000);
const POLLS = 10;
const BUCKET = 'trigger';

setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc') as typeof globalThis.gc;

async function main(): Promise<void> {
	const sandbox = Child.start<SandboxCommands>(join(__dirname, 'sandbox-process.ts'));
	const { url, token, hostGroup } = await sandbox.ask('start');
	await sandbox.ask('fill', { bucket: BUCKET, count: OBJECTS });
	const trigger = new Polling({
		parameters: { hostGroup, bucketName: BUCKET },
		credential: { host: url, token },
	});
	await trigger.publish();
	await sandbox.ask('forget');
	const idle = await idleMemory();
	const rows: Array<{ seconds: number; 'peak MB': number; 'MB afterwards': number }> = [];
	for (let poll = 0; poll < POLLS; poll++) {
		const begun = performance.now();
		let seconds = 0;
		const peak = await peakMemory(async () => {
			if ((await trigger.poll()) !== null) throw new Error('There was news');
			seconds = (performance.now() - begun) / 1000;
		});
		rows.push({
			seconds: Number(seconds.toFixed(2)),
			'peak MB': Math.round(peak - idle),
			'MB afterwards': Math.round((await idleMemory()) - idle),
		});
	}
	const { requests } = await sandbox.ask('passed');
	console.table(rows);
	console.log(
		`${OBJECTS} objects: ${requests / POLLS} requests a poll, ${trigger.database.length} bytes kept`,
	);
	await sandbox.ask('stop');
	await sandbox.end();
}

void main();
