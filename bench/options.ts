import { parseArgs } from 'node:util';
import { Problem } from '../sandbox/n8n/say';
import { CONTENDERS, WORKS } from './names';

export const HELP = `Compares the package with other ways to do the same work; see bench/README.md.

  npm run bench -- [options]

  --only WORK         one work; may be given several times
                      ${WORKS.join(', ')}
  --contender NAME    one contender; may be given several times
                      ${CONTENDERS.join(', ')}
  --runs N            how often each is measured (default: 5, or as noted in bench/README.md)
  --scale X           with X times as many objects, such as 0.1, to try things out
  --json FILE         write the rows as JSON
  --save              write rows, machine and plot to bench/results; omitted works stay
  --from FILE         measure nothing: print or plot again what --save wrote
  --cpu-prof DIR      write CPU profiles, a folder for each contender
  --help              print this
`;

const OPTIONS = {
	only: { type: 'string', multiple: true },
	contender: { type: 'string', multiple: true },
	runs: { type: 'string', default: '5' },
	scale: { type: 'string', default: '1' },
	json: { type: 'string' },
	save: { type: 'boolean', default: false },
	from: { type: 'string' },
	'cpu-prof': { type: 'string' },
	help: { type: 'boolean', default: false },
} as const;

/** What the command line asks for. */
export type Options = ReturnType<typeof readOptions>;

/** @throws Problem for what cannot be meant */
export function readOptions(args: string[]) {
	const { values } = parseArgs({ args, options: OPTIONS });
	const works = namesIn('only', values.only, WORKS);
	const contenders = namesIn('contender', values.contender, CONTENDERS);
	const scale = Number(values.scale);
	if (!(scale >= 0.001 && scale <= 10)) throw new Problem('--scale takes a number such as 0.1.');
	const runs = Number(values.runs);
	if (!(Number.isInteger(runs) && runs > 0)) throw new Problem('--runs takes a whole number.');
	if (values.save && scale !== 1) throw new Problem('--save is for measurements at full size.');
	const { json, save, from, help } = values;
	return { works, contenders, runs, scale, json, save, from, profiles: values['cpu-prof'], help };
}

function namesIn<T extends string>(option: string, given: string[] = [], known: readonly T[]): T[] {
	const unknown = given.find((name) => !known.includes(name as T));
	if (unknown) throw new Problem(`--${option} takes one of: ${known.join(', ')}.`);
	return given.length > 0 ? known.filter((name) => given.includes(name)) : [...known];
}
