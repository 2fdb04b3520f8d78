import type { WorkName } from '../names';
import type { Place } from './place';

/** Does a work once; answers what it found, deleted, linked or executed. */
export type Run = (place: Place) => Promise<number>;

/** What a contender can do. */
export type Contender = Partial<Record<WorkName, Run>>;
