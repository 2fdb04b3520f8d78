import type { FastifyInstance, FastifyReply } from 'fastify';
import { SPELLINGS } from './api/spellings';
import type { Platform } from './platform';
import type { Fault } from './traffic/faultKinds';
import type { Traffic } from './traffic/traffic';

/** A control for tests in other processes, beside the platform on its port. See README.md. */
export function addControl(app: FastifyInstance, platform: Platform, traffic: Traffic): void {
	app.post('/_sandbox/faults', async ({ body }, reply) => {
		const faults = [body].flat() as Fault[];
		try {
			// JSON has no Infinity: a negative number of times stands for it.
			for (const fault of faults) traffic.faults.add(endless(fault));
		} catch (cause) {
			return badRequest(reply, (cause as Error).message);
		}
		return { added: faults.length };
	});
	app.delete('/_sandbox/faults', async () => {
		traffic.faults.clear();
		return { cleared: true };
	});
	app.post('/_sandbox/latency', async ({ body }, reply) => {
		const { ms } = (body ?? {}) as { ms?: unknown };
		if (typeof ms !== 'number' || !(ms >= 0)) return badRequest(reply, 'ms must be a number');
		traffic.latencyMs = ms;
		return { ms };
	});
	app.post('/_sandbox/spelling', async ({ body }, reply) => {
		const { name } = (body ?? {}) as { name?: string };
		if (name && !(name in SPELLINGS)) return badRequest(reply, `no spelling "${name}"`);
		platform.spelling = name || undefined;
		return { name: platform.spelling ?? null };
	});
	app.get('/_sandbox/requests', async () => ({
		peakInFlight: traffic.peakInFlight,
		requests: traffic.records,
	}));
	app.get('/_sandbox/peak', async () => ({
		peakInFlight: traffic.peakInFlight,
		count: traffic.records.length,
	}));
	app.delete('/_sandbox/requests', async () => {
		traffic.records.length = 0;
		traffic.resetPeak();
		return { cleared: true };
	});
}

function endless(fault: Fault): Fault {
	return fault.times !== undefined && fault.times < 0 ? { ...fault, times: Infinity } : fault;
}

function badRequest(reply: FastifyReply, error: string): FastifyReply {
	return reply.code(400).send({ error });
}
