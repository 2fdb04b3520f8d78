import type { FastifyReply } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { Faults } from './faults';
import { CUT, type RequestRecord } from './record';
import type { Work } from './fault';

const MAX_RECORDS = 200_000;
/** Records dropped at once when there are too many: dropping one by one would move all of them. */
const DROPPED_AT_ONCE = 20_000;

/** Told of each request as it comes; gives what is to be called when it is over. */
export type Watch = (record: RequestRecord) => () => void;

/** What passes through all servers of a sandbox: how much, what, how slowly, with which faults. */
export class Traffic {
	readonly records: RequestRecord[] = [];
	readonly faults = new Faults();
	peakInFlight = 0;
	private inFlight = 0;
	private stopped = false;

	constructor(
		public latencyMs: number,
		private readonly keepsRecords: boolean,
		readonly keepsBodies = false,
		private readonly watch?: Watch,
	) {}

	resetPeak(): void {
		this.peakInFlight = this.inFlight;
	}

	/** From now on, work that fails because its store is closed is nobody's concern. */
	stop(): void {
		this.stopped = true;
	}

	/** A failure that nobody foresaw. */
	report(cause: unknown): void {
		if (!this.stopped) console.error(cause);
	}

	/** A request's way through the sandbox: recorded, counted, delayed, worked on, answered. */
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

	private enter(record: RequestRecord, reply: FastifyReply): void {
		if (this.keepsRecords) this.keep(record);
		this.inFlight += 1;
		this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
		const over = this.watch?.(record);
		// Also when the client goes away, or a fault cuts the connection.
		reply.raw.once('close', () => {
			this.inFlight -= 1;
			over?.();
		});
	}

	private keep(record: RequestRecord): void {
		if (this.records.length >= MAX_RECORDS) this.records.splice(0, DROPPED_AT_ONCE);
		this.records.push(record);
	}
}
