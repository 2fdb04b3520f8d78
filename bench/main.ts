import { writeFileSync } from 'node:fs';
import { installN8n } from '../sandbox/n8n/install';
import { Problem, say } from '../sandbox/n8n/say';
import { build } from './build';
import { described, thisMachine } from './machine';
import { measure } from './measure';
import { HELP, readOptions, type Options } from './options';
import { plotOf } from './plot';
import { completed, readResults, resultsOf, saveResults, type Results } from './results';
import { tableOf } from './table';
import { standing } from './targets';

/** The package is measured as it ships; n8n's own nodes come with the n8n that `npm start` installs. */
async function prepare({ contenders }: Options): Promise<void> {
	if (contenders.some((name) => name.startsWith('pack'))) {
		await build();
	}
	if (contenders.includes('http-request-node')) await installN8n();
}

async function resultsFor(options: Options): Promise<Results> {
	if (options.from) return readResults(options.from);
	await prepare(options);
	const machine = thisMachine();
	say(described(machine));
	return resultsOf(await measure(options), machine, options.scale);
}

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(HELP);
		return;
	}
	const results = await resultsFor(options);
	const { rows, machine } = results;
	console.log(['', described(machine), '', tableOf(rows), '', ...standing(rows), ''].join('\n'));
	if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, '\t')}\n`);
	if (options.save) {
		const all = completed(results);
		say(`Saved in ${await saveResults(all, await plotOf(all))}`);
	}
}

main().catch((cause: unknown) => {
	const isOurs =
		cause instanceof Problem || (cause as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
	console.error(isOurs ? (cause as Error).message : cause);
	process.exitCode = 1;
});
