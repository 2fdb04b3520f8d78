import type { PlatformPlace } from '../sandbox-process';

/** Where a run happens, and on how much. */
export interface Place extends PlatformPlace {
	bucket: string;
	/** The keys of the bucket begin with those of these indexes. */
	count: number;
}
