import '../../support/quickRetries';
import type { NodeOperationError } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/platform';
import { watchBucket } from '../../../nodes/shared/trigger/row';
import { CHOSEN, makeExampleThings, whereOf } from '../../support/operations';
import { linesOf, Polling } from '../../support/poll';
import { isComplete } from './expected';
import { foreignLabels } from './labels';
import { attemptsAt, type Attempt } from './matrix';
import { HUGE, LATE, LOST, REFUSED, STRANGE_TABLES } from './outcomes';
import { stopSandboxes, withSandbox } from './sandboxes';
import { cellsOf, faultNamed } from './table';
import { TEXTS } from './texts';

// The trigger lists as Delete Many does, and downloads as Download does: whatever can hit those hits it, and leads to
// the outcome in their tables. A poll tells of what can be had, or fails with advice and changes nothing; the next
// poll tells of the rest. A file that cannot be had while nothing else is wrong is told of in the third poll, without it.

const LIST = 'object deleteMany @ ListObjects';
const DOWNLOAD = ['object download @ GetPresignedURL', 'object download @ GetObject'];

const attempts = [LOST, REFUSED, LATE, HUGE, ...STRANGE_TABLES]
	.flatMap(cellsOf)
	.filter(({ row }) => [LIST, ...DOWNLOAD].includes(row))
	.flatMap(attemptsAt);

const TIMEOUT = 1000;
const faultOf = ({ fault }: Attempt) => faultNamed(fault, 'http://elsewhere.example', TIMEOUT);

afterAll(stopSandboxes);

/** A published trigger, and objects of which it is to tell: they have changed since. */
async function watching(sandbox: Sandbox, attempt: Attempt): Promise<Polling> {
	const things = await makeExampleThings(sandbox);
	const { hostGroup, source: bucketName } = things;
	const fault = faultOf(attempt);
	const own = { hostGroup, bucketName, prefix: 'in/' };
	const trigger = new Polling({
		parameters: {
			...(fault.fields?.(own, things) ?? own),
			events: ['created', 'changed'],
			options: { ...fault.options, download: attempt.row !== LIST },
		},
		credential: { host: sandbox.url, token: sandbox.token, allowUnauthorizedCerts: true },
	});
	expect(await trigger.publish()).toEqual([]);
	trigger.credential.allowUnauthorizedCerts = false;
	const changed = CHOSEN.map((key) => ({ key, body: `${key}, changed` }));
	await sandbox.fill(hostGroup, bucketName, changed);
	return trigger;
}

const all = (event: string) => CHOSEN.map((key) => `${event} ${key}`);

/** What a poll under a fault tells of, and the next one without it; undefined for the first where it fails. */
function expectedOf(attempt: Attempt): [told: string[] | undefined, later: string[]] {
	const { row, outcome, times } = attempt;
	// An empty listing is asked for again; if it stays empty, the objects are gone, and come anew.
	if (row === LIST && outcome === 'taken' && times !== 1) return [[], all('created')];
	if (outcome === 'taken' || isComplete(outcome, attempt)) return [all('changed'), []];
	const [first, ...others] = all('changed');
	const isOneOfMany = row !== LIST && times === 1 && !faultOf(attempt).sandbox;
	return isOneOfMany ? [others, [first]] : [undefined, all('changed')];
}

/** What a poll fails with; undefined where it gives nothing. */
async function failureOf(poll: Promise<unknown>): Promise<string | undefined> {
	return await poll.then(
		(items) => (items === null ? undefined : 'It did not fail'),
		({ message, description }: NodeOperationError) => `${message}. ${description}`,
	);
}

test.concurrent.each(attempts)(
	'$row, $fault × $times: $outcome',
	async (attempt) => {
		const { request, times } = attempt;
		const { name, fault, sandbox: options } = faultOf(attempt);
		const [told, pending] = expectedOf(attempt);
		let later = pending;
		await withSandbox(options?.(whereOf(request)) ?? {}, async (sandbox) => {
			const trigger = await watching(sandbox, attempt);
			const before = JSON.stringify(trigger.data);
			if (fault) sandbox.faults.add({ method: request.method, ...fault, times });
			if (told) {
				expect(await trigger.news()).toEqual(told);
			} else {
				let text = await failureOf(trigger.poll());
				if (text === undefined) {
					expect(await trigger.poll()).toBeNull();
					const items = (await trigger.poll()) ?? [];
					expect(linesOf(items)).toEqual(all('changed'));
					text = String(items[0].json.downloadError);
					later = [];
				} else expect(JSON.stringify(trigger.data)).toBe(before);
				for (const pattern of TEXTS[name][whereOf(request)]) expect(text).toMatch(pattern);
				expect(foreignLabels(text, watchBucket)).toEqual([]);
				expect(text).not.toContain(sandbox.token);
			}
			sandbox.faults.clear();
			trigger.credential.allowUnauthorizedCerts = true;
			expect(await trigger.news()).toEqual(later);
		});
	},
	120_000,
);

test('every request of the trigger is hit', async () => {
	await withSandbox({}, async (sandbox) => {
		const trigger = await watching(
			sandbox,
			attempts.find(({ row }) => row !== LIST)!,
		);
		sandbox.requests.length = 0;
		expect(await trigger.news()).toEqual(all('changed'));
		const sent = new Set(sandbox.requests.map(({ apiMethod }) => apiMethod));
		expect([...sent].sort()).toEqual(
			[...new Set(attempts.map(({ request }) => request.method))].sort(),
		);
	});
});
