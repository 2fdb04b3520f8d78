import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { Problem } from '../say';

const REGISTERED_WITHIN_MS = 30_000;

export interface WebhookAnswer {
	status: number;
	body: Record<string, unknown>;
}

export interface WebhookCaller {
	(path: string, body: unknown, headers?: Record<string, string>): Promise<WebhookAnswer>;
}

/** Calls production webhooks over HTTP; activation is asynchronous, so a path unknown yet is waited for. */
export function webhookCaller(url: string, key: { name: string; value: string }): WebhookCaller {
	return async (path, body, headers = { [key.name]: key.value }) => {
		const since = Date.now();
		for (;;) {
			const answer = await axios.post(`${url}/webhook/${path}`, body, {
				headers,
				proxy: false,
				timeout: 60_000,
				validateStatus: () => true,
			});
			if (answer.status !== 404) return { status: answer.status, body: answer.data };
			if (Date.now() - since > REGISTERED_WITHIN_MS) throw new Problem(`No webhook at ${path}.`);
			await sleep(200);
		}
	};
}
