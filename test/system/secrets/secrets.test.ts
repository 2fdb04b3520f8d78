import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operations as accountOperations } from '../../../nodes/JelasticS3Account/operations';
import { operations as bucketOperations } from '../../../nodes/JelasticS3Bucket/operations';
import { forEachInPool } from '../../../nodes/shared/concurrency/pool';
import { elapsed, say } from '../../../sandbox/n8n/say';
import { webhookCaller } from '../../../sandbox/n8n/webhook';
import * as system from '../support/system';
import { isAllowed, REQUIRED } from './allowedPlaces';
import { type FaultOf, faultsWith, QUOTING } from './faults';
import { FORMS } from './forms';
import type { Scenario } from './scenario';
import { scenariosIn } from './scenarios';
import { Search } from './search';
import { allSecrets, KINDS, type Secret } from './secrets';
import type { Piece, Place, SavedExecution } from './savedExecution';
import * as sources from './sources';

/** Makes n8n write down as much as possible. */
const VERBOSE = { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console,file' };

const since = Date.now();
const redirected: string[] = [];
const found: sources.Found[] = [];
const searched = new Map<Place, { pieces: number; bytes: number }>();
let scenarios: Scenario[] = [];
let faultsOf: (scenario: number) => FaultOf[];
let saved: SavedExecution[] = [];
let secrets: Secret[] = [];
let leaks: sources.Found[] = [];
let userFolder: string;

/** A host that is not the platform: redirects point there, and nothing must arrive. */
async function startElsewhere(): Promise<string> {
	const server = createServer((request, response) => {
		redirected.push(`${request.method} ${request.url}`);
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	system.stopping.add(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs each scenario with its faults. Each starts with a different one, so that few are alike at the same time. */
async function runAll(): Promise<void> {
	await forEachInPool(scenarios, 8, async (one) => await one.open());
	const each = faultsOf(0).length;
	const all = scenarios.length * each;
	say(`${scenarios.length} scenarios, each with a platform of its own and ${each} faults.`);
	let done = 0;
	const runs = forEachInPool(scenarios.entries(), 40, async ([first, scenario]) => {
		const faults = faultsOf(first);
		for (let at = 0; at < faults.length; at++) {
			await scenario.runWith(faults[(first + at) % faults.length]);
			done += 1;
		}
	});
	await system.withProgress(() => `${done} of ${all} done`, runs);
}

function search(searcher: Search, pieces: Iterable<Piece>): void {
	for (const { bytes, ...about } of pieces) {
		const sum = searched.get(about.place) ?? { pieces: 0, bytes: 0 };
		searched.set(about.place, { pieces: sum.pieces + 1, bytes: sum.bytes + bytes.length });
		for (const hit of searcher.in(bytes)) found.push({ ...about, ...hit });
	}
}

beforeAll(async () => {
	const { server, n8n, folders } = await system.openN8n('secrets', () => ({
		...VERBOSE,
		...system.FAST,
	}));
	userFolder = folders.userFolder;
	// With characters that every encoding writes differently.
	const key = { name: 'X-Webhook-Key', value: `+/"=${randomBytes(24).toString('base64')}` };
	const content = { name: 'Webhook key', type: 'httpHeaderAuth', data: key };
	const header = await n8n.createCredential(content);
	scenarios = scenariosIn({ n8n, call: webhookCaller(server.url, key), header });
	faultsOf = faultsWith(await startElsewhere());
	await runAll();

	say('Searching …');
	// While n8n runs: what its database has not taken over yet is in a file of its own.
	const rows = sources.databaseRows(folders);
	const ids = rows.flatMap(({ table, column, id }) =>
		table === 'execution_entity' && column === 'status' ? [String(id)] : [],
	);
	const scenarioOfCall = new Map(
		scenarios.flatMap((one) => one.answers.map(({ id }) => [id, one] as const)),
	);
	saved = await sources.savedExecutions(n8n, ids, scenarioOfCall);
	const scenarioOfExecution = new Map(saved.map(({ id, scenario }) => [id, scenario]));
	secrets = allSecrets(scenarios, saved, key.value);
	const searcher = new Search(secrets);
	for (const { pieces } of saved) search(searcher, pieces);
	search(searcher, sources.answersOf(scenarios));
	search(
		searcher,
		rows.map(({ table, column, id, text }) => ({
			...{ place: 'database row' as const, address: `${table}.${column}` },
			scenario: table.startsWith('execution') ? scenarioOfExecution.get(String(id)) : undefined,
			bytes: Buffer.from(text),
		})),
	);
	search(searcher, sources.fileContents(folders));
	for (const scenario of scenarios) search(searcher, sources.requestsOf(scenario));
	await server.stop();
	search(searcher, await sources.decryptedCredentials(folders));
	leaks = found.filter((one) => !isAllowed(one));
});

test('the search finds every secret in every form, in the middle of other bytes', () => {
	const searcher = new Search(secrets);
	const missed = secrets.flatMap(({ kind, text }) =>
		Object.entries(FORMS).flatMap(([form, write]) =>
			write(text).flatMap((written) => {
				const bytes = [Buffer.from('{"text":"'), Buffer.from(written as string), Buffer.from('"}')];
				const hits = searcher.in(Buffer.concat(bytes));
				return hits.some(({ secret }) => secret.text === text) ? [] : [`${kind} ${form}`];
			}),
		),
	);
	system.expectNone(missed);
	expect(secrets.length).toBeGreaterThan(0);
});

describe('what ran', () => {
	test('n8n saved an execution of every operation with each of its faults', () => {
		for (const [at, { name, answers }] of scenarios.entries()) {
			const faults = new Set(answers.map(({ fault }) => fault));
			expect([name, faults.size]).toEqual([name, faultsOf(at).length]);
		}
		const wanted = scenarios.filter(({ isSaved }) => isSaved).flatMap(({ answers }) => answers);
		expect(saved.map(({ call }) => call).sort()).toEqual(wanted.map(({ id }) => id).sort());
	});

	test('these are all operations of both nodes', () => {
		const names = scenarios.map(({ name }) => name.split(',')[0]);
		for (const { resource, value } of [...accountOperations, ...bucketOperations]) {
			expect(names).toContain(`${resource} ${value}`);
		}
	});

	test('without a fault everything succeeds', () => {
		const failed = scenarios.flatMap(({ name, answers }) =>
			answers
				.filter(({ fault, status }) => fault === 'none' && status !== 200)
				.map(({ body }) => `${name}: ${JSON.stringify(body)}`),
		);
		system.expectNone(failed);
	});

	test('texts that quote secrets reached the failures, with the secrets masked', () => {
		const quoting = saved
			.flatMap(({ failures }) => failures)
			.filter((text) => text.includes(QUOTING));
		expect(quoting.length).toBeGreaterThan(0);
		system.expectNone(quoting.filter((text) => !text.includes('***')));
	});

	test('nothing followed the redirects', () => expect(redirected).toEqual([]));
});

describe('secrets are where they are allowed', () => {
	test.each(KINDS)('each %s is nowhere else', (kind) => {
		expect(secrets.some((secret) => secret.kind === kind)).toBe(true);
		const texts = leaks
			.filter(({ secret }) => secret.kind === kind)
			.map(({ secret, form, place, address, scenario = secret.scenario }) => {
				return `${form}, in: ${place}, ${address}, ${scenario?.name}`;
			});
		system.expectNone(texts);
	});

	const required = REQUIRED.flatMap(([what, kind, isRequired, places]) =>
		places.map((place) => ({ what, kind, isRequired, place })),
	);
	test.each(required)('$what is found in: $place', ({ kind, isRequired, place }) => {
		const wanted = secrets.filter((secret) => secret.kind === kind && isRequired(secret));
		expect(wanted.length).toBeGreaterThan(0);
		const there = new Set(found.filter((one) => one.place === place).map(({ secret }) => secret));
		expect(wanted.filter((secret) => !there.has(secret)).length).toBe(0);
	});
});

system.printFigures(() => {
	const { formatNumber: number, formatMegabytes: megabytes, sumOf } = system;
	const operations = new Set(scenarios.flatMap(({ isSaved, name }) => (isSaved ? [name] : [])));
	const kinds = KINDS.map(
		(kind) => `${kind} ${number(secrets.filter((secret) => secret.kind === kind).length)}`,
	);
	// More than a gigabyte, of use only for finding out where a leak comes from.
	if (leaks.length === 0 && userFolder) rmSync(userFolder, { recursive: true, force: true });
	return [
		`operations      ${operations.size} (with their variants), and the editor's lists and credential test`,
		`faults          ${faultsOf(0).length} for each, on each kind of request that it sends`,
		`executions      ${number(saved.length)} saved; ${number(sumOf(scenarios, ({ answers }) => answers.length))} calls with those of the editor`,
		`failures        ${number(sumOf(saved, ({ failures }) => failures.length))}`,
		`secrets         ${number(secrets.length)}: ${kinds.join(', ')}`,
		`searched        ${megabytes(sumOf(searched.values(), ({ bytes }) => bytes))} in ${searched.size} kinds of places, found ${number(found.length)} times`,
		...[...searched].map(
			([place, { pieces, bytes }]) =>
				`  ${place.padEnd(22)} ${number(pieces).padStart(9)} pieces ${megabytes(bytes).padStart(10)}`,
		),
		`time            ${elapsed(since)}`,
	];
});
