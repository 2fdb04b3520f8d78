import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface Mailbox {
	port: number;
	/** The messages that came, headers and all, the oldest first. */
	mails: string[];
	close(): void;
}

/** What SMTP answers to commands other than with "250" (RFC 5321, section 4.3.2). */
const REPLIES: Record<string, string> = { DATA: '354 Go on', QUIT: '221 Bye' };

/** Takes every message by SMTP, on loopback. */
export async function openMailbox(): Promise<Mailbox> {
	const mails: string[] = [];
	const server = createServer((socket) => converse(socket, (mail) => mails.push(mail)));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as AddressInfo;
	return { port, mails, close: () => server.close() };
}

function converse(socket: Socket, take: (mail: string) => void): void {
	const reply = (line: string) => socket.write(`${line}\r\n`);
	let mail: string[] | undefined;
	const onLine = (line: string) => {
		if (!mail) {
			const command = line.slice(0, 4).toUpperCase();
			if (command === 'DATA') mail = [];
			reply(REPLIES[command] ?? '250 OK');
			if (command === 'QUIT') socket.end();
		} else if (line === '.') {
			take(mail.join('\n'));
			mail = undefined;
			reply('250 OK');
		} else {
			mail.push(line.replace(/^\./, ''));
		}
	};
	socket.on('error', () => socket.destroy());
	createInterface({ input: socket, crlfDelay: Infinity }).on('line', onLine);
	reply('220 Ready');
}
