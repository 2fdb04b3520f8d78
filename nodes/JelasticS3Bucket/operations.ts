import { bucketOperations } from './bucket';
import { objectOperations } from './object';
import { policyOperations } from './policy';
import type { Operation } from '../shared/operation';

/** Every operation of the node, a row each. */
export const operations: Operation[] = [
	...bucketOperations,
	...objectOperations,
	...policyOperations,
];

/** Each resource's name in the menu. */
export const resourceNames = { bucket: 'Bucket', object: 'Object', policy: 'Policy' };
