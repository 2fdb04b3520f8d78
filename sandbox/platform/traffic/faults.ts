import type { FaultRow } from './fault';
import { FAULT_KINDS, type Fault } from './faultKinds';
import type { Answer, CUT, RequestRecord } from './record';
import type { Work } from './fault';

interface Armed {
	fault: Fault;
	left: number;
	random: () => number;
}

const rowOf = ({ kind }: Fault): FaultRow => FAULT_KINDS[kind];

/** The faults that wait for requests. The first that matches a request hits it. */
export class Faults {
	private armed: Armed[] = [];

	add(fault: Fault): void {
		if (!(fault.kind in FAULT_KINDS)) throw new Error(`There is no fault "${fault.kind}"`);
		const random = fault.seedRandom === undefined ? Math.random : dice(fault.seedRandom);
		this.armed.push({ fault, left: fault.times ?? 1, random });
	}

	clear(): void {
		this.armed = [];
	}

	/** Does the work of a request, unless a fault has another way with it. */
	async around(record: RequestRecord, work: Work): Promise<Answer | typeof CUT> {
		const fault = this.armed.length > 0 ? this.take(record) : undefined;
		return fault ? await rowOf(fault).hit(fault, record, work) : await work();
	}

	private take(record: RequestRecord): Fault | undefined {
		const hit = this.armed.find(({ fault, random }) => {
			const { method = '*', match, probability } = fault;
			if (method !== '*' && method !== record.apiMethod) return false;
			if (rowOf(fault).appliesTo?.(record) === false) return false;
			if (match && !match(record)) return false;
			return probability === undefined || random() < probability;
		});
		if (!hit) return undefined;
		hit.left -= 1;
		if (hit.left <= 0) this.armed = this.armed.filter((other) => other !== hit);
		return hit.fault;
	}
}

/** Mulberry32: small, seeded, good enough for dice. */
function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
