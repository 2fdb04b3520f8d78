import { pathOf } from './methodPath';
import { EXAMPLES, type ExampleThings } from './operations';
import type { Things } from './things';

/** An operation that stands for one method of the platform's API, with the request that the API's reference wants. */
export interface ReferenceRow {
	resource: string;
	operation: string;
	method: string;
	path: string;
	/** All methods that it calls. */
	methods: string[];
	/** The node's fields that are sent. */
	own: (things: Things) => Record<string, string>;
	/** The method's own parameters, as the API names them. */
	sent: (things: Things) => Record<string, string>;
}

const completed = (things: Things): ExampleThings => ({
	...things,
	...{ source: things.bucket, target: things.emptyBucket, full: things.bucket },
	...{ pairAccount: things.account, inUse: things.accessKey, spare: things.accessKey },
	newPolicy: things.policy,
});

const API_NAMES: Record<string, string> = { accountName: 'name', accessKey: 'accKey' };

/** Fields of a node by the names that the API has for them. */
export const sentAs = <T>(fields: Record<string, T>): Record<string, T> =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [API_NAMES[name] ?? name, value]),
	);

/** The examples that stand for one method. They are written from the API's reference, not from the nodes' rows. */
export const REFERENCE: ReferenceRow[] = EXAMPLES.flatMap(
	({ resource, operation, method, parameters, requests }) =>
		method
			? [
					{
						...{ resource, operation, method, path: pathOf(method) },
						methods: requests.map((request) => request.method),
						own: (things) => parameters(completed(things)),
						sent: (things) => sentAs(parameters(completed(things))),
					},
				]
			: [],
);

/** The row of an operation: `referenceOf('bucket delete')`. */
export function referenceOf(name: string): ReferenceRow {
	const found = REFERENCE.find(({ resource, operation }) => name === `${resource} ${operation}`);
	if (!found) throw new Error(`The reference has no operation "${name}"`);
	return found;
}
