import type { FastifyReply } from 'fastify';
import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Work } from './faultKinds';
import { Faults } from './faults';
import { CUT, type RequestRecord } from './record';

const MAX_RECORDS = 200_000;
/** Records are dropped in batches: dropping one by one would move all of them each time. */
const DROPPED_RECORDS = 20_000;
/** All of a document, enough of a file. */
const MAX_RECORDED_BYTES = 256 * 1024;

export interface TrafficOptions {
	/** Delays each answer of the platform and of the S3 endpoints. */
	latencyMs?: number;
	/** False: requests are counted, not kept. */
	recordRequests?: boolean;
	/** Also keeps the beginnings of bodies sent to the S3 endpoints. */
	recordBodies?: boolean;
	/** Called with each request when it arrives; returns a function to call when it is over. */
	watch?: (record: RequestRecord) => () => void;
}

/** The two parts of a text around the first mark; the second is empty without one. */
export function splitOnce(text: string, mark: string): [string, string] {
	const at = text.indexOf(mark);
	return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** Requests to all servers of a sandbox: counted, recorded, delayed, with faults. */
export class Traffic {
	readonly records: RequestRecord[] = [];
	readonly faults = new Faults();
	peakInFlight = 0;
	latencyMs: number;
	private inFlight = 0;
	private stopped = false;
	private readonly bodies = new WeakMap<IncomingMessage, string>();

	constructor(private readonly options: TrafficOptions) {
		this.latencyMs = options.latencyMs ?? 0;
	}

	resetPeak(): void {
		this.peakInFlight = this.inFlight;
	}

	/** From now on, failures are not reported: the store is being closed. */
	stop(): void {
		this.stopped = true;
	}

	/** Reports an unexpected failure. */
	report(cause: unknown): void {
		if (!this.stopped) console.error(cause);
	}

	/** Records a request, delays it, does its work and answers it. */
	async pass(record: RequestRecord, reply: FastifyReply, work: Work): Promise<FastifyReply> {
		this.enter(record, reply);
		if (this.latencyMs > 0) await sleep(this.latencyMs, undefined, { ref: false });
		const answer = await this.faults.around(record, work);
		if (answer === CUT) {
			reply.hijack();
			reply.raw.socket?.destroy();
			return reply;
		}
		record.status = answer.status;
		record.result = answer.result;
		return reply.code(answer.status).headers(answer.headers).send(answer.body);
	}

	/**
	 * Keeps the beginnings of the bodies that a server gets, if wanted. Not by listening to `data`, which would take
	 * the bytes from whoever reads the body later.
	 */
	keepBodies(server: Pick<Server, 'prependListener'>): void {
		if (!this.options.recordBodies) return;
		server.prependListener('request', (message: IncomingMessage) => {
			const push = message.push.bind(message);
			message.push = (chunk: Buffer | null, encoding) => {
				const kept = this.bodyOf(message);
				const left = MAX_RECORDED_BYTES - kept.length;
				if (chunk && left > 0) this.bodies.set(message, kept + chunk.toString('latin1', 0, left));
				return push(chunk, encoding);
			};
		});
	}

	/** What has been kept of a body so far, each byte as a Latin-1 letter. */
	bodyOf(message: IncomingMessage): string {
		return this.bodies.get(message) ?? '';
	}

	private enter(record: RequestRecord, reply: FastifyReply): void {
		const { recordRequests = true, watch } = this.options;
		if (this.records.length >= MAX_RECORDS) this.records.splice(0, DROPPED_RECORDS);
		if (recordRequests) this.records.push(record);
		this.inFlight += 1;
		this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
		const over = watch?.(record);
		// Also when the client closes the connection, or a fault does.
		reply.raw.once('close', () => {
			this.inFlight -= 1;
			over?.();
		});
	}
}
