import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stopping } from '../../sandbox/n8n/stopping';

/** A host that is not the platform: redirects point there, and nothing may come. */
export interface Elsewhere {
	url: string;
	/** What came all the same. */
	requests: string[];
}

export async function startElsewhere(stopping: Stopping): Promise<Elsewhere> {
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(`${request.method} ${request.url}`);
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	stopping.add(() => void server.close());
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, requests };
}
