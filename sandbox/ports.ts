import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port on loopback: `wanted` if it is free, else undefined. 0 asks for any. */
export async function freePort(wanted = 0): Promise<number | undefined> {
	const server = createServer();
	try {
		await once(server.listen(wanted, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		await once(server.close(), 'close');
		return port;
	} catch {
		return undefined;
	}
}
