import { bulk } from './bulk';
import { lists } from './lists';
import { objects } from './objects';
import { settings } from './settings';

/** Everything that callers ask for. */
export const JOBS = [...lists, ...objects, ...bulk, ...settings];
