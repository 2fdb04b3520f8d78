/** A request as it came, and how it was answered. */
export interface RequestRecord {
	method: string;
	path: string;
	/** Raw. */
	query: string;
	headers: Record<string, string | string[] | undefined>;
	/** The raw form of a platform request; the beginning of a body sent to an S3 endpoint, with `recordBodies`. */
	readonly body: string;
	params: Record<string, string>;
	/** The platform's method (`s3.bucket.ListObjects`) or the S3 operation (`PutObject`). */
	apiMethod?: string;
	/** `platform`, or the host group whose S3 endpoint it was. */
	server: 'platform' | string;
	receivedAt: number;
	status?: number;
	result?: number;
}

/** What a server answers. */
export interface Answer {
	status: number;
	headers: Record<string, string | number>;
	body: string | Buffer | NodeJS.ReadableStream;
	/** The envelope's code, for the record. */
	result?: number;
}

/** Instead of an answer: the connection is cut. */
export const CUT = Symbol('cut');

/** The parameter that tells the S3 endpoint to refuse each key of a DeleteObjects, and with which code. */
export const KEYS_REFUSED = 'sandbox-keys-refused';

/** A page such as gateways and sign-ins answer with. */
export function html(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
	};
}

/** The answer with another body. */
export function withBody(answer: Answer, body: Answer['body']): Answer {
	const headers = { ...answer.headers };
	delete headers['content-length'];
	return { ...answer, headers, body };
}

/** The whole body of an answer. */
export async function bytesOf({ body }: Answer): Promise<Buffer> {
	if (typeof body === 'string') return Buffer.from(body);
	if (Buffer.isBuffer(body)) return body;
	const pieces: Buffer[] = [];
	for await (const piece of body) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}
