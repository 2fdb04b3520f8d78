import { accountsOf, read, urlOf } from '../answers';
import type { Parameters } from '../request';
import { CallFailed } from '../failures';
import type { Task } from '../task';
import { wordsOf } from '../words';
import { mustBeOnePart } from './keys';
import type { KeyPair } from './signature';

/** The S3 endpoint of a host group, with the keys that open a bucket there. */
export interface Storage {
	task: Task;
	keys: KeyPair;
	region: string;
	/** Scheme and host, without a path. */
	origin: string;
	/** Whether the bucket's name is part of the host; then it is not part of the path. */
	isVirtualHost: boolean;
}

const ANY_REGION = 'us-east-1';

/** Parameters of the task's own that the calls made here must not send. */
const OWN: Partial<Parameters> = { hostGroup: undefined, bucketName: undefined, key: undefined };

/**
 * Finds the endpoint and the keys for a bucket: the owner's accounts in the host group open every bucket
 * of the owner's there. An endpoint that the accounts do not name is read from a presigned URL.
 * @throws CallFailed saying what the token lacks
 */
export async function openStorage(task: Task, bucketName: string): Promise<Storage> {
	mustBeOnePart(bucketName);
	const { hostGroup } = task.parameters;
	const accounts = accountsOf(await allowed(task.call('s3.account.GetKeys', OWN)));
	const own = accounts.filter((row) => row.hostGroup === undefined || row.hostGroup === hostGroup);
	for (const { endpoint, keys } of own) {
		for (const pair of keys) {
			const accKey = read(pair, 'accessKey');
			const secretKey = read(pair, 'secretKey');
			if (accKey === undefined || secretKey === undefined) continue;
			const place = placeOf(endpoint) ?? (await placeByLink(task, bucketName));
			return {
				task,
				keys: { accKey: String(accKey), secretKey: String(secretKey) },
				region: ANY_REGION,
				...place,
			};
		}
	}
	throw new CallFailed({
		message: `No S3 account with a readable key pair was found in the host group "${hostGroup}"`,
		advice:
			'This works with the keys of an S3 account of the bucket\'s owner. Create an account, or generate a key pair for one, with the node "Jelastic S3 Account"; or set "Through" to Platform API.',
	});
}

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

type Place = Pick<Storage, 'origin' | 'isVirtualHost'>;

function placeOf(endpoint: string | undefined): Place | undefined {
	if (!endpoint) return undefined;
	const url = /^[a-z][a-z\d+.-]*:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;
	const isAddress = /^https?:/i.test(url) && URL.canParse(url);
	return isAddress ? { origin: new URL(url).origin, isVirtualHost: false } : undefined;
}

async function placeByLink(task: Task, bucketName: string): Promise<Place> {
	const answer = await task.call('s3.bucket.GetPresignedURL', { bucketName, key: 'endpoint' });
	const { origin, hostname, pathname } = new URL(urlOf(answer));
	// A bucket may be called like the first part of the endpoint's host.
	const isInPath = pathname.startsWith(`/${bucketName}/`);
	return { origin, isVirtualHost: !isInPath && hostname.startsWith(`${bucketName}.`) };
}
