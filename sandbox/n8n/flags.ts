import { parseArgs } from 'node:util';
import { Problem } from './say';

export const HELP = `npm start -- [flags]

Starts the local Jelastic S3 sandbox and a real n8n with this pack, a credential and the examples in it.

  --port N           the editor's port (else 5678 if it is free, else any free one)
  --sandbox-port N   the sandbox's port (else any free one)
  --fresh            forget what earlier runs left: n8n's database and the sandbox's data
  --check            run every example through n8n, check what it did in the sandbox, exit 0 or 1;
                     with data of its own, made anew each time
  --keep             with --check: stay up afterwards, to look around, until Ctrl-C
  --help             this text
`;

const TEXT = { type: 'string' } as const;
const SWITCH = { type: 'boolean', default: false } as const;

function parse(args: string[]) {
	const ports = { port: TEXT, 'sandbox-port': TEXT };
	const switches = { check: SWITCH, fresh: SWITCH, keep: SWITCH, help: { ...SWITCH, short: 'h' } };
	try {
		return parseArgs({ args, options: { ...ports, ...switches } }).values;
	} catch (error) {
		throw new Problem(`${(error as Error).message}\n\n${HELP}`);
	}
}

/** Reads the command line; an unknown flag is a Problem with the help in it. */
export function readFlags(args: string[]) {
	const values = parse(args);
	const portOf = (flag: 'port' | 'sandbox-port') => {
		const value = Number(values[flag] ?? 0);
		if (Number.isInteger(value) && value >= 0 && value < 65_536) return value || undefined;
		throw new Problem(`--${flag} wants a port number from 0 to 65535, not "${values[flag]}".`);
	};
	return { ...values, port: portOf('port'), sandboxPort: portOf('sandbox-port') };
}
