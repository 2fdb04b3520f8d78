import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/platform';

/** Pages of two, so that a listing of few objects has several. */
const PLATFORM: SandboxOptions = { defaultDelimiter: '', mostOnPage: 2 };

const all: Sandbox[] = [];
const free = new Map<string, Sandbox[]>();

/** Lends a sandbox to one case at a time, so that several cases can run side by side. */
export async function withSandbox<T>(
	options: SandboxOptions,
	work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
	const kind = JSON.stringify(options);
	const sandbox = free.get(kind)?.pop() ?? (await startSandbox({ ...PLATFORM, ...options }));
	if (!all.includes(sandbox)) all.push(sandbox);
	try {
		return await work(sandbox);
	} finally {
		sandbox.faults.clear();
		sandbox.spelling(undefined);
		free.set(kind, [...(free.get(kind) ?? []), sandbox]);
	}
}

/** Stops all of them. */
export async function stopSandboxes(): Promise<void> {
	free.clear();
	await Promise.all(all.splice(0).map(async (sandbox) => await sandbox.stop()));
}
