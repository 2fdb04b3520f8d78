import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/platform';

/** Pages of two, so that a listing of few objects has several. */
const PLATFORM: SandboxOptions = { defaultDelimiter: '', mostOnPage: 2 };

const started = new Map<string, Array<Promise<Sandbox>>>();
const free = new Map<string, Sandbox[]>();

/** Lends a sandbox to one case at a time, so that several cases can run side by side. */
export async function withSandbox<T>(
	options: SandboxOptions,
	work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
	const kind = JSON.stringify(options);
	const sandbox = free.get(kind)?.pop() ?? (await startOne(kind, options));
	try {
		return await work(sandbox);
	} finally {
		sandbox.faults.clear();
		sandbox.spelling(undefined);
		free.set(kind, [...(free.get(kind) ?? []), sandbox]);
	}
}

async function startOne(kind: string, options: SandboxOptions): Promise<Sandbox> {
	const sandbox = startSandbox({ ...PLATFORM, ...options });
	started.set(kind, [...(started.get(kind) ?? []), sandbox]);
	return await sandbox;
}

/** Stops all of them. */
export async function stopSandboxes(): Promise<void> {
	const all = [...started.values()].flat();
	started.clear();
	free.clear();
	await Promise.all(all.map(async (sandbox) => await (await sandbox).stop()));
}
