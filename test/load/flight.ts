import type { RequestRecord } from '../../sandbox/platform';

/** Marks requests that look at what was done; they are not n8n's. */
export const BY_US = { 'x-load-check': 'yes' };

interface Running {
	job: string;
	/** The most requests that it may have in flight. */
	allowed: number;
	inFlight: number;
}

/**
 * Counts what is in flight to the platform and its S3 endpoints, at each request as it comes, and holds it
 * against what is running at that moment.
 */
export class Flight {
	private readonly running = new Map<string, Running>();
	private inFlight = 0;
	private allowed = 0;
	requests = 0;
	/** The most at once, and the sum of the concurrencies that were running then. */
	peak = { inFlight: 0, allowed: 0 };
	/** The largest sum of concurrencies that ran. */
	peakAllowed = 0;
	/** The least that was left between the two. */
	leastRoom = Infinity;
	readonly peakOfJob = new Map<string, number>();
	/** What was in flight although nothing that was running may have sent it. */
	readonly excesses: string[] = [];

	/** An execution is about to be asked for. */
	begin(name: string, job: string, allowed: number): void {
		this.running.set(name, { job, allowed, inFlight: 0 });
		this.allowed += allowed;
		this.peakAllowed = Math.max(this.peakAllowed, this.allowed);
	}

	/** It has answered. */
	end(name: string): void {
		this.allowed -= this.running.get(name)?.allowed ?? 0;
		this.running.delete(name);
	}

	/** A request has come; gives what is to be called when it is over. */
	readonly watch = (record: RequestRecord): (() => void) => {
		if (Object.keys(BY_US).some((header) => header in record.headers)) return () => {};
		this.requests += 1;
		this.inFlight += 1;
		const name = nameIn(record);
		const by = this.running.get(name);
		if (by) this.count(by);
		else this.excesses.push(`${record.apiMethod} of "${name}", which is not running`);
		if (this.inFlight > this.allowed) {
			this.excesses.push(`${this.inFlight} in flight, ${this.allowed} allowed`);
		}
		this.leastRoom = Math.min(this.leastRoom, this.allowed - this.inFlight);
		if (this.inFlight > this.peak.inFlight) {
			this.peak = { inFlight: this.inFlight, allowed: this.allowed };
		}
		return () => {
			this.inFlight -= 1;
			if (by) by.inFlight -= 1;
		};
	};

	private count(by: Running): void {
		by.inFlight += 1;
		const most = Math.max(by.inFlight, this.peakOfJob.get(by.job) ?? 0);
		this.peakOfJob.set(by.job, most);
		if (by.inFlight > by.allowed) {
			this.excesses.push(`${by.job}: ${by.inFlight} in flight, ${by.allowed} chosen`);
		}
	}
}

/** Whose a request is: the platform's carry the caller's name as their key, the storage's go to its bucket. */
const nameIn = ({ params, path, server }: RequestRecord) =>
	server === 'platform' ? params.ruk : path.split('/')[1];
