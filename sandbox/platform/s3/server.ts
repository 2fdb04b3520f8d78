import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { S3Failure } from '../failures';
import { serverOptions } from '../listen';
import type { EmbeddedStore, Store } from '../store';
import type { Work } from '../traffic/faultKinds';
import type { Answer, RequestRecord } from '../traffic/record';
import { splitOnce, type Traffic } from '../traffic/traffic';
import { findOperation, type Operation } from './operations';
import { readRequest, type Headers, type S3Request } from './request';
import { authenticate } from './signature';
import { xmlFailure } from './xml';

interface Endpoint {
	hostGroup: string;
	store: Store;
	traffic: Traffic;
	/** Empty, or such as `/s3`. */
	basePath: string;
}

/** One host group's S3 endpoint, path style. */
export function buildS3Server(endpoint: Endpoint, isExpired: boolean): FastifyInstance {
	const { traffic } = endpoint;
	// One route for everything: a router would refuse or rewrite some of the paths that keys make.
	const app = fastify({ ...serverOptions(isExpired), rewriteUrl: () => '/' });
	traffic.keepBodies(app.server);
	app.removeAllContentTypeParsers();
	// Bodies stay streams.
	app.addContentTypeParser('*', (_request, _stream, next) => next(null));
	app.addHook('onRequest', async (request) => {
		request.s3Headers = { ...request.raw.headers } as Headers;
		// S3 stores any content type, also one that the framework would refuse.
		delete request.raw.headers['content-type'];
	});
	app.decorateRequest('s3Headers');
	app.all('/', (request, reply) => {
		const { record, work } = prepare(endpoint, request);
		return traffic.pass(record, reply, work);
	});
	return app;
}

declare module 'fastify' {
	interface FastifyRequest {
		s3Headers: Headers;
	}
}

function prepare(
	{ hostGroup, store, traffic, basePath }: Endpoint,
	{ originalUrl: url, method, s3Headers: headers, raw }: FastifyRequest,
): { record: RequestRecord; work: Work } {
	const [path, query] = splitOnce(url, '?');
	const record: RequestRecord = {
		...{ method, path, query, headers, params: {}, server: hostGroup, receivedAt: Date.now() },
		get body() {
			return traffic.bodyOf(raw);
		},
	};
	try {
		const request = readRequest(hostGroup, url, headers, raw, basePath);
		record.params = request.query;
		if (store.answer) {
			const { answer } = store;
			record.apiMethod = nameOf(request);
			return { record, work: () => answer(request).catch((cause) => refused(cause, traffic)) };
		}
		const operation = findOperation(request);
		record.apiMethod = operation.name;
		const work: Work = (params = request.query) => run(store, traffic, request, operation, params);
		return { record, work };
	} catch (cause) {
		return { record, work: async () => refused(cause, traffic) };
	}
}

/** A cluster may have operations that this endpoint lacks. */
function nameOf(request: S3Request): string | undefined {
	try {
		return findOperation(request).name;
	} catch {
		return undefined;
	}
}

async function run(
	store: EmbeddedStore,
	traffic: Traffic,
	request: S3Request,
	operation: Operation,
	query: S3Request['query'],
): Promise<Answer> {
	try {
		const asker = await authenticate(request, store.findKey);
		const { bucket = '', key = '' } = request;
		return await operation.run({ ...request, ...asker, query, store, bucket, key });
	} catch (cause) {
		const answer = refused(cause, traffic);
		return request.method === 'HEAD' ? { ...answer, headers: {}, body: '' } : answer;
	}
}

function refused(cause: unknown, traffic: Traffic): Answer {
	if (cause instanceof S3Failure) return xmlFailure(cause);
	// A client that closes the connection within its body is no failure of the sandbox.
	if ((cause as NodeJS.ErrnoException).code !== 'ECONNRESET') traffic.report(cause);
	return xmlFailure(new S3Failure('InternalError'));
}
