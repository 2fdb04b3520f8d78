import { Agent, request as open, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { S3Failure } from '../failures';
import { escapePath } from '../signer';
import type { S3Request } from '../s3/request';
import type { ClusterStore } from '../store';
import type { Answer } from '../traffic/record';
import type { Admin } from './admin';
import type { Cluster } from './cluster';
import type { GatewayUser, Owners } from './owners';

const MAX_SOCKETS = 64;
/** Headers of one connection, not of the request. `expect` has been answered when the body arrives. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'expect'];

/**
 * Passes requests to a host group's endpoint on to the cluster's gateway, unchanged (with the host's name), so that the
 * gateway checks the client's signature. The gateway distinguishes tenants only by the key. So keys of other host groups
 * are refused here, and anonymous requests get the host group's tenant.
 */
export function cephGateway(
	cluster: Cluster,
	admin: Admin,
	owners: Owners,
): { answer: ClusterStore['answer']; close: () => void } {
	const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
	const { hostname, port } = new URL(cluster.url);

	const forward = async (request: S3Request, path: string): Promise<Answer> => {
		const { method, body } = request;
		const headers = withoutConnection(request.headers);
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			const out = open({ hostname, port, method, path, headers, agent }, resolve);
			out.once('error', reject);
			// When the client closes the connection, so does this.
			body.once('close', () => body.complete || out.destroy());
			body.pipe(out);
		});
		return {
			status: answer.statusCode ?? 502,
			headers: withoutConnection(answer.headers) as Record<string, string>,
			body: method === 'HEAD' ? (answer.resume(), '') : answer,
		};
	};

	const answer = async (request: S3Request): Promise<Answer> => {
		const { hostGroup, bucket, key = '', url, canonicalPath } = request;
		const accKey = accessKeyOf(request);
		const tenant = owners.tenantOf(hostGroup);
		if (accKey !== undefined) {
			const user = await admin.find<GatewayUser>('user', { 'access-key': accKey });
			if (user?.tenant !== tenant) throw new S3Failure('InvalidAccessKeyId');
		}
		if (accKey !== undefined || bucket === undefined) return await forward(request, url);
		const slash = canonicalPath.indexOf('/', 1) < 0 ? '' : '/';
		const query = /\?.*$/s.exec(url)?.[0] ?? '';
		const path = `/${tenant}:${escapePath(bucket)}${slash}${escapePath(key)}`;
		return await forward(request, path + query);
	};
	return { answer, close: () => agent.destroy() };
}

/** The key that a request is signed with, as the gateway reads it; undefined for an anonymous one. */
function accessKeyOf({ headers: { authorization }, query }: S3Request): string | undefined {
	if (authorization !== undefined) {
		return /(?:Credential=|^AWS )([^/:,\s]*)/.exec(authorization)?.[1] ?? '';
	}
	if (query['X-Amz-Algorithm'] !== 'AWS4-HMAC-SHA256') return query.AWSAccessKeyId;
	return (query['X-Amz-Credential'] ?? '').split('/')[0];
}

function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
	const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
	return Object.fromEntries(kept);
}
