import { accountsOf, enabledOf, isUsable, readRequired, secretOf } from '../answers';
import { CallFailed, isNotPermitted } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { describeError } from '../api/failures/describeError';
import { endpointFromPresignedUrl, parseEndpoint, type EndpointAddress } from './endpointAddress';
import type { KeyPair } from './signature';

/** The S3 endpoint of a host group, with the keys that open the owner's buckets there; one for all items of a run. */
export interface EndpointAccess extends EndpointAddress {
	/** The first is tried first. */
	pairs: KeyPair[];
	/** Those of them that were refused in this run. */
	refused: Set<KeyPair>;
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

/** An owner may have many accounts; no more pairs are used, however many an answer has. */
const MOST_PAIRS = 200;

/** What the accounts of an owner in a host group give: keys, and where the endpoint is, once that is known. */
interface OwnKeys {
	pairs: KeyPair[];
	access?: EndpointAccess;
	/** Why no link shows it, whatever the bucket. */
	refusal?: unknown;
}

/**
 * Finds the endpoint and the keys for a bucket. The owner's accounts in the host group open every bucket of the
 * owner's there, so both are found once a run, host group and owner. An endpoint that the accounts do not name
 * is read from a presigned URL, which may fail for one bucket and not for the next.
 * @throws CallFailed saying what the token lacks
 */
export async function openEndpoint(
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<S3Endpoint> {
	const { hostGroup, ownerUid } = task.values;
	const owner = [hostGroup, ownerUid];
	const keys = await task.once(
		`keys of S3 accounts: ${JSON.stringify(owner)}`,
		async () => await findKeys(task),
	);
	if (keys.access) return { task, access: keys.access };
	if (keys.refusal) throw keys.refusal;
	const place = await task
		.once(
			`S3 endpoint by a link: ${JSON.stringify([...owner, bucketName])}`,
			async () => await endpointFromPresignedUrl(task, bucketName),
		)
		.catch(async (error: unknown) => {
			if (isNotPermitted(error)) keys.refusal = error;
			return await Promise.reject(error);
		});
	keys.access ??= accessOf(keys.pairs, place);
	return { task, access: keys.access };
}

export const accessOf = (pairs: KeyPair[], place: EndpointAddress): EndpointAccess => ({
	...{ pairs, refused: new Set(), region: ANY_REGION, ...place },
});

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
	try {
		return await openEndpoint(task, bucketName);
	} catch (error) {
		if (error instanceof NoKeys || isNotPermitted(error)) return undefined;
		return await Promise.reject(error);
	}
}

async function findKeys(task: Task<HostGroupValues>): Promise<OwnKeys> {
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
	const place = parseEndpoint(endpoint);
	return { pairs, ...(place && { access: accessOf(pairs, place) }) };
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
			retry: cause instanceof CallFailed && cause.failure.retry,
		});
	});

/** So many of the pairs that were refused are tried again for a request. */
const MOST_AGAIN = 10;

/** The pairs for a request, in their order: all that were not refused in this run, so that none hides another. */
export const pairsToTry = ({ pairs, refused }: EndpointAccess): KeyPair[] => [
	...pairs.filter((pair) => !refused.has(pair)),
	...pairs.filter((pair) => refused.has(pair)).slice(0, MOST_AGAIN),
];

/** From now on, this pair is tried first. */
export function preferPair({ pairs }: EndpointAccess, pair: KeyPair): void {
	const at = pairs.indexOf(pair);
	if (at > 0) pairs.unshift(...pairs.splice(at, 1));
}

/** From now on, this pair is tried after others: last if it is not accepted at all. */
export function demotePair({ pairs, refused }: EndpointAccess, pair: KeyPair, isBad = false): void {
	refused.add(pair);
	if (isBad) pairs.push(...pairs.splice(pairs.indexOf(pair), 1));
}
