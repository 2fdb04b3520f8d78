import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubAnswer {
	status?: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON. */
	body?: object | string;
}

export interface StubRequest {
	path: string;
	headers: IncomingHttpHeaders;
	params: Record<string, string>;
}

/** A server that answers whatever a test wants, for answers that no sandbox gives. */
export function useStub() {
	const requests: StubRequest[] = [];
	let answer: (request: StubRequest) => StubAnswer = () => ({});
	let server: Server | undefined;
	let url = '';

	beforeAll(async () => {
		server = createServer((request, response) => {
			let text = '';
			request.on('data', (piece: Buffer) => (text += piece.toString()));
			request.on('end', () => {
				const { url: path = '', headers } = request;
				const received = { path, headers, params: Object.fromEntries(new URLSearchParams(text)) };
				requests.push(received);
				const { status = 200, headers: own = {}, body = '' } = answer(received);
				response.writeHead(status, { connection: 'close', ...own });
				response.end(typeof body === 'string' ? body : JSON.stringify(body));
			});
		});
		await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server?.address() as AddressInfo).port}`;
	});
	beforeEach(() => {
		requests.length = 0;
	});
	afterAll(async () => {
		server?.closeAllConnections();
		await new Promise((resolve) => server?.close(resolve));
	});

	return {
		requests,
		url: () => url,
		/** What is answered from now on. */
		answers: (next: StubAnswer | ((request: StubRequest) => StubAnswer)) => {
			answer = typeof next === 'function' ? next : () => next;
		},
	};
}
