import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Sandbox } from '../platform';
import { http, must, post, useDirectory } from './support';

const MAIN = join(__dirname, '../platform/main.ts');
const dataDir = useDirectory();
const running: ChildProcess[] = [];
afterAll(() => {
	for (const child of running) child.kill('SIGKILL');
});

/** Collects what it prints. */
function run(...flags: string[]) {
	// In one process, so that the signal reaches the sandbox itself.
	const args = ['--require', 'tsx/cjs', MAIN, ...flags];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const output = { stdout: '', stderr: '' };
	child.stdout.on('data', (text) => (output.stdout += text));
	child.stderr.on('data', (text) => (output.stderr += text));
	running.push(child);
	return { child, output };
}

it('prints one line of JSON, serves, is controlled over HTTP, and stops on SIGTERM', async () => {
	const { child, output } = run('--json', '--port', '0', '--data', dataDir(), '--seed');
	while (!output.stdout.includes('\n')) await once(child.stdout, 'data');
	const sandbox = JSON.parse(output.stdout) as Sandbox;
	expect(Object.keys(sandbox)).toEqual(['url', 'token', 'tokens', 'hostGroups', 'endpoints']);
	expect((await must(sandbox, 's3.bucket.List')).array.length).toBeGreaterThan(2);

	const control = `${sandbox.url}/_sandbox`;
	const { data: added } = await http.post(`${control}/faults`, { kind: 'badGateway', times: -1 });
	expect(added).toEqual({ added: 1 });
	expect((await post(sandbox, 's3.bucket.List')).status).toBe(502);
	expect((await post(sandbox, 's3.bucket.List')).status).toBe(502);
	await http.delete(`${control}/faults`);
	expect((await http.post(`${control}/faults`, { kind: 'none' })).status).toBe(400);
	await http.post(`${control}/spelling`, { name: 'aws' });
	expect((await must(sandbox, 's3.bucket.List')).buckets.length).toBeGreaterThan(2);
	await http.post(`${control}/spelling`, {});
	await http.post(`${control}/latency`, { ms: 30 });
	const { data } = await http.get(`${control}/requests`);
	expect([data.peakInFlight, data.requests.length]).toEqual([1, 4]);
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
	const { child, output } = run(...flags);
	expect((await once(child, 'close'))[0]).toBe(code);
	expect(output.stdout).toContain(out);
	expect(output.stderr).toContain(err);
});
