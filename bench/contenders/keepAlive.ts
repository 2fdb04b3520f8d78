import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CONCURRENCY } from '../works';
import { list, oldKeys, presign, summary, type Call } from './calls';
import type { Contender, Place } from './contender';
import { deleteInBatches } from './storage';
import { pathOf } from '../../test/support/methodPath';

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

/** Node's own HTTP client on connections that stay open, and nothing else. */
const callOn =
	({ url, token }: Place): Call =>
	async (method, parameters) => {
		const body = new URLSearchParams({
			appid: 'cluster',
			session: token,
			...parameters,
		}).toString();
		return await new Promise((resolve, reject) => {
			const sent = request(new URL(pathOf(method), url), {
				method: 'POST',
				agent,
				headers: {
					'content-type': 'application/x-www-form-urlencoded',
					'content-length': Buffer.byteLength(body),
				},
			});
			sent.once('error', reject);
			sent.once('response', (response) => {
				text(response).then((answer) => resolve(JSON.parse(answer)), reject);
			});
			sent.end(body);
		});
	};

const links = async (place: Place) => (await presign(callOn(place), place)).length;

export const keepAliveLimit: Contender = {
	'list-10000': async (place) => (await list(callOn(place), place)).length,
	'delete-5000': async (place) => {
		const call = callOn(place);
		const [answer, keys] = await Promise.all([
			call('s3.account.GetKeys', { hostGroup: place.hostGroup }),
			oldKeys(call, place),
		]);
		return await deleteInBatches(answer, place.bucket, keys);
	},
	'presign-1000': links,
	'single-1000': links,
	'summary-100000': async (place) => Number((await summary(callOn(place), place)).matched),
};
