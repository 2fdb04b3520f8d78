import type { IDataObject } from 'n8n-workflow';
import { OPERATIONS, type OperationCase, type Request } from '../faults/operations';
import type { FaultThings } from '../faults/things';
import { CredentialTestLane, ListLane } from './editorLanes';
import type { Lane, Surroundings } from './lane';
import { OperationLane } from './operationLane';
import type { OnError } from './workflow';

/** A way to ask for secret keys that the faults' table has no need of. */
const WITH_SECRET_KEYS: OperationCase = {
	...{ resource: 'key', operation: 'getAll', variant: 'with secret keys' },
	parameters: () => ({ returnAll: true, options: { includeSecretKeys: true } }),
	requests: [{ method: 's3.account.GetKeys' }],
	gives: () => [],
};

type Chosen = (things: FaultThings) => IDataObject;

const of =
	(resource: string): Chosen =>
	({ hostGroup, bucket: bucketName }) => ({
		...{ resource, operation: 'delete', hostGroup },
		...(resource === 'object' && { bucketName }),
	});
const ofKey: Chosen = ({ hostGroup }) => ({ resource: 'key', operation: 'revoke', hostGroup });

/** Each list of the editor: the request that fills it, its node, and what is chosen there. */
const LISTS: Array<[string, string, string, Chosen]> = [
	['searchHostGroups', 'environment.control.GetRegions', 'jelasticS3Account', of('account')],
	['searchAccounts', 's3.account.GetKeys', 'jelasticS3Account', of('account')],
	['searchAccessKeys', 's3.account.GetKeys', 'jelasticS3Account', ofKey],
	['searchBuckets', 's3.bucket.List', 'jelasticS3Bucket', of('bucket')],
	['searchObjects', 's3.bucket.ListObjects', 'jelasticS3Bucket', of('object')],
];

/**
 * A lane for each kind of request of each operation, with On Error as it is; one more for each operation that
 * goes on and hands its failures to the next node; and one for each thing that the editor asks.
 */
export function lanesOf(around: Surroundings): Lane[] {
	const operations = [...OPERATIONS, WITH_SECRET_KEYS];
	const lane = (operation: OperationCase, { method }: Request, onError: OnError) =>
		new OperationLane(operation, method, onError, around);
	return [
		...operations.flatMap((one) =>
			one.requests.map((request) => lane(one, request, 'stopWorkflow')),
		),
		...operations.map((one) => lane(one, one.requests[0], 'continueErrorOutput')),
		...LISTS.map(
			([list, request, node, parameters]) => new ListLane(list, request, node, parameters, around),
		),
		new CredentialTestLane(around),
	];
}
