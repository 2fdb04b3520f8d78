import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../platform';
import { http, must, post } from './support';

const MAIN = join(__dirname, '../platform/main.ts');
const running: ChildProcess[] = [];
let dataDir: string;

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'sandbox-cli-'));
});
afterAll(async () => {
	for (const child of running) child.kill('SIGKILL');
	await rm(dataDir, { recursive: true, force: true });
});

function run(...flags: string[]): ChildProcess {
	// In one process, so that the signal reaches the sandbox itself.
	const child = spawn(process.execPath, ['--require', 'tsx/cjs', MAIN, ...flags], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.push(child);
	return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
	let text = '';
	for await (const piece of child.stdout ?? []) {
		text += piece;
		if (text.includes('\n')) break;
	}
	return text;
}

it('prints one line of JSON, serves, is controlled over HTTP, and stops on SIGTERM', async () => {
	const child = run('--json', '--port', '0', '--data', dataDir, '--seed');
	const sandbox = JSON.parse(await firstLine(child)) as Sandbox;
	expect(Object.keys(sandbox)).toEqual(['url', 'token', 'tokens', 'hostGroups', 'endpoints']);
	expect((await must(sandbox, 's3.bucket.List')).array.length).toBeGreaterThan(2);

	const control = `${sandbox.url}/_sandbox`;
	expect((await http.post(`${control}/faults`, { kind: 'badGateway', times: -1 })).data.added).toBe(
		1,
	);
	expect((await post(sandbox, 's3.bucket.List')).status).toBe(502);
	expect((await post(sandbox, 's3.bucket.List')).status).toBe(502);
	await http.delete(`${control}/faults`);
	expect((await http.post(`${control}/faults`, { kind: 'none' })).status).toBe(400);
	await http.post(`${control}/spelling`, { name: 'aws' });
	expect((await must(sandbox, 's3.bucket.List')).buckets.length).toBeGreaterThan(2);
	await http.post(`${control}/spelling`, {});
	await http.post(`${control}/latency`, { ms: 30 });
	const { data } = await http.get(`${control}/requests`);
	expect(data.peakInFlight).toBe(1);
	expect(data.requests).toHaveLength(4);
	await http.delete(`${control}/requests`);
	expect((await http.get(`${control}/peak`)).data.count).toBe(0);

	child.kill('SIGTERM');
	expect(await once(child, 'exit')).toEqual([0, null]);
});

it.each([
	[['--help'], 0, '--data DIR', ''],
	[['--port', 'x'], 1, '', '--port takes a whole number, not "x"'],
	[['--nonsense'], 1, '', '--nonsense'],
])('%j', async (flags, code, out, err) => {
	const child = run(...flags);
	let [stdout, stderr] = ['', ''];
	child.stdout?.on('data', (text) => (stdout += text));
	child.stderr?.on('data', (text) => (stderr += text));
	expect((await once(child, 'close'))[0]).toBe(code);
	expect(stdout).toContain(out);
	expect(stderr).toContain(err);
});
