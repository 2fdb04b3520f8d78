import type { Chapter } from './check';
import { cleanup } from './cleanup';
import { customer } from './customer';
import { loading } from './loading';
import { rotation } from './rotation';
import { secrecy } from './secrecy';

export { makeScene, runChapters } from './check';

/** What `npm start -- --check` checks; the secrets last, when all the others have left their traces. */
export const chapters: Chapter[] = [loading, cleanup, rotation, customer, secrecy];
