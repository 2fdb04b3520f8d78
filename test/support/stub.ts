import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SELF_SIGNED } from './selfSigned';

export interface StubAnswer {
	status?: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON. */
	body?: object | string;
	/** Instead of all that: sends what it wants, when it wants. */
	send?: (response: ServerResponse) => void;
}

export interface StubRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
	/** The form's fields as they arrived, twice if one arrived twice. */
	form: Array<[string, string]>;
	params: Record<string, string>;
}

/** A server that answers whatever a test wants, for answers that the sandbox does not give. */
export function useStub({ tls = false } = {}) {
	const requests: StubRequest[] = [];
	let answer: (request: StubRequest) => StubAnswer = () => ({});
	let url = '';
	let pauseMs: ((piece: Buffer) => number) | undefined;

	const handle = (request: IncomingMessage, response: ServerResponse) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => {
			pieces.push(piece);
			if (!pauseMs) return;
			request.pause();
			setTimeout(() => request.resume(), pauseMs(piece));
		});
		request.on('end', () => {
			const text = Buffer.concat(pieces).toString();
			const { method = '', url: path = '', headers } = request;
			// A large file in a body is no form, and takes seconds to be parsed as one.
			const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
			const form = isForm ? [...new URLSearchParams(text)] : [];
			const received = {
				method,
				path,
				headers,
				body: text,
				form,
				params: Object.fromEntries(form),
			};
			requests.push(received);
			const { status = 200, headers: own = {}, body = '', send } = answer(received);
			if (send) return send(response);
			response.writeHead(status, { connection: 'close', ...own });
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	};
	const server = tls ? createTlsServer(SELF_SIGNED, handle) : createServer(handle);

	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => {
		requests.length = 0;
		pauseMs = undefined;
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});

	return {
		requests,
		url: () => url,
		/** What is answered from now on. */
		answers: (next: StubAnswer | ((request: StubRequest) => StubAnswer)) => {
			answer = typeof next === 'function' ? next : () => next;
		},
		/** How long it pauses, in this test, after each piece of a body. */
		reads: (pause: (piece: Buffer) => number) => (pauseMs = pause),
	};
}
