import type { ServerResponse } from 'node:http';
import type { StubAnswer } from './stub';

/** Answers that go on in drops until whoever asked hangs up. */
export function useDrops() {
	const open = new Set<ServerResponse>();
	const answer = (begin = ' ', everyMs = 20): StubAnswer => ({
		send: (response) => {
			open.add(response);
			response.writeHead(200, { 'content-type': 'application/json' });
			response.write(begin);
			const drops = setInterval(() => response.write(' '), everyMs);
			response.on('close', () => {
				clearInterval(drops);
				open.delete(response);
			});
		},
	});
	return {
		answer,
		/** How many are still being sent. */
		open: () => open.size,
	};
}
