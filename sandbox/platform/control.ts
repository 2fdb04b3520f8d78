import type { FastifyInstance, FastifyReply } from 'fastify';
import { SPELLINGS } from './api/spellings';
import type { Fault } from './traffic/faultKinds';
import type { Traffic } from './traffic/traffic';
import type { Platform } from './types';

/** Control for tests in other processes, on the platform's port. See README.md. */
export function addControl(app: FastifyInstance, platform: Platform, traffic: Traffic): void {
	const refuse = (reply: FastifyReply, error: string) => reply.code(400).send({ error });
	app.post('/_sandbox/faults', async ({ body }, reply) => {
		const faults = [body].flat() as Fault[];
		try {
			// JSON has no Infinity: a negative number of times means it.
			for (const { times = 1, ...fault } of faults) {
				traffic.faults.add({ ...fault, times: times < 0 ? Infinity : times });
			}
		} catch (cause) {
			return refuse(reply, (cause as Error).message);
		}
		return { added: faults.length };
	});
	app.delete('/_sandbox/faults', async () => {
		traffic.faults.clear();
		return { cleared: true };
	});
	app.post('/_sandbox/latency', async ({ body }, reply) => {
		const { ms } = (body ?? {}) as { ms?: unknown };
		if (typeof ms !== 'number' || !(ms >= 0)) return refuse(reply, 'ms must be a number');
		traffic.latencyMs = ms;
		return { ms };
	});
	app.post('/_sandbox/spelling', async ({ body }, reply) => {
		const { name } = (body ?? {}) as { name?: string };
		if (name && !(name in SPELLINGS)) return refuse(reply, `no spelling "${name}"`);
		platform.spelling = name || undefined;
		return { name: platform.spelling ?? null };
	});
	app.get('/_sandbox/requests', async () => {
		const { peakInFlight, records: requests } = traffic;
		return { peakInFlight, requests };
	});
	app.get('/_sandbox/peak', async () => {
		const { peakInFlight, records } = traffic;
		return { peakInFlight, count: records.length };
	});
	app.delete('/_sandbox/requests', async () => {
		traffic.records.length = 0;
		traffic.resetPeak();
		return { cleared: true };
	});
}
