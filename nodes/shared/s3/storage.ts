import { accountsOf, read } from '../answers';
import type { Parameters } from '../request';
import { CallFailed } from '../failures';
import type { Task } from '../task';
import { wordsOf } from '../words';
import { mustBeOnePart } from './keys';
import { isUsable } from './keyPairs';
import { placeByLink, placeOf, type Place } from './place';
import type { KeyPair } from './signature';

/** The S3 endpoint of a host group, with the keys that open the owner's buckets there; one for all items of a run. */
export interface Access extends Place {
	/** The first is tried first. */
	pairs: KeyPair[];
	region: string;
	/** Whether the endpoint has shown that it does not know DeleteObjects. */
	isWithoutDeleteObjects?: boolean;
}

/** An access, for one item's work. */
export interface Storage {
	task: Task;
	access: Access;
}

const ANY_REGION = 'us-east-1';

/** An owner may have many accounts, and each refusal is tried with each pair. */
const MOST_PAIRS = 10;

/** Parameters of the task's own that the calls made here must not send. */
const OWN: Partial<Parameters> = { hostGroup: undefined, bucketName: undefined, key: undefined };

/**
 * Finds the endpoint and the keys for a bucket, once a run and host group: the owner's accounts in the host
 * group open every bucket of the owner's there. An endpoint that the accounts do not name is read from a
 * presigned URL.
 * @throws CallFailed saying what the token lacks
 */
export async function openStorage(task: Task, bucketName: string): Promise<Storage> {
	mustBeOnePart(bucketName);
	const { hostGroup, ownerUid } = task.parameters;
	const access = await task.once(
		`S3 endpoint of ${JSON.stringify([hostGroup, ownerUid])}`,
		async () => await accessTo(task, bucketName),
	);
	return { task, access };
}

async function accessTo(task: Task, bucketName: string): Promise<Access> {
	const { hostGroup } = task.parameters;
	const accounts = accountsOf(await allowed(task.call('s3.account.GetKeys', OWN)));
	const usable = accounts
		.filter((row) => row.hostGroup === undefined || row.hostGroup === hostGroup)
		.filter(({ row }) => isUsable(row))
		.flatMap(({ endpoint, keys }) =>
			keys.filter(isUsable).flatMap((row) => {
				const accKey = read(row, 'accessKey');
				const secretKey = read(row, 'secretKey');
				if (accKey === undefined || secretKey === undefined) return [];
				return [{ endpoint, pair: { accKey: String(accKey), secretKey: String(secretKey) } }];
			}),
		);
	if (usable.length === 0) throw noPair(hostGroup);
	const endpoint = usable.find((one) => one.endpoint)?.endpoint;
	const pairs = usable
		.filter((one) => !one.endpoint || one.endpoint === endpoint)
		.map(({ pair }) => pair)
		.slice(0, MOST_PAIRS);
	const place = placeOf(endpoint) ?? (await placeByLink(task, bucketName));
	return { pairs, region: ANY_REGION, ...place };
}

const noPair = (hostGroup: unknown) =>
	new CallFailed({
		message: `No S3 account with a readable key pair was found in the host group "${String(hostGroup)}"`,
		advice:
			'This works with the keys of an S3 account of the bucket\'s owner; disabled pairs, and pairs whose secret key the platform hides, are not used. Create an account, or generate a key pair for one, with the node "Jelastic S3 Account"; or set "Through" to Platform API.',
	});

async function allowed<T>(call: Promise<T>): Promise<T> {
	const outcome = await call.then(
		(answer) => ({ answer }),
		(cause: unknown) => ({ cause }),
	);
	if ('answer' in outcome) return outcome.answer;
	const words = wordsOf(outcome.cause);
	throw new CallFailed({
		message: words?.message ?? 'The keys of the S3 accounts cannot be read',
		advice: `The S3 endpoint needs an account's own keys, and the token must permit s3.account.GetKeys to have them. ${words?.advice ?? ''}`,
	});
}
