import type { WorkName } from '../names';
import type { Place } from './place';

/** Does a work once; returns how many objects, links or executions that were. */
export type Run = (place: Place) => Promise<number>;

/** What a contender can do. */
export type Contender = Partial<Record<WorkName, Run>>;
