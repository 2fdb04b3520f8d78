import type { FastifyInstance } from 'fastify';
import { createServer, type AddressInfo } from 'node:net';

/** Loopback only: the sandbox checks signatures, but nobody should reach it from elsewhere. */
const HOST = '127.0.0.1';

/** Lets a server listen: at this port, or at a free one when it is only preferred and taken. */
export async function listen(
	app: FastifyInstance,
	{ port, preferred = 0 }: { port?: number; preferred?: number },
): Promise<{ url: string; port: number }> {
	const wanted = port ?? ((await isFree(preferred)) ? preferred : 0);
	await app.listen({ host: HOST, port: wanted });
	const { port: taken } = app.server.address() as AddressInfo;
	return { url: `http://${HOST}:${taken}`, port: taken };
}

async function isFree(port: number): Promise<boolean> {
	if (port === 0) return true;
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, HOST, () => probe.close(() => resolve(true)));
	});
}
