import { S3ServiceException } from '@aws-sdk/client-s3';
import { S3_FAILURES, S3Failure, type S3Code } from '../failures';
import { formatQuery, signerFor } from '../signer';
import type { Cluster } from './cluster';

type Query = Record<string, string>;

/** Other names of the gateway or the SDK for S3's codes. */
const OTHER_NAMES: Record<string, S3Code> = {
	NotFound: 'NoSuchKey',
	InvalidObjectName: 'KeyTooLongError',
};

/** S3's code for a refusal; undefined for other failures. */
export function codeOf(cause: unknown): S3Code | undefined {
	if (!(cause instanceof S3ServiceException)) return undefined;
	const name = OTHER_NAMES[cause.name] ?? cause.name;
	return name in S3_FAILURES ? (name as S3Code) : undefined;
}

/** Turns a refusal by the cluster into the sandbox's, of this resource. */
export async function asking<T>(resource: string, answer: Promise<T>): Promise<T> {
	try {
		return await answer;
	} catch (cause) {
		const code = codeOf(cause);
		throw code ? new S3Failure(code, resource) : cause;
	}
}

/** The gateway's admin API: users, their subusers and keys, and the owners of buckets. */
export class Admin {
	constructor(private readonly cluster: Cluster) {}

	/** Undefined for what does not exist. */
	async find<T>(resource: string, query: Query): Promise<T | undefined> {
		// 403 is the answer for an access key that no user has.
		const missing = 'access-key' in query ? [404, 403] : [404];
		return await this.send<T | undefined>('GET', resource, query, missing);
	}

	/** Makes (`PUT`) or removes (`DELETE`) something. */
	async change<T>(method: 'PUT' | 'DELETE', resource: string, query: Query): Promise<T> {
		return await this.send<T>(method, resource, query);
	}

	private async send<T>(
		method: string,
		resource: string,
		query: Query,
		missing: number[] = [],
	): Promise<T> {
		const { url, accessKey: accKey, secretKey } = this.cluster;
		const { host, hostname } = new URL(url);
		const path = `/admin/${resource}`;
		const unsigned = { method, protocol: 'http:', hostname, path, query, headers: { host } };
		const { headers } = await signerFor({ accKey, secretKey }).sign(unsigned);
		// `fetch` sets it itself.
		delete headers.host;
		const answer = await fetch(`${url}${path}?${formatQuery(query)}`, { method, headers });
		const text = await answer.text();
		if (answer.ok || missing.includes(answer.status)) {
			return (answer.ok && text ? JSON.parse(text) : undefined) as T;
		}
		// Without the query, which may contain a secret.
		const what = `${method} ${resource}`;
		throw new Error(`Ceph's gateway answered ${what} with ${answer.status}: ${text}`);
	}
}
