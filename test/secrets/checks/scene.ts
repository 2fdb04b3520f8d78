import type { Elsewhere } from '../elsewhere';
import type { Evidence } from '../evidence';

/** What the checks look at. */
export interface Scene extends Evidence {
	/** How many faults each lane went through. */
	faults: number;
	elsewhere: Elsewhere;
}
