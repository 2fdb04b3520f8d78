import type { IncomingMessage, Server } from 'node:http';

/** What is kept of a body: all of a document, enough of a file. */
const MOST_BYTES = 256 * 1024;

interface Beginning {
	text: string;
}

const beginnings = new WeakMap<IncomingMessage, Beginning>();

/**
 * Keeps the beginnings of the bodies that a server gets. Node hands on the first bytes before any handler
 * that is not at once there, and listening to `data` would take them from whoever reads the body later.
 */
export function keepBeginnings(server: Pick<Server, 'prependListener'>): void {
	server.prependListener('request', (message: IncomingMessage) => {
		const beginning: Beginning = { text: '' };
		beginnings.set(message, beginning);
		const push = message.push.bind(message);
		message.push = (chunk: Buffer | null, encoding) => {
			const room = MOST_BYTES - beginning.text.length;
			if (chunk && room > 0) beginning.text += chunk.toString('latin1', 0, room);
			return push(chunk, encoding);
		};
	});
}

/** What came of a body so far, byte by byte as Latin-1; nothing unless it was to be kept. */
export const beginningOf = (message: IncomingMessage): Beginning =>
	beginnings.get(message) ?? { text: '' };
