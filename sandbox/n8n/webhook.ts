import axios from 'axios';
import { poll } from './poll';

export type WebhookAnswer = { status: number; body: Record<string, unknown> };

export type WebhookCaller = (
	path: string,
	body: unknown,
	headers?: Record<string, string>,
) => Promise<WebhookAnswer>;

/** Calls production webhooks. Activation is asynchronous, so it waits for a path that is unknown yet. */
export function webhookCaller(url: string, key?: { name: string; value: string }): WebhookCaller {
	const http = axios.create({ proxy: false, timeout: 120_000, validateStatus: () => true });
	return async (path, body, headers = key && { [key.name]: key.value }) => {
		const send = async () => {
			const answer = await http.post(`${url}/webhook/${path}`, body, { headers });
			return answer.status !== 404 && { status: answer.status, body: answer.data };
		};
		return (await poll(send, `The webhook ${path} should be registered`, 30_000)) as WebhookAnswer;
	};
}
