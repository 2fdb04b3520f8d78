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
	/** By caller: each has one at a time. */
	private readonly running = new Map<string, Execution>();
	private inFlight = 0;
	private allowed = 0;
	count = 0;
	/** The most at once, and how many were allowed then. */
	peak = { inFlight: 0, allowed: 0 };
	readonly peakOfWorkflow = new Map<string, number>();
	/** What was in flight although nothing that was running may have sent it. */
	readonly excesses: string[] = [];

	started(caller: string, workflow: string, allowed: number): void {
		this.running.set(caller, { workflow, allowed, inFlight: 0 });
		this.allowed += allowed;
	}

	finished(caller: string): void {
		this.allowed -= this.running.get(caller)?.allowed ?? 0;
		this.running.delete(caller);
	}

	/** The sandbox has got a request; gives what it calls when that is over. */
	readonly watch = (record: RequestRecord): (() => void) => {
		if (Object.keys(NOT_FROM_N8N).some((header) => header in record.headers)) return () => {};
		const { params, path, server } = record;
		const caller = server === 'platform' ? params.ruk : path.split('/')[1];
		const sender = this.running.get(caller);
		this.count += 1;
		this.inFlight += 1;
		if (sender) this.addTo(sender);
		else this.excesses.push(`${record.apiMethod} of "${caller}", which is not running`);
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
