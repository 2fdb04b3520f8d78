import { cleanup } from './cleanup';
import { customer } from './customer';
import { loading } from './loading';
import { rotation } from './rotation';
import { secrecy } from './secrecy';

/** What `npm start -- --check` checks; secrets last, when all the others have left their traces. */
export const checkGroups = [loading, cleanup, rotation, customer, secrecy];
