import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { serverOptions } from '../listen';
import { html, type Answer, type RequestRecord } from '../traffic/record';
import { splitOnce, type Traffic } from '../traffic/traffic';
import type { Platform } from '../types';
import { checkCall } from './check';
import { CODES, envelope, refusal } from './envelope';
import { METHODS_BY_PATH } from './methods';
import { respell } from './respell';

/** The vendor's documentation: longer URLs are refused, which is why changes are POSTed. */
const MAX_URL_LENGTH = 2048;
const MAX_FORM_BYTES = 4 * 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** The platform's API: GET and POST alike, 200 and an envelope for everything that it understands. */
export function buildApiServer(
	platform: Platform,
	traffic: Traffic,
	isExpired: boolean,
): FastifyInstance {
	const app = fastify({ ...serverOptions(isExpired), bodyLimit: MAX_FORM_BYTES });
	app.addContentTypeParser(FORM, { parseAs: 'string' }, (_, text, next) => next(null, text));
	app.addContentTypeParser('*', { parseAs: 'string' }, (_, _text, next) => next(null, ''));
	app.route({
		method: ['GET', 'POST'],
		url: '/1.0/*',
		exposeHeadRoute: false,
		handler: (request, reply) => {
			const record = recordOf(request);
			return traffic.pass(record, reply, (params = record.params) =>
				answer(platform, traffic, request.url, { ...record, params }),
			);
		},
	});
	app.setNotFoundHandler((request, reply) =>
		traffic.pass(recordOf(request), reply, async () => html(404, '404 Not Found')),
	);
	return app;
}

async function answer(
	platform: Platform,
	traffic: Traffic,
	url: string,
	{ path, params }: RequestRecord,
): Promise<Answer> {
	const method = METHODS_BY_PATH.get(path);
	if (!method) return html(404, '404 Not Found');
	if (url.length > MAX_URL_LENGTH) return html(414, '414 URI Too Long');
	try {
		const payload = (await method.run(checkCall(platform, method, params))) ?? {};
		return envelope({ ...respell(platform.spelling, method.name, payload) });
	} catch (cause) {
		const refused = refusal(cause);
		if (refused) return refused;
		traffic.report(cause);
		return envelope({ result: CODES.unknown, error: 'unknown error, please try again later' });
	}
}

function recordOf({ url, body: raw, method, headers }: FastifyRequest): RequestRecord {
	const [path, query] = splitOnce(url, '?');
	const body = typeof raw === 'string' ? raw : '';
	// As servlets do: a form's values before the query's, the first of several.
	const params: Record<string, string> = Object.create(null);
	for (const text of [body, query]) {
		for (const [name, value] of new URLSearchParams(text)) params[name] ??= value;
	}
	const apiMethod = METHODS_BY_PATH.get(path)?.name;
	const server = 'platform';
	return { method, path, query, headers, body, params, apiMethod, server, receivedAt: Date.now() };
}
