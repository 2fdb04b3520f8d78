import { S3Failure } from './failures';

const BUCKET_NAME = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/;
const MAX_KEY_BYTES = 1024;
const NO_CONTROL_CHARACTERS = /^[^\p{Cc}]{1,255}$/u;

/** The vendor's rule: 3 to 63 lower-case letters, digits, `.`, `-`, `_`, ending in a letter or digit. */
export function checkBucketName(name: string): void {
	if (!BUCKET_NAME.test(name)) throw new S3Failure('InvalidBucketName', name);
}

/** S3 counts a key's UTF-8 bytes, not its letters. */
export function checkKey(key: string): void {
	if (key === '') throw new S3Failure('InvalidArgument', 'key');
	if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Failure('KeyTooLongError', key);
}

/** Account names: the vendor publishes no rule, so only what could not be stored is refused. */
export function isAccountName(name: string): boolean {
	return NO_CONTROL_CHARACTERS.test(name);
}
