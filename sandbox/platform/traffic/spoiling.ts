import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytesOf, withBody, type Answer, type RequestRecord } from './record';

/** What the platform and S3 call the token of a further page. */
export const TOKENS = ['continuationToken', 'continuation-token'];

type Failed = { result: number; error: string; source: string };

/**
 * A failure as the server writes it: the platform 200 and a code, S3 a status and XML.
 * @param at where in an envelope with the result 0 the platform's failure is: `response`, `responses[]`, `response.response`
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
	const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${error}</Message></Error>`;
	return { status, headers: { 'content-type': 'application/xml' }, body };
}

const halfOf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));

/** Half of the answer, as if that were all: the HTTP is valid, the JSON is not. */
export async function cutInHalf(answer: Answer): Promise<Answer> {
	return withBody(answer, halfOf(await bytesOf(answer)));
}

/** The answer in twenty pieces over this time. */
export async function slowly(answer: Answer, ms: number): Promise<Answer> {
	const PIECES = 20;
	const bytes = await bytesOf(answer);
	const size = Math.max(Math.ceil(bytes.length / PIECES), 1);
	async function* pieces() {
		for (let at = 0; at < bytes.length; at += size) {
			await sleep(ms / PIECES, undefined, { ref: false });
			yield bytes.subarray(at, at + size);
		}
	}
	return { ...answer, body: Readable.from(pieces(), { objectMode: false }) };
}

/** Half of the answer and then nothing, on a connection that stays open. */
export async function stalled(answer: Answer): Promise<Answer> {
	const bytes = await bytesOf(answer);
	if (bytes.length === 0) return withBody(answer, '');
	const body = new Readable({ read() {} });
	body.push(halfOf(bytes));
	return { ...answer, body };
}

/** The answer, longer but with the same content: JSON gets one more field, XML a comment. */
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
	return withBody(answer, Readable.from(pieces(), { objectMode: false }));
}

/** The answer with weak entity tags, as a proxy leaves them that compresses. */
export async function withWeakTags(answer: Answer): Promise<Answer> {
	const { etag, ...others } = answer.headers;
	if (etag !== undefined) return { ...answer, headers: { ...others, etag: `W/${etag}` } };
	const text = (await bytesOf(answer)).toString();
	return withBody(answer, text.replace(/"eTag":"(?=\\")/g, '$&W/').replace(/<ETag>/g, '$&W/'));
}

/** The token with which a further page is requested. */
export function sentToken({ params }: RequestRecord): string | undefined {
	return TOKENS.map((name) => params[name]).find(Boolean);
}

/** The parameters of a request, without some of them. */
export function without({ params }: RequestRecord, ...names: string[]): RequestRecord['params'] {
	return Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));
}

/** A page that names this token as the next. */
export async function withNextToken(
	answer: Answer,
	{ server }: RequestRecord,
	token: string,
): Promise<Answer> {
	if (server === 'platform') {
		const next = { isTruncated: true, nextContinuationToken: token };
		return withBody(answer, JSON.stringify({ ...(await jsonOf(answer)), ...next }));
	}
	const next = `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`;
	const text = (await bytesOf(answer))
		.toString()
		.replace(/<NextContinuationToken>[^<]*<\/NextContinuationToken>/, '')
		.replace(/<IsTruncated>\w+<\/IsTruncated>/, next);
	return withBody(answer, text);
}

/** A page of the platform with the groups of an earlier one before its own. */
export async function withGroupsOf(earlier: Answer, answer: Answer): Promise<Answer> {
	const [{ commonPrefixes: before = [] }, page] = [await jsonOf(earlier), await jsonOf(answer)];
	const commonPrefixes = [before, page.commonPrefixes ?? []].flat();
	return withBody(answer, JSON.stringify({ ...page, commonPrefixes }));
}

/** The JSON of an answer of the platform. */
export async function jsonOf(answer: Answer): Promise<Record<string, unknown>> {
	return JSON.parse((await bytesOf(answer)).toString()) as Record<string, unknown>;
}
