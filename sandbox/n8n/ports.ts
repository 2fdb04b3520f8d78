import { createServer } from 'node:net';
import { Problem } from './say';

/** n8n's own default, tried first so that the editor's address is the one people know. */
export const EDITOR_PORT = 5678;

/** The port that is free on loopback: `wanted` if it is, else undefined. 0 asks for any. */
async function free(wanted: number): Promise<number | undefined> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(wanted, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}

/** Any free port. */
export async function anyPort(): Promise<number> {
	const port = await free(0);
	if (port === undefined) throw new Problem('No free port on 127.0.0.1.');
	return port;
}

/** The port asked for, which must be free; else the preferred one if it is free; else any. */
export async function choosePort(asked: number | undefined, preferred?: number): Promise<number> {
	if (asked) {
		if ((await free(asked)) === undefined) throw new Problem(`Port ${asked} is in use.`);
		return asked;
	}
	return (preferred && (await free(preferred))) || (await anyPort());
}
