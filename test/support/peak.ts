import type { Sandbox } from '../../sandbox/platform';

/** Expects that a limit on requests in flight was kept, and used: on a busy machine it may not be reached. */
export function expectPeak({ peakInFlight }: Sandbox, limit: number): void {
	expect(peakInFlight).toBeLessThanOrEqual(limit);
	expect(peakInFlight).toBeGreaterThanOrEqual(Math.max(1, Math.floor(limit * 0.75)));
}
