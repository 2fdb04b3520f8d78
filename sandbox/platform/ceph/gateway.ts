import { Agent, request as open } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { S3Failure } from '../failures';
import { escapePath } from '../presign';
import type { S3Request } from '../s3/request';
import type { KeyOwner } from '../store';
import type { Answer } from '../traffic/record';
import type { Cluster } from './cluster';

type FindKey = (hostGroup: string, accKey: string) => Promise<KeyOwner | undefined>;

const MAX_SOCKETS = 64;
/** Of one connection, not of the request. `expect` has been answered when the body begins to come. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'expect'];

/**
 * A host group's endpoint in front of the cluster's gateway. Signed requests pass as they came, the
 * name of the host included, so that the gateway checks what the client signed. It tells tenants apart
 * by the key that signed; so here it is seen to it that a key opens its own host group only, and that
 * a request that nobody signed gets to this host group's buckets.
 */
export class Gateway {
	private readonly agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });

	constructor(
		private readonly cluster: Cluster,
		private readonly findKey: FindKey,
		private readonly tenantOf: (hostGroup: string) => string,
	) {}

	async pass(request: S3Request): Promise<Answer> {
		const { hostGroup, bucket, key = '', url, canonicalPath } = request;
		const accKey = accessKeyOf(request);
		if (accKey !== undefined && !(await this.findKey(hostGroup, accKey))) {
			throw new S3Failure('InvalidAccessKeyId');
		}
		if (accKey !== undefined || bucket === undefined) return await this.forward(request, url);
		const path = `/${this.tenantOf(hostGroup)}:${escapePath(bucket)}`;
		const hasSlash = canonicalPath.indexOf('/', 1) >= 0;
		const mark = url.indexOf('?');
		const query = mark < 0 ? '' : url.slice(mark);
		return await this.forward(request, `${path}${hasSlash ? '/' : ''}${escapePath(key)}${query}`);
	}

	close(): void {
		this.agent.destroy();
	}

	private async forward({ method, headers: came, body }: S3Request, path: string): Promise<Answer> {
		const { hostname, port } = new URL(this.cluster.url);
		const headers = without(came, OF_THE_CONNECTION);
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			const out = open({ hostname, port, method, path, headers, agent: this.agent }, resolve);
			out.once('error', reject);
			// A client that goes away in the middle leaves nothing half done.
			body.once('close', () => body.complete || out.destroy());
			body.pipe(out);
		});
		return {
			status: answer.statusCode ?? 502,
			headers: without(answer.headers, OF_THE_CONNECTION) as Record<string, string>,
			body: method === 'HEAD' ? (answer.resume(), '') : answer,
		};
	}
}

/** The key that a request is signed with, read as the gateway reads it; undefined: nobody signed it. */
function accessKeyOf({ headers, query }: S3Request): string | undefined {
	const { authorization } = headers;
	if (authorization !== undefined) {
		const found =
			/Credential=([^/,\s]*)/.exec(authorization) ?? /^AWS ([^:]*):/.exec(authorization);
		return found?.[1] ?? '';
	}
	if (query['X-Amz-Algorithm'] !== 'AWS4-HMAC-SHA256') return query.AWSAccessKeyId;
	return (query['X-Amz-Credential'] ?? '').split('/')[0];
}

function without(headers: IncomingHttpHeaders, names: string[]): IncomingHttpHeaders {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
