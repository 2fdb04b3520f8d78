import { accountOperations } from './account';
import { keyOperations } from './key';
import { platformOperations } from './platform';
import type { Operation } from '../shared/operation';

/** Every operation of the node, a row each. */
export const operations: Operation[] = [
	...accountOperations,
	...keyOperations,
	...platformOperations,
];

/** Each resource's name in the menu. */
export const resourceNames = { account: 'Account', key: 'Access Key', platform: 'Platform' };
