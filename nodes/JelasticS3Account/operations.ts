import { accountOperations } from './account';
import { keyOperations } from './key';
import type { Operation } from '../shared/operation';

/** Every operation of the node, a row each. */
export const operations: Operation[] = [...accountOperations, ...keyOperations];

/** Each resource's name in the menu. */
export const resourceNames = { account: 'Account', key: 'Key' };
