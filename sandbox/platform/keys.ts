import { createHash, randomBytes } from 'node:crypto';
import type { AccountId, KeyPair } from './store';

/** The vendor's documentation: an account has at most two key pairs. */
export const MAX_KEYS = 2;

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As the vendor's: the 16 hexadecimal digits of the user's id and four more; a secret of 40. */
export function makePair({ hostGroup, ownerUid }: Omit<AccountId, 'name'>): KeyPair {
	const user = createHash('sha256').update(`${hostGroup}/${ownerUid}`).digest('hex').slice(0, 16);
	const accKey = user + randomText(4).toUpperCase();
	return { accKey, secretKey: randomText(40), createdAt: new Date() };
}

function randomText(length: number): string {
	return Array.from(
		randomBytes(length),
		(byte) => LETTERS_AND_DIGITS[byte % LETTERS_AND_DIGITS.length],
	).join('');
}
