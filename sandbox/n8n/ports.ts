import { freePort } from '../ports';
import { Problem } from './say';

/** n8n's own default, tried first so that the editor's address is the usual one. */
export const EDITOR_PORT = 5678;

/** Any free port. */
export async function anyPort(): Promise<number> {
	const port = await freePort();
	if (port === undefined) throw new Problem('No free port on 127.0.0.1.');
	return port;
}

/** The port wanted, which must be free; else the preferred one if it is free; else any. */
export async function choosePort(wanted?: number, preferred?: number): Promise<number> {
	const port = wanted ? await freePort(wanted) : preferred && (await freePort(preferred));
	if (wanted && !port) throw new Problem(`Port ${wanted} is in use.`);
	return port || (await anyPort());
}
