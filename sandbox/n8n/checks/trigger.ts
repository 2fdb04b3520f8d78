import { dirname, join } from 'node:path';
import { keysFrom, publishWith, uploadTo, type Published } from '../arrivals';
import { poll } from '../poll';
import { anyPort } from '../ports';
import { startN8n } from '../server';
import { type CheckGroup, type Context, holds, same } from './check';

/** n8n polls once a minute. */
const WITHIN_MS = 180_000;

/** What is there when the workflow is published counts, too: so nobody waits for the poll that takes note of it. */
const OPTIONS = { limit: 1000, firstRun: 'existing' };

const [FIRST, SECOND] = [keysFrom(1000, 600), keysFrom(400, 600)];
const [THIRD, FOURTH] = [keysFrom(3000, 1100), keysFrom(5000, 100)];

let published: Published;

/** Begins what `arrivals` looks at: a poll is waited for while other checks wait for theirs. */
export const publishing: CheckGroup = {
	title: 'Trigger, published',
	checks: ({ n8n, sandbox, provisioned }) => ({
		'a workflow that starts when objects arrive is published': async () => {
			published = await publishWith(n8n, sandbox, provisioned.jelastic, OPTIONS);
			await uploadTo(sandbox)(FIRST);
			return `${FIRST.length} objects arrive`;
		},
	}),
};

const executions = async () => (await published.given()).filter((keys) => keys.length > 0);

/** Objects arrive while the published workflow polls; then n8n is killed with some of them pending. */
export const arrivals: CheckGroup = {
	title: 'Trigger, with objects that arrive',
	checks: (context) => {
		const upload = uploadTo(context.sandbox);
		return {
			'every object comes exactly once, in order of the listing': async () => {
				const hasBegun = async () => (await executions()).length > 0;
				await poll(hasBegun, 'A first execution', WITHIN_MS);
				// They come before some that are known.
				await upload(SECOND);
				const given = await published.untilGiven([...FIRST, ...SECOND]);
				same(given.length, FIRST.length + SECOND.length, 'the items');
				const all = await executions();
				for (const keys of all) same(keys, [...keys].sort(), 'the order of an execution');
				return `${given.length} objects in ${all.length} executions`;
			},
			'n8n is killed and started again: every object comes at least once': async () => {
				const before = (await executions()).length;
				await upload(THIRD);
				const hasNext = async () => (await executions()).length > before;
				await poll(hasNext, 'The next execution', WITHIN_MS);
				context.server.kill();
				await context.server.ended;
				await upload(FOURTH);
				await startAgain(context);
				const given = await published.untilGiven([...THIRD, ...FOURTH]);
				const different = new Set(given).size;
				same(different, [FIRST, SECOND, THIRD, FOURTH].flat().length, 'the objects');
				const twice = given.length - different;
				holds(twice <= OPTIONS.limit, `${twice} objects came twice`);
				return `${different} objects, ${twice} of them twice`;
			},
		};
	},
};

/** Starts n8n from what it has saved, at its old address; later checks see its new log. */
async function startAgain(context: Context): Promise<void> {
	const { server, folders } = context;
	const port = Number(new URL(server.url).port);
	const place = { userFolder: folders.userFolder, port, brokerPort: await anyPort() };
	context.server = startN8n(place, join(dirname(server.log), 'n8n-again.log'));
	process.once('exit', context.server.kill);
	await context.server.ready();
}
