import { endpointFailure, type Failure } from '../api/failures';
import { interpolate } from '../api/failures/interpolate';

/** Why a body ends before its end, by Node.js's code. */
const BODY_FAILURES: Array<Failure & { pattern: RegExp }> = [
	{
		pattern: /^ETIMEDOUT$/,
		message: 'The download from {origin} stopped: hardly a byte came within {timeout} ms',
		advice: 'Try again, or raise "Timeout" under Options.',
		retry: true,
	},
	{
		pattern:
			/^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ERR_BAD_RESPONSE|UND_ERR_SOCKET|HPE_.*)$/,
		message: 'The download from {origin} was cut off',
		advice: 'Try again.',
		retry: true,
	},
	{
		pattern: /^(Z_|ERR_BROTLI|ERR_ZLIB|ERR__ERROR|ZSTD_)/,
		message: 'The object is stored as compressed, but its bytes cannot be decompressed',
		advice:
			'n8n decompresses what has a Content-Encoding, and this object has one that does not fit its bytes. Store it again without Content-Encoding, or download it with another program through Object: Get Presigned URL.',
	},
];

/** A body that broke off. @param timeout how long its bytes are waited for */
export function bodyFailure(code: string, origin: string, timeout: number): Failure {
	const found = BODY_FAILURES.find(({ pattern }) => pattern.test(code));
	if (!found) return endpointFailure(code, origin);
	const { message, advice, retry } = found;
	return { message: interpolate(message, { origin, timeout: String(timeout) }), advice, retry };
}

/** An object that is another one now than when its first bytes came. */
export const replaced = (origin: string): Failure => ({
	message: `The download from ${origin} broke off, and its rest cannot be had: the object has changed since, or the storage gives no parts of it`,
	advice: 'Try again.',
	retry: true,
});
