import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../sandbox/n8n/say';
import type { ContenderCommands, Measured } from './contender-process';
import type { Place } from './contenders/contender';
import { Child } from './messages';
import type { ContenderName, WorkName } from './names';
import type { Options } from './options';
import { rowOf, type Row, type Run } from './rows';
import type { PlatformPlace, SandboxCommands } from './sandbox-process';
import { remaining, scaled, takesPart, WORK, type Work } from './works';

/** The sandbox cleans up 300 ms after the last of many deletions; nothing is measured meanwhile. */
const REST_MS = 1000;
const WARM_UP_OBJECTS = 20;

interface Arena {
	sandbox: Child<SandboxCommands>;
	platform: PlatformPlace;
	options: Options;
}

/** Measures every work with every contender, against one sandbox. */
export async function measure(options: Options): Promise<Row[]> {
	const sandbox = Child.start<SandboxCommands>(join(__dirname, 'sandbox-process.ts'));
	const rows: Row[] = [];
	try {
		const platform = await sandbox.ask('start');
		for (const work of options.works) {
			rows.push(...(await measureWork(work, { sandbox, platform, options })));
		}
		await sandbox.ask('stop');
	} finally {
		await sandbox.end();
	}
	return rows;
}

interface Entrant {
	name: ContenderName;
	process: Child<ContenderCommands>;
	runs: Run[];
	/** How many runs it is to make. */
	due: number;
}

/** The contenders take turns, A B C A B C …, so that a machine's better and worse moments affect them all. */
async function measureWork(name: WorkName, arena: Arena): Promise<Row[]> {
	const { options } = arena;
	const work = scaled(WORK[name], options.scale);
	const names = options.contenders.filter((contender) => takesPart(contender, work));
	const entrants: Entrant[] = [];
	try {
		for (const contender of names) {
			const entrant = start(contender, name, work, options);
			entrants.push(entrant);
			await warmUp(entrant, name, arena);
		}
		for (let round = 0; round < options.runs; round++) {
			for (const entrant of entrants.filter(({ due }) => round < due)) {
				const run = await runOnce(entrant, name, work, round, arena);
				entrant.runs.push(run);
				say(
					`${name} ${round + 1}/${entrant.due} ${entrant.name}: ${Math.round(run.ms)} ms, ${run.memoryMb.toFixed(1)} MB`,
				);
			}
		}
	} finally {
		await Promise.all(entrants.map(({ process }) => process.end()));
	}
	return entrants.map((entrant) => rowOf(name, entrant.name, entrant.runs));
}

/** Starts a contender's process. */
function start(name: ContenderName, workName: WorkName, work: Work, options: Options): Entrant {
	const flags = ['--expose-gc'];
	if (options.profiles) {
		// A folder each: a process writes one profile for each of its threads.
		const folder = join(options.profiles, `${workName}.${name}`);
		flags.push('--cpu-prof', `--cpu-prof-dir=${folder}`);
	}
	const file = join(__dirname, 'contender-process.ts');
	const process = Child.start<ContenderCommands>(file, [name, workName], flags);
	const due = Math.min(options.runs, work.runs?.[name] ?? Infinity);
	return { name, process, runs: [], due };
}

/** Runs it on next to nothing. */
async function warmUp(
	{ name, process }: Entrant,
	workName: WorkName,
	{ sandbox, platform }: Arena,
): Promise<void> {
	const bucket = `${workName}-${name}-warm-up`;
	await sandbox.ask('fill', { bucket, count: WARM_UP_OBJECTS });
	await process.ask('load', { ...platform, bucket, count: WARM_UP_OBJECTS });
}

async function runOnce(
	{ name, process }: Entrant,
	workName: WorkName,
	work: Work,
	round: number,
	{ sandbox, platform }: Arena,
): Promise<Run> {
	const bucket = work.effect ? `${workName}-${name}-${round}` : workName;
	await sandbox.ask('fill', { bucket, count: work.objects });
	await sleep(REST_MS);
	await sandbox.ask('forget');
	const place: Place = { ...platform, bucket, count: work.expected };
	const measured = await process.ask('run', place);
	const passed = await sandbox.ask('passed');
	const left = await sandbox.ask('count', { bucket });
	mustBeDone(`${name} in ${workName}`, work, measured, left);
	return { ...measured, ...passed };
}

/** A fast result counts only if it is right, by the contender's report and by what is left at the server. */
function mustBeDone(who: string, work: Work, { count }: Measured, left: number): void {
	const due = remaining(work);
	if (count === work.expected && left === due) return;
	throw new Error(`${who} did ${count} of ${work.expected}; ${left} objects are left of ${due}`);
}
