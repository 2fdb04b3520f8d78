import type { RequestRecord } from '../../../sandbox/platform';

/** Marks the requests of the checks themselves. */
export const NOT_FROM_N8N = { 'x-load-check': 'yes' };

interface Execution {
	workflow: string;
	/** Its concurrency: the most requests that it may have in flight. */
	allowed: number;
	inFlight: number;
}

/** Counts the requests in flight to the platform and its S3 endpoints, and compares them with what is running. */
export class RequestsInFlight {
	/** By request key. */
	private readonly running = new Map<string, Execution>();
	/** The request keys of those that work on a bucket. */
	private readonly keyOfBucket = new Map<string, string>();
	private inFlight = 0;
	private allowed = 0;
	count = 0;
	/** The most at the same time, and how many were allowed then. */
	peak = { inFlight: 0, allowed: 0 };
	readonly peakOfWorkflow = new Map<string, number>();
	/** What was in flight although nothing that was running may have sent it. */
	readonly excesses: string[] = [];

	started(key: string, workflow: string, allowed: number, buckets: string[]): void {
		this.running.set(key, { workflow, allowed, inFlight: 0 });
		for (const bucket of buckets) this.keyOfBucket.set(bucket, key);
		this.allowed += allowed;
	}

	finished(key: string, buckets: string[]): void {
		this.allowed -= this.running.get(key)?.allowed ?? 0;
		this.running.delete(key);
		for (const bucket of buckets) this.keyOfBucket.delete(bucket);
	}

	/** Called with each request that the sandbox receives; returns what it calls when the request is over. */
	readonly watch = (record: RequestRecord): (() => void) => {
		if (Object.keys(NOT_FROM_N8N).some((header) => header in record.headers)) return () => {};
		const { apiMethod, params, path, server } = record;
		// It names no bucket, so nobody knows whose it is.
		if (apiMethod === 'ListBuckets') return () => {};
		const bucket = path.split('/')[1];
		const key = server === 'platform' ? params.ruk : (this.keyOfBucket.get(bucket) ?? bucket);
		const sender = this.running.get(key);
		this.count += 1;
		this.inFlight += 1;
		if (sender) this.addTo(sender);
		else this.excesses.push(`${apiMethod} of "${key}", which is not running`);
		if (this.inFlight > this.allowed) {
			this.excesses.push(`${this.inFlight} in flight, ${this.allowed} allowed`);
		}
		if (this.inFlight > this.peak.inFlight) {
			this.peak = { inFlight: this.inFlight, allowed: this.allowed };
		}
		return () => {
			this.inFlight -= 1;
			if (sender) sender.inFlight -= 1;
		};
	};

	private addTo(sender: Execution): void {
		const { workflow, allowed } = sender;
		sender.inFlight += 1;
		const peak = Math.max(sender.inFlight, this.peakOfWorkflow.get(workflow) ?? 0);
		this.peakOfWorkflow.set(workflow, peak);
		if (sender.inFlight > allowed) {
			this.excesses.push(`${workflow}: ${sender.inFlight} in flight, ${allowed} allowed`);
		}
	}
}
