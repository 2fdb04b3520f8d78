import { createHash, randomBytes } from 'node:crypto';
import { S3Failure } from './failures';
import type { AccountId, KeyPair } from './store';

const BUCKET_NAME = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/;
const MAX_KEY_BYTES = 1024;
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The vendor's rule: 3 to 63 lower-case letters, digits, `.`, `-`, `_`, ending in a letter or digit. */
export function checkBucketName(name: string): void {
	if (!BUCKET_NAME.test(name)) throw new S3Failure('InvalidBucketName', name);
}

/** S3 counts a key's UTF-8 bytes, not its letters. */
export function checkKey(key: string): void {
	if (key === '') throw new S3Failure('InvalidArgument', 'key');
	if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Failure('KeyTooLongError', key);
}

/** The vendor publishes no rule for names of accounts, so only what could not be stored is refused. */
export const isAccountName = (name: string): boolean => /^[^\p{Cc}]{1,255}$/u.test(name);

/** The vendor's documentation: an account has at most two key pairs. */
export const MAX_KEYS = 2;

/** Like the vendor's: the 16 hexadecimal digits of the user's id and four more; a secret of 40. */
export function makePair(
	{ hostGroup, ownerUid }: Omit<AccountId, 'name'>,
	createdAt = new Date(),
): KeyPair {
	const user = createHash('sha256').update(`${hostGroup}/${ownerUid}`).digest('hex').slice(0, 16);
	const accKey = user + randomText(4).toUpperCase();
	return { accKey, secretKey: randomText(40), createdAt };
}

function randomText(length: number): string {
	const letterOf = (byte: number) => LETTERS_AND_DIGITS[byte % LETTERS_AND_DIGITS.length];
	return Array.from(randomBytes(length), letterOf).join('');
}
