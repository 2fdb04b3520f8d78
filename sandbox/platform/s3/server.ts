import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { S3Failure } from '../failures';
import { speaking, type Certificate } from '../listen';
import type { Store } from '../store';
import type { Answer, RequestRecord } from '../traffic/record';
import { beginningOf, keepBeginnings } from '../traffic/beginning';
import type { Work } from '../traffic/fault';
import type { Traffic } from '../traffic/traffic';
import type { Operation, S3Call } from './call';
import { findOperation } from './operations';
import { readRequest, type S3Request } from './request';
import { whoAsks } from './signature';
import { xmlFailure } from './xml';

interface Endpoint {
	hostGroup: string;
	store: Store;
	traffic: Traffic;
	/** Below which path it answers: `/s3`, or nothing. */
	basePath: string;
}

/** One host group's S3 endpoint, path style. */
export function buildS3Server(endpoint: Endpoint, certificate?: Certificate): FastifyInstance {
	const { traffic } = endpoint;
	const app = fastify({
		...speaking(certificate),
		forceCloseConnections: true,
		// One route for everything: a router would refuse or rewrite some of the paths that keys make.
		rewriteUrl: () => '/',
	});
	if (traffic.keepsBodies) keepBeginnings(app.server);
	app.removeAllContentTypeParsers();
	// Bodies stay streams; operations read them as they come.
	app.addContentTypeParser('*', (_request, _stream, next) => next(null));
	app.addHook('onRequest', async (request) => {
		request.s3Headers = { ...request.raw.headers } as Record<string, string | undefined>;
		// S3 stores any content type, also one that an HTTP framework would refuse.
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
		s3Headers: Record<string, string | undefined>;
	}
}

function prepare(
	{ hostGroup, store, traffic, basePath }: Endpoint,
	request: FastifyRequest,
): { record: RequestRecord; work: Work } {
	const url = request.originalUrl;
	const mark = url.indexOf('?');
	const beginning = beginningOf(request.raw);
	const record: RequestRecord = {
		method: request.method,
		path: mark < 0 ? url : url.slice(0, mark),
		query: mark < 0 ? '' : url.slice(mark + 1),
		headers: request.s3Headers,
		get body() {
			return beginning.text;
		},
		params: {},
		server: hostGroup,
		receivedAt: Date.now(),
	};
	try {
		const read = readRequest(hostGroup, url, request.s3Headers, request.raw, basePath);
		record.params = read.query;
		const { answer } = store;
		if (answer) {
			record.apiMethod = nameOf(read);
			return { record, work: () => answer(read).catch((cause) => refused(cause, traffic)) };
		}
		const operation = findOperation(read);
		record.apiMethod = operation.name;
		return { record, work: (query) => run(store, traffic, read, operation, query) };
	} catch (cause) {
		return { record, work: async () => refused(cause, traffic) };
	}
}

/** What a storage of its own may know, this endpoint need not. */
function nameOf(request: S3Request): string | undefined {
	try {
		return findOperation(request).name;
	} catch {
		return undefined;
	}
}

async function run(
	store: Store,
	traffic: Traffic,
	request: S3Request,
	operation: Operation,
	query = request.query,
): Promise<Answer> {
	try {
		const findKey = (hostGroup: string, accKey: string) => store.findKey(hostGroup, accKey);
		const { uid, chunks } = await whoAsks(request, findKey);
		const { bucket = '', key = '' } = request;
		const call: S3Call = { ...request, query, store, uid, bucket, key, chunks };
		return await operation.run(call);
	} catch (cause) {
		const answer = refused(cause, traffic);
		return request.method === 'HEAD' ? { ...answer, headers: {}, body: '' } : answer;
	}
}

function refused(cause: unknown, traffic: Traffic): Answer {
	if (cause instanceof S3Failure) return xmlFailure(cause);
	// A client that goes away in the middle of its body is no failure of ours.
	if ((cause as NodeJS.ErrnoException).code !== 'ECONNRESET') traffic.report(cause);
	return xmlFailure(new S3Failure('InternalError'));
}
