import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, RequestRecord } from './record';

interface Envelope {
	result: number;
	error?: string;
	source: string;
	response?: { error: string };
}

/** A page as a gateway or a sign-in puts in an answer's place. */
export function html(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
	};
}

/** A failure in the server's own manner: the platform says 200 and a code, S3 a status and XML. */
export function failure(record: RequestRecord, envelope: Envelope, status = 503): Answer {
	if (record.server === 'platform') {
		const headers = { 'content-type': 'application/json; charset=utf-8' };
		return { status: 200, headers, body: JSON.stringify(envelope), result: envelope.result };
	}
	const error = (envelope.response ?? envelope).error ?? '';
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

/** The continuation token that a request for the next page carried. */
export function sentToken({ params }: RequestRecord): string | undefined {
	return params['continuationToken'] ?? params['continuation-token'];
}

/** A page that names as the next token the one it was asked with. */
export async function repeatToken(answer: Answer, record: RequestRecord): Promise<Answer> {
	const text = (await bytesOf(answer)).toString();
	const token = sentToken(record) ?? '';
	if (record.server === 'platform') {
		const page = { ...JSON.parse(text), isTruncated: true, nextContinuationToken: token };
		return withText(answer, JSON.stringify(page));
	}
	const repeated = `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`;
	return withText(
		answer,
		text
			.replace(/<NextContinuationToken>[^<]*<\/NextContinuationToken>/, '')
			.replace(/<IsTruncated>\w+<\/IsTruncated>/, repeated),
	);
}

async function bytesOf({ body }: Answer): Promise<Buffer> {
	if (typeof body === 'string') return Buffer.from(body);
	if (Buffer.isBuffer(body)) return body;
	const pieces: Buffer[] = [];
	for await (const piece of body) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}
