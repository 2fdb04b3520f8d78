import type { IDataObject } from 'n8n-workflow';
import { read } from '../answers';
import type { KeyPair } from './signature';
import type { Access } from './storage';

const NO = ['false', '0', 'no', 'off', 'disabled', 'inactive'];

/** What platforms show in place of a secret key: nothing, stars or dots, one letter throughout. */
const HIDDEN = /^\s*$|[*•●…]|^(.)\1*$/;

/** Whether an account or a key pair is neither disabled nor without its secret key. */
export function isUsable(row: IDataObject): boolean {
	const isEnabled = read(row, 'isEnabled');
	const secretKey = read(row, 'secretKey');
	return (
		!NO.includes(String(isEnabled).trim().toLowerCase()) &&
		!(secretKey !== undefined && HIDDEN.test(String(secretKey)))
	);
}

/** From now on, this pair is tried first. */
export function prefer({ pairs }: Access, pair: KeyPair): void {
	const at = pairs.indexOf(pair);
	if (at > 0) pairs.unshift(...pairs.splice(at, 1));
}
