import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, RequestRecord } from './record';

interface Failed {
	result: number;
	error: string;
	source: string;
}

/** A page as a gateway or a sign-in puts in an answer's place. */
export function html(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
	};
}

/**
 * A failure in the server's own manner: the platform says 200 and a code, S3 a status and XML.
 * @param at where in an envelope that says 0 the platform's failure stands: `response`, `responses[]`, `response.response`
 */
export function failure(record: RequestRecord, failed: Failed, status = 503, at?: string): Answer {
	if (record.server === 'platform') {
		const headers = { 'content-type': 'application/json; charset=utf-8' };
		const envelope = (at?.split('.') ?? []).reduceRight<object>((inner, name) => {
			const content = name.endsWith('[]') ? [inner] : inner;
			return { result: 0, source: 'JEL', [name.replace('[]', '')]: content };
		}, failed);
		const { result } = envelope as Failed;
		return { status: 200, headers, body: JSON.stringify(envelope), result };
	}
	const { error } = failed;
	const code = /^(\w+): /.exec(error)?.[1] ?? 'ServiceUnavailable';
	return {
		status,
		headers: { 'content-type': 'application/xml' },
		body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${error}</Message></Error>`,
	};
}

/** The answer with another body. */
export function withText(answer: Answer, body: Answer['body']): Answer {
	const headers = Object.entries(answer.headers).filter(([name]) => name !== 'content-length');
	return { ...answer, headers: Object.fromEntries(headers), body };
}

/** Half of the answer, as if that were all: the HTTP is right, the JSON is not. */
export async function cutInHalf(answer: Answer): Promise<Answer> {
	const bytes = await bytesOf(answer);
	return withText(answer, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

/** The answer in twenty drops. */
export async function slowly(answer: Answer, ms: number): Promise<Answer> {
	const DROPS = 20;
	const bytes = await bytesOf(answer);
	const size = Math.max(Math.ceil(bytes.length / DROPS), 1);
	async function* drops() {
		for (let at = 0; at < bytes.length; at += size) {
			await sleep(ms / DROPS, undefined, { ref: false });
			yield bytes.subarray(at, at + size);
		}
	}
	return { ...answer, body: Readable.from(drops(), { objectMode: false }) };
}

/** Half of the answer, and then nothing, on a connection that stays. */
export async function stalled(answer: Answer): Promise<Answer> {
	const bytes = await bytesOf(answer);
	if (bytes.length === 0) return withText(answer, '');
	const body = new Readable({ read() {} });
	body.push(bytes.subarray(0, Math.floor(bytes.length / 2)));
	return { ...answer, body };
}

/** The answer, made long without making it another answer: JSON gets one more field, XML a comment. */
export async function padded(answer: Answer, bytes: number): Promise<Answer> {
	const text = (await bytesOf(answer)).toString();
	const isJson = text.startsWith('{');
	const end = isJson ? text.lastIndexOf('}') : text.length;
	function* pieces() {
		yield text.slice(0, end) + (isJson ? ',"padding":"' : '<!--');
		const piece = 'x'.repeat(64 * 1024);
		for (let left = bytes; left > 0; left -= piece.length) yield piece.slice(0, left);
		yield (isJson ? '"' : '-->') + text.slice(end);
	}
	return withText(answer, Readable.from(pieces(), { objectMode: false }));
}

/** The answer with entity tags as a proxy leaves them that packs what it hands on. */
export async function withWeakTags(answer: Answer): Promise<Answer> {
	const { etag, ...others } = answer.headers;
	if (etag !== undefined) return { ...answer, headers: { ...others, etag: `W/${etag}` } };
	const text = (await bytesOf(answer)).toString();
	return withText(answer, text.replace(/"eTag":"(?=\\")/g, '$&W/').replace(/<ETag>/g, '$&W/'));
}

/** The whole body of an answer. */
export async function bytesOf({ body }: Answer): Promise<Buffer> {
	if (typeof body === 'string') return Buffer.from(body);
	if (Buffer.isBuffer(body)) return body;
	const pieces: Buffer[] = [];
	for await (const piece of body) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}
