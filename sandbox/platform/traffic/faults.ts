import { FAULT_KINDS, type Fault, type Outcome, type Work } from './faultKinds';
import type { RequestRecord } from './record';

type Armed = { fault: Fault; left: number; random: () => number };

/** The faults that wait for requests. The first that matches a request hits it. */
export class Faults {
	private armed: Armed[] = [];

	add(fault: Fault): void {
		if (!(fault.kind in FAULT_KINDS)) throw new Error(`There is no fault "${fault.kind}"`);
		const { times = 1, seedRandom } = fault;
		const random = seedRandom === undefined ? Math.random : mulberry32(seedRandom);
		this.armed.push({ fault, left: times, random });
	}

	clear(): void {
		this.armed = [];
	}

	/** Does the work of a request, or what a fault makes of it. */
	async around(record: RequestRecord, work: Work): Promise<Outcome> {
		const fault = this.armed.length > 0 ? this.take(record) : undefined;
		return fault ? await FAULT_KINDS[fault.kind].hit(fault, record, work) : await work();
	}

	private take(record: RequestRecord): Fault | undefined {
		const hit = this.armed.find(({ fault, random }) => {
			const { kind, method = '*', match, probability } = fault;
			if (method !== '*' && method !== record.apiMethod) return false;
			if (FAULT_KINDS[kind].appliesTo?.(record) === false) return false;
			if (match && !match(record)) return false;
			return probability === undefined || random() < probability;
		});
		if (!hit) return undefined;
		hit.left -= 1;
		if (hit.left <= 0) this.armed = this.armed.filter((other) => other !== hit);
		return hit.fault;
	}
}

function mulberry32(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
