import type { WorkName } from '../names';
import type { PlatformPlace } from '../sandbox-process';

/** Where a run happens, and with how much. */
export interface Place extends PlatformPlace {
	bucket: string;
	/** How many objects, links or executions a run is about; the keys of so many indexes. */
	count: number;
}

/** Does a work once; returns how many objects, links or executions that were. */
export type Run = (place: Place) => Promise<number>;

/** What a contender can do. */
export type Contender = Partial<Record<WorkName, Run>>;
