import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Loopback only: the sandbox checks signatures, but nobody should reach it from elsewhere. */
const HOST = '127.0.0.1';

/** A server's key and certificate. */
export interface Certificate {
	key: string;
	cert: string;
}

/** Options of a server that speaks HTTPS where it has a certificate, else HTTP. */
export const speaking = (certificate: Certificate | undefined): FastifyServerOptions =>
	certificate
		? { serverFactory: (handler) => createHttpsServer(certificate, handler) as unknown as Server }
		: {};

/** Lets a server listen: at this port, or at a free one when it is only preferred and taken. */
export async function listen(
	app: FastifyInstance,
	{ port, preferred = 0 }: { port?: number; preferred?: number },
): Promise<{ url: string; port: number }> {
	const wanted = port ?? ((await isFree(preferred)) ? preferred : 0);
	await app.listen({ host: HOST, port: wanted });
	const { port: taken } = app.server.address() as AddressInfo;
	const scheme = app.server instanceof TlsServer ? 'https' : 'http';
	return { url: `${scheme}://${HOST}:${taken}`, port: taken };
}

async function isFree(port: number): Promise<boolean> {
	if (port === 0) return true;
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, HOST, () => probe.close(() => resolve(true)));
	});
}
