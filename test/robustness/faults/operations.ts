import type { OperationCase } from './cases/case';
import { FILES } from './cases/files';
import { MANY } from './cases/many';
import { PLAIN } from './cases/plain';

export { nameOf, whereOf, type OperationCase, type Request } from './cases/case';

/** Every operation of both nodes, and the ways in which one can be done. */
export const OPERATIONS: OperationCase[] = [...PLAIN, ...MANY, ...FILES];
