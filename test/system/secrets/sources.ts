import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { constants, gunzipSync, inflateSync } from 'node:zlib';
import { forEachInPool } from '../../../nodes/shared/concurrency/pool';
import { run } from '../../../sandbox/n8n/commands';
import { n8nEnvironment } from '../../../sandbox/n8n/environment';
import { unflatten } from '../../../sandbox/n8n/executions';
import { filesBelow } from '../../../sandbox/n8n/files';
import type { RunFolders } from '../../../sandbox/n8n/folders';
import { anyPort } from '../../../sandbox/n8n/ports';
import type { N8nRest } from '../../../sandbox/n8n/rest';
import { runtimeNode } from '../../../sandbox/n8n/runtime-node';
import { Problem } from '../../../sandbox/n8n/say';
import { N8N } from '../../../sandbox/n8n/server';
import { FIRST_STEP, WEBHOOK } from '../support/workflow';
import type { Scenario } from './scenario';
import type { Secret } from './secrets';
import type { Piece, SavedExecution, Server } from './savedExecution';

export interface Found extends Omit<Piece, 'bytes'> {
	secret: Secret;
	form: string;
}

/** Every text in a value as a piece, names of fields included. */
function* piecesOf(
	value: unknown,
	about: Omit<Piece, 'bytes' | 'address'>,
	path: string[] = [],
): Generator<Piece> {
	const address = path.join('.');
	if (typeof value === 'string') yield { ...about, address, bytes: Buffer.from(value) };
	if (typeof value !== 'object' || value === null) return;
	for (const [name, inner] of Object.entries(value)) {
		yield { ...about, address: `${address} (a field's name)`, bytes: Buffer.from(name) };
		yield* piecesOf(inner, about, [...path, name]);
	}
}

/** What n8n answered its callers. */
export function* answersOf(scenarios: Scenario[]): Generator<Piece> {
	for (const scenario of scenarios) {
		for (const { body } of scenario.answers) yield* piecesOf(body, { place: 'answer', scenario });
	}
}

type Items = Array<{ json: Record<string, unknown> }> | null;

/** What is read of a saved execution; all of it is searched. */
interface ExecutionData {
	resultData: {
		error?: unknown;
		runData: Record<string, Array<{ error?: unknown; data?: { main: Items[] } }>>;
	};
}

/** All executions that n8n has saved, read as its editor reads them. */
export async function savedExecutions(
	n8n: N8nRest,
	ids: string[],
	scenarioOfCall: Map<string, Scenario>,
): Promise<SavedExecution[]> {
	const executions: SavedExecution[] = [];
	await forEachInPool(ids, 8, async (id) => {
		const { data = '[{}]', ...rest } = await n8n.execution(id);
		const parsed = unflatten(data) as ExecutionData;
		const { runData, error } = parsed.resultData;
		const body = runData[WEBHOOK]?.[0].data?.main[0]?.[0].json.body as { id?: string } | undefined;
		const scenario = scenarioOfCall.get(body?.id ?? '');
		const [step] = runData[FIRST_STEP] ?? [];
		const [items, errorItems] = (step?.data?.main ?? []).map((all) => all?.map(({ json }) => json));
		const failures = [step?.error ?? error, ...(errorItems ?? [])];
		executions.push({
			...{ id, scenario, call: body?.id ?? '', items: items ?? [] },
			failures: failures.flatMap((one) => (one ? [JSON.stringify(one)] : [])),
			pieces: [
				...piecesOf(parsed, { place: 'execution', scenario }),
				...piecesOf(rest, { place: 'execution', scenario }),
			],
		});
	});
	return executions;
}

/** A value in n8n's database. */
interface Row {
	table: string;
	column: string;
	id: string | number;
	text: string;
}

/** Every text in n8n's database, including those in its write-ahead log. */
export function databaseRows({ base, userFolder }: RunFolders): Row[] {
	const file = join(base, 'rows.json');
	const output = openSync(file, 'w', 0o600);
	const args = [join(__dirname, 'rows.mjs'), join(userFolder, '.n8n', 'database.sqlite')];
	const { status, stderr } = spawnSync(runtimeNode().file, args, {
		...{ stdio: ['ignore', output, 'pipe'], encoding: 'utf8' },
	});
	closeSync(output);
	if (status !== 0) throw new Problem(`n8n's database cannot be read: ${stderr}`);
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	rmSync(file);
	return lines.map((line) => JSON.parse(line) as Row);
}

const COMPRESSED = [
	{ start: Buffer.from([0x1f, 0x8b, 0x08]), decompress: gunzipSync },
	{ start: Buffer.from([0x78, 0x9c]), decompress: inflateSync },
];

/** What is compressed within bytes. Bytes that only look compressed are skipped. */
function* decompressed(bytes: Buffer): Generator<Buffer> {
	for (const { start, decompress } of COMPRESSED) {
		for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) {
			try {
				yield decompress(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH });
			} catch {
				continue;
			}
		}
	}
}

/** Every byte that n8n has written: its folder, with database, logs and binary data, and what it printed. */
export function* fileContents({ base, userFolder, log }: RunFolders): Generator<Piece> {
	for (const file of [log, ...filesBelow(userFolder)]) {
		const address = relative(base, file);
		const bytes = readFileSync(file);
		yield { place: 'file', address, bytes };
		for (const inside of decompressed(bytes)) {
			yield { place: 'file', address: `${address}, decompressed`, bytes: inside };
		}
	}
}

/** What the platforms and their S3 endpoints received, each request in three pieces. */
export function* requestsOf(scenario: Scenario): Generator<Piece> {
	for (const record of scenario.platforms.flatMap(({ sandbox }) => sandbox.requests)) {
		const { apiMethod = '?', method, path, query, headers, body } = record;
		const server: Server = record.server === 'platform' ? 'platform' : 'S3 endpoint';
		const about = { address: `${method} ${apiMethod}`, scenario };
		yield { place: `${server}: URL`, ...about, bytes: Buffer.from(`${path}?${query}`) };
		yield { place: `${server}: headers`, ...about, bytes: Buffer.from(JSON.stringify(headers)) };
		const encoding = server === 'platform' ? 'utf8' : 'latin1';
		yield { place: `${server}: body`, ...about, bytes: Buffer.from(body, encoding) };
	}
}

/** The credentials as n8n's own command decrypts them; n8n must have ended. */
export async function decryptedCredentials({ base, userFolder }: RunFolders): Promise<Piece[]> {
	const node = runtimeNode();
	const file = join(base, 'credentials.json');
	const place = { userFolder, port: await anyPort(), brokerPort: await anyPort() };
	await run({
		doing: "decrypting n8n's credentials",
		file: node.file,
		args: [N8N, 'export:credentials', '--all', '--decrypted', `--output=${file}`],
		cwd: userFolder,
		env: n8nEnvironment(place, node),
		log: join(base, 'export.log'),
	});
	const text = readFileSync(file, 'utf8');
	rmSync(file);
	const credentials = JSON.parse(text) as Array<{ type: string; data: Record<string, unknown> }>;
	return credentials.flatMap(({ type, data }) =>
		Object.entries(data).map(([field, value]) => ({
			...{ place: 'decrypted credential' as const, address: `${type}.${field}` },
			bytes: Buffer.from(String(value)),
		})),
	);
}
