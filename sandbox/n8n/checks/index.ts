import { cleanup } from './cleanup';
import { customer } from './customer';
import { loading } from './loading';
import { newFile } from './newFile';
import { rotation } from './rotation';
import { secrecy } from './secrecy';

/** What `npm start -- --check` checks; secrets last, when all the others have left their traces. */
export const checkGroups = [loading, cleanup, newFile, rotation, customer, secrecy];
