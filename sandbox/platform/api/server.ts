import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { S3Failure } from '../failures';
import { speaking, type Certificate } from '../listen';
import type { Platform } from '../platform';
import type { Answer, RequestRecord } from '../traffic/record';
import type { Traffic } from '../traffic/traffic';
import { checkCall } from './check';
import { ApiFailure, CODES, done, refused, refusedByS3 } from './envelope';
import { METHODS, pathOf } from './methods';
import { respell } from './respell';

/** The vendor's documentation: longer URLs are refused, which is why changes are POSTed. */
const MAX_URL_LENGTH = 2048;
const MAX_FORM_BYTES = 4 * 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

const methods = new Map(METHODS.map((method) => [pathOf(method.name), method]));

/** The platform's API: GET and POST alike, 200 and an envelope for everything that it understands. */
export function buildApiServer(
	platform: Platform,
	traffic: Traffic,
	certificate?: Certificate,
): FastifyInstance {
	const app = fastify({
		...speaking(certificate),
		forceCloseConnections: true,
		bodyLimit: MAX_FORM_BYTES,
	});
	app.addContentTypeParser(FORM, { parseAs: 'string' }, (_, text, next) => next(null, text));
	app.addContentTypeParser('*', { parseAs: 'string' }, (_, _text, next) => next(null, ''));
	app.route({
		method: ['GET', 'POST'],
		url: '/1.0/*',
		exposeHeadRoute: false,
		handler: (request, reply) => {
			const record = recordOf(request);
			return traffic.pass(record, reply, (params = record.params) =>
				answer(platform, traffic, request, { ...record, params }),
			);
		},
	});
	app.setNotFoundHandler((request, reply) =>
		traffic.pass(recordOf(request), reply, async () => notFound()),
	);
	return app;
}

/** Calls a method; whatever it throws becomes an answer. */
async function answer(
	platform: Platform,
	traffic: Traffic,
	{ url }: FastifyRequest,
	{ path, params }: RequestRecord,
): Promise<Answer> {
	const method = methods.get(path);
	if (!method) return notFound();
	if (url.length > MAX_URL_LENGTH) return page(414, 'URI Too Long');
	try {
		const payload = await method.run(checkCall(platform, method, params));
		return done(respell(platform.spelling, method.name, payload));
	} catch (cause) {
		if (cause instanceof ApiFailure) return refused(cause.code, cause.message);
		if (cause instanceof S3Failure) return refusedByS3(cause);
		traffic.report(cause);
		return refused(CODES.unknown, 'unknown error, please try again later');
	}
}

function recordOf(request: FastifyRequest): RequestRecord {
	const [path, query = ''] = splitOnce(request.url, '?');
	const body = typeof request.body === 'string' ? request.body : '';
	// As servlets do: a form's values before the query's, the first of several.
	const params: Record<string, string> = Object.create(null);
	for (const text of [body, query]) {
		for (const [name, value] of new URLSearchParams(text)) params[name] ??= value;
	}
	const { method, headers } = request;
	return {
		method,
		path,
		query,
		headers,
		body,
		params,
		apiMethod: methods.get(path)?.name,
		server: 'platform',
		receivedAt: Date.now(),
	};
}

function splitOnce(text: string, mark: string): [string, string?] {
	const at = text.indexOf(mark);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function notFound(): Answer {
	return page(404, 'Not Found');
}

function page(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`,
	};
}
