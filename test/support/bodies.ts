import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { xmlError } from './endpoint';
import type { StubRequest } from './stub';

// Ways in which a storage may send an object, or fail to.

/** The same bytes in every run: random ones may happen to be what a wrong label says. */
export const BODY = Buffer.concat(
	Array.from({ length: 9375 }, (_, at) => createHash('sha256').update(String(at)).digest()),
);
export const PACKED = gzipSync(BODY);
export const PACKED_WORD = gzipSync('word');
export const PLAIN = { 'content-type': 'text/plain' };
export const HEADERS = { ...PLAIN, etag: '"the tag"' };
export const GZIP = { ...HEADERS, 'content-encoding': 'gzip' };

export type Sending = (response: ServerResponse, request: StubRequest) => void;

export const whole =
	(headers: object = HEADERS, body = BODY): Sending =>
	(response) =>
		response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);

/** Sends a part of the body, then nothing, and leaves the connection open. */
export const stall =
	(bytes: number, headers: object = HEADERS, body = BODY): Sending =>
	(response) => {
		response.writeHead(200, { ...headers, 'content-length': body.length }).flushHeaders();
		response.write(body.subarray(0, bytes));
	};

/** Sends a part of the body, or of its rest, then cuts the connection. */
export const cut =
	(bytes: number, { from = 0, headers = {} as object, isLengthKnown = true } = {}): Sending =>
	(response) => {
		const known = isLengthKnown ? { 'content-length': BODY.length - from } : {};
		response.writeHead(from > 0 ? 206 : 200, { ...HEADERS, ...known, ...headers }).flushHeaders();
		response.write(BODY.subarray(from, from + bytes), () =>
			setTimeout(() => response.destroy(), 30),
		);
	};

/** Sends this many bytes at each interval. */
export const drip =
	(bytes: number, everyMs: number): Sending =>
	(response) => {
		response.writeHead(200, { ...HEADERS, 'content-length': BODY.length }).flushHeaders();
		let at = 0;
		const timer = setInterval(() => {
			response.write(BODY.subarray(at, (at += bytes)));
			if (at >= BODY.length) response.end();
		}, everyMs);
		response.on('close', () => clearInterval(timer)).on('finish', () => clearInterval(timer));
	};

/** The rest that was asked for; the whole object where none was. */
export const rest =
	({ etag = '"the tag"', body = BODY, shift = 0, headers = HEADERS as object } = {}): Sending =>
	(response, request) => {
		const [, asked] = /^bytes=(\d+)-$/.exec(String(request.headers.range)) ?? [];
		if (asked === undefined) return whole(headers, body)(response, request);
		const from = Number(asked) + shift;
		response
			.writeHead(206, {
				...{ ...headers, etag, 'content-length': body.length - from },
				'content-range': `bytes ${from}-${body.length - 1}/${body.length}`,
			})
			.end(body.subarray(from));
	};

export const refusal =
	(code: string, status: number): Sending =>
	(response) =>
		response.writeHead(status).end(String(xmlError(code, status).body));

export const silence: Sending = () => {};
