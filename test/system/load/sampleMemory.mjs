// Loaded into n8n's own process (NODE_OPTIONS): notes how much memory lives right after collecting what does not.
import { appendFileSync } from 'node:fs';
import { memoryUsage, argv, env } from 'node:process';
import { setInterval } from 'node:timers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// n8n has a child, the JavaScript runner, that gets these options too.
if (argv.at(-1) === 'start') {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	const note = () => {
		collect();
		const { rss, heapUsed, external } = memoryUsage();
		appendFileSync(
			env.LOAD_MEMORY_FILE,
			`${JSON.stringify({ at: Date.now(), rss, heapUsed, external })}\n`,
		);
	};
	setInterval(note, Number(env.LOAD_MEMORY_EVERY_MS)).unref();
}
