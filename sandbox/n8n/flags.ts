import { parseArgs } from 'node:util';
import { Problem } from './say';

export interface Flags {
	port?: number;
	sandboxPort?: number;
	check: boolean;
	fresh: boolean;
	keep: boolean;
	help: boolean;
}

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

function port(text: string | undefined, flag: string): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (Number.isInteger(value) && value >= 0 && value < 65_536) return value || undefined;
	throw new Problem(`--${flag} wants a port number from 0 to 65535, not "${text}".`);
}

/** Reads the command line; a flag that nobody knows is a Problem with the help in it. */
export function readFlags(args: string[]): Flags {
	try {
		const { values } = parseArgs({
			args,
			options: {
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				check: { type: 'boolean', default: false },
				fresh: { type: 'boolean', default: false },
				keep: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		return {
			port: port(values.port, 'port'),
			sandboxPort: port(values['sandbox-port'], 'sandbox-port'),
			check: values.check,
			fresh: values.fresh,
			keep: values.keep,
			help: values.help,
		};
	} catch (error) {
		if (error instanceof Problem) throw error;
		throw new Problem(`${(error as Error).message}\n\n${HELP}`);
	}
}
