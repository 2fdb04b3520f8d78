import { accountsOf, enabledOf, isUsable, readRequired, secretOf } from '../answers';
import { CallFailed, isNotPermitted } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { describeError } from '../api/failures/describeError';
import { assertBucketName } from './validate';
import { endpointFromPresignedUrl, parseEndpoint, type EndpointAddress } from './endpointAddress';
import type { KeyPair } from './signature';

/** The S3 endpoint of a host group, with the keys that open the owner's buckets there; one for all items of a run. */
export interface EndpointAccess extends EndpointAddress {
	/** The first is tried first. */
	pairs: KeyPair[];
	region: string;
	/** Whether the endpoint has shown that it does not know DeleteObjects. */
	isWithoutDeleteObjects?: boolean;
	/** Why it is asked no more where there is another way. */
	failure?: { cause: unknown };
}

/** An access, for one item's work. */
export interface S3Endpoint {
	task: Task<HostGroupValues>;
	access: EndpointAccess;
}

/** Virtuozzo's object storage ignores the region. */
export const ANY_REGION = 'us-east-1';

/** An owner may have many accounts, and each refusal is tried with each pair. */
const MOST_PAIRS = 10;

/**
 * Finds the endpoint and the keys for a bucket, once a run and host group: the owner's accounts in the host
 * group open every bucket of the owner's there. An endpoint that the accounts do not name is read from a
 * presigned URL.
 * @throws CallFailed saying what the token lacks
 */
export async function openEndpoint(
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<S3Endpoint> {
	assertBucketName(bucketName);
	const { hostGroup, ownerUid } = task.values;
	const access = await task.once(
		`S3 endpoint of ${JSON.stringify([hostGroup, ownerUid])}`,
		async () => await findAccess(task, bucketName),
	);
	return { task, access };
}

/** The keys of the owner's accounts cannot be had: they may not be read, or none can be signed with. */
class NoKeys extends CallFailed {}

/**
 * As `openEndpoint`, for what can be done another way.
 * @returns undefined where the token lacks a permission for it, or no account has a usable key pair
 */
export async function openEndpointIfPossible(
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<S3Endpoint | undefined> {
	const { hostGroup, ownerUid } = task.values;
	const ifPossible = async () => {
		try {
			return (await openEndpoint(task, bucketName)).access;
		} catch (error) {
			if (error instanceof NoKeys || isNotPermitted(error)) return undefined;
			return await Promise.reject(error);
		}
	};
	const name = `S3 endpoint, if possible, of ${JSON.stringify([hostGroup, ownerUid])}`;
	const access = await task.once(name, ifPossible);
	return access && { task, access };
}

async function findAccess(
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<EndpointAccess> {
	const { hostGroup } = task.values;
	const accounts = accountsOf(await explainPermission(task.call('s3.account.GetKeys', {})));
	const usable = accounts
		.filter((row) => row.hostGroup === undefined || row.hostGroup === hostGroup)
		.filter(({ row }) => enabledOf(row) !== false)
		.flatMap(({ endpoint, keys }) =>
			keys.filter(isUsable).map((row) => ({
				endpoint,
				pair: { accessKey: readRequired(row, 'accessKey'), secretKey: secretOf(row) ?? '' },
			})),
		);
	if (usable.length === 0) throw noUsablePair(hostGroup, 'via' in task.values);
	const endpoint = usable.find((one) => one.endpoint)?.endpoint;
	const pairs = usable
		.filter((one) => !one.endpoint || one.endpoint === endpoint)
		.map(({ pair }) => pair)
		.slice(0, MOST_PAIRS);
	const place = parseEndpoint(endpoint) ?? (await endpointFromPresignedUrl(task, bucketName));
	return { pairs, region: ANY_REGION, ...place };
}

const noUsablePair = (hostGroup: string, isChosen: boolean) =>
	new NoKeys({
		message: `No S3 account with a readable key pair was found in the host group "${hostGroup}"`,
		advice: `This works with the keys of an S3 account of the bucket's owner; disabled pairs, and pairs whose secret key the platform hides, are not used. Create an account, or generate a key pair for one, with the node "Jelastic S3 Account"${isChosen ? '; or set "Delete Via" to Platform API' : ''}.`,
	});

const explainPermission = async <T>(call: Promise<T>): Promise<T> =>
	await call.catch((cause: unknown) => {
		const words = describeError(cause);
		throw new (isNotPermitted(cause) ? NoKeys : CallFailed)({
			message: words?.message ?? 'The keys of the S3 accounts cannot be read',
			advice: `The S3 endpoint needs an account's own keys, and the token must permit s3.account.GetKeys to have them. ${words?.advice ?? ''}`,
			details: words?.details,
		});
	});

/** From now on, this pair is tried first. */
export function preferPair({ pairs }: EndpointAccess, pair: KeyPair): void {
	const at = pairs.indexOf(pair);
	if (at > 0) pairs.unshift(...pairs.splice(at, 1));
}
