// The catalogue: an example of every operation of both nodes. A suite that imports it fails if one is missing.
import { operations as accountOperations } from '../../../nodes/JelasticS3Account/operations';
import { operations as bucketOperations } from '../../../nodes/JelasticS3Bucket/operations';
import { ACCOUNT } from './account';
import { BUCKET } from './bucket';
import { exampleOf, type Example } from './example';

export * from './example';
export * from './things';

/** Every row of both nodes. */
export const OPERATIONS = [...accountOperations, ...bucketOperations];

/** At least one for each operation. */
export const EXAMPLES = Object.entries({ ...ACCOUNT, ...BUCKET }).map(exampleOf);

/** The example of this name. */
export function exampleNamed(name: string): Example {
	const found = EXAMPLES.find((one) => one.name === name);
	if (!found) throw new Error(`No example is named "${name}"`);
	return found;
}

const names = OPERATIONS.map(({ resource, value }) => `${resource} ${value}`);
const shown = EXAMPLES.map(({ resource, operation }) => `${resource} ${operation}`);
const missing = names.filter((name) => !shown.includes(name));
const unknown = shown.filter((name) => !names.includes(name));
if (missing.length + unknown.length > 0) {
	throw new Error(
		`test/support/operations: no example of [${missing.join(', ')}]; no such operation: [${unknown.join(', ')}]`,
	);
}
