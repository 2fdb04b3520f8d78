import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { escapeUri } from '../presign';
import type { Cluster } from './cluster';

const NOTHING = 404;
/** The gateway's answer for a user whose key nobody has. */
const NOT_FOR_YOU = 403;

/** The gateway's admin API: users, their subusers and keys, and whose a bucket is. */
export class Admin {
	private readonly signer: SignatureV4;

	constructor(private readonly cluster: Cluster) {
		const { accessKey: accessKeyId, secretKey: secretAccessKey } = cluster;
		this.signer = new SignatureV4({
			service: 's3',
			region: 'us-east-1',
			sha256: Sha256,
			credentials: { accessKeyId, secretAccessKey },
			uriEscapePath: false,
		});
	}

	/** What there is at a place; undefined when there is nothing. */
	async find<T>(resource: string, query: Record<string, string>): Promise<T | undefined> {
		const isByKey = query['access-key'] !== undefined;
		const { status, text } = await this.send('GET', resource, query);
		if (status === NOTHING || (isByKey && status === NOT_FOR_YOU)) return undefined;
		return this.read<T>(`GET ${resource}`, status, text);
	}

	/** Makes (`PUT`), changes (`POST`) or removes (`DELETE`) something. */
	async change<T>(
		method: 'PUT' | 'POST' | 'DELETE',
		resource: string,
		query: Record<string, string>,
	): Promise<T> {
		const { status, text } = await this.send(method, resource, query);
		return this.read<T>(`${method} ${resource}`, status, text);
	}

	private read<T>(what: string, status: number, text: string): T {
		// Without the query, which may hold a secret.
		if (status >= 300) throw new Error(`Ceph's gateway answered ${what} with ${status}: ${text}`);
		return (text === '' ? undefined : JSON.parse(text)) as T;
	}

	private async send(method: string, resource: string, query: Record<string, string>) {
		const { url } = this.cluster;
		const { host, hostname } = new URL(url);
		const path = `/admin/${resource}`;
		const { headers } = await this.signer.sign({
			method,
			protocol: 'http:',
			hostname,
			path,
			query,
			headers: { host },
		});
		// `fetch` sets it by itself.
		delete headers.host;
		const pairs = Object.entries(query).map(
			([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`,
		);
		const answer = await fetch(`${url}${path}?${pairs.join('&')}`, { method, headers });
		return { status: answer.status, text: await answer.text() };
	}
}
