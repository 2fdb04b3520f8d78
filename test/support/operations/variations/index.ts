// The settings of every operation that its examples do not show.
import { BULK } from './bulk';
import { FILTERING } from './filters';
import { SINGLE } from './single';
import { joined } from './variation';

export type { Scene, Variation } from './variation';

export const VARIATIONS = joined(FILTERING, BULK, SINGLE);
