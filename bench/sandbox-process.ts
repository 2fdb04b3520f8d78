// The sandbox in a process of its own, so that its work is not counted as the contenders'.
import { startSandbox, type Sandbox } from '../sandbox/platform';
import { answerParent } from './messages';
import { LATENCY_MS, objectsOf } from './works';

/** What a contender needs to know about the platform. */
export type PlatformPlace = Awaited<ReturnType<typeof start>>;

/** What passed through the server since it was last asked to forget. */
export type Passed = ReturnType<typeof passed>;

const HOST_GROUP = 'bench';
let sandbox: Sandbox;

async function start() {
	sandbox = await startSandbox({
		hostGroups: [HOST_GROUP],
		latencyMs: LATENCY_MS,
		// A comma would make no difference: no key here has one.
		defaultDelimiter: '',
	});
	await sandbox.createAccount(HOST_GROUP, 'bench');
	return { url: sandbox.url, token: sandbox.token, hostGroup: HOST_GROUP };
}

function passed() {
	const requestsByMethod: Record<string, number> = {};
	for (const { apiMethod = 'other' } of sandbox.requests) {
		requestsByMethod[apiMethod] = (requestsByMethod[apiMethod] ?? 0) + 1;
	}
	const { requests, peakInFlight } = sandbox;
	return { requests: requests.length, peakInFlight, requestsByMethod };
}

/** What the parent may ask for. */
const commands = {
	start,
	passed: async () => passed(),
	fill: async ({ bucket, count }: { bucket: string; count: number }) =>
		await sandbox.fill(HOST_GROUP, bucket, objectsOf(count)),
	/** How many objects a bucket holds. */
	count: async ({ bucket }: { bucket: string }) =>
		(await sandbox.listKeys(HOST_GROUP, bucket)).length,
	forget: async () => {
		sandbox.requests.length = 0;
		sandbox.resetPeak();
	},
	stop: async () => await sandbox.stop(),
};

export type SandboxCommands = typeof commands;

answerParent(commands);
