import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Server as TlsServer } from 'node:tls';
import { freePort } from '../ports';

/** Loopback only: nobody should reach the sandbox from elsewhere. */
const HOST = '127.0.0.1';
const CERTIFICATES = join(__dirname, 'certificates');

/** Signs the certificates. A process that is to trust it starts with this in NODE_EXTRA_CA_CERTS. */
export const AUTHORITY_FILE = join(CERTIFICATES, 'authority.pem');

/** What all servers have in common; `isExpired`: HTTPS with a certificate whose only fault is that it has expired. */
export function serverOptions(isExpired: boolean): FastifyServerOptions {
	if (!isExpired) return { forceCloseConnections: true };
	const pem = readFileSync(join(CERTIFICATES, 'expired.pem'), 'utf8');
	return {
		forceCloseConnections: true,
		serverFactory: (handler) => createServer({ key: pem, cert: pem }, handler) as unknown as Server,
	};
}

/** Listens at this port, or at a free one when it is only preferred and taken. */
export async function listen(
	app: FastifyInstance,
	{ port, preferred = 0 }: { port?: number; preferred?: number },
): Promise<{ url: string; port: number }> {
	await app.listen({ host: HOST, port: port ?? (await freePort(preferred)) ?? 0 });
	const { port: taken } = app.server.address() as AddressInfo;
	const scheme = app.server instanceof TlsServer ? 'https' : 'http';
	return { url: `${scheme}://${HOST}:${taken}`, port: taken };
}
