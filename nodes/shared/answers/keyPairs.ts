import type { IDataObject } from 'n8n-workflow';
import { enabledOf, isEnabled, isPair, secretOf } from './accounts';
import { isRecord, readRequired, UnexpectedAnswer, valuesUnder, type Answer } from './read';
import { PAIR_PLACES } from './fieldNames';

/** A key pair by its access key, with what the platform tells of it. */
export interface KeyPair {
	accessKey: string;
	secretKey?: string;
	/** As `enabledOf`. */
	enabled?: ReturnType<typeof enabledOf>;
}

/** A pair that requests can be signed with. */
export type UsablePair = KeyPair & Required<Pick<KeyPair, 'secretKey'>>;

export const keyPair = (row: IDataObject): KeyPair => ({
	accessKey: readRequired(row, 'accessKey'),
	secretKey: secretOf(row),
	enabled: enabledOf(row),
});

export const hasSecret = (pair: KeyPair): pair is UsablePair => pair.secretKey !== undefined;

/** Whether somebody can use a pair, as far as the platform tells. */
export const isUsablePair = (pair: KeyPair): pair is UsablePair =>
	hasSecret(pair) && isEnabled(pair.enabled);

/**
 * The key pairs in an answer to GenerateKey or RegenerateKeys: the new one, or all of the account's, as
 * the object storage answers. Those that tell no secret count only where none does: the answer may repeat
 * the access key that was sent.
 * @throws UnexpectedAnswer where there is none
 */
export function keyPairsOf(answer: Answer): KeyPair[] {
	const all = pairRows(answer).map(keyPair);
	const told = all.filter(({ secretKey }) => secretKey !== undefined);
	const pairs = told.length > 0 ? told : all;
	if (pairs.length === 0) throw new UnexpectedAnswer('secretKey', answer);
	const distinct = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
	return [...distinct.values()];
}

function pairRows(value: unknown): IDataObject[] {
	if (Array.isArray(value)) return value.flatMap(pairRows);
	if (!isRecord(value)) return [];
	return [
		...(isPair(value) ? [value] : []),
		...valuesUnder(value, PAIR_PLACES)
			.filter((inner) => typeof inner === 'object')
			.flatMap(pairRows),
	];
}

/**
 * Which of the pairs in an answer is the one that was just made.
 * @param known the pairs that there were before, where the token may read them
 * @param replaced the access key of the pair that was to be replaced; it may stay, with another secret
 * @returns undefined where that cannot be told
 */
export function newPairAmong(
	pairs: KeyPair[],
	known: KeyPair[] | undefined,
	replaced?: string,
): KeyPair | undefined {
	const only = (found: KeyPair[]) => (found.length === 1 ? found[0] : undefined);
	if (!known) return only(pairs);
	const before = new Set(known.map(({ accessKey }) => accessKey));
	const fresh = pairs.filter(({ accessKey }) => !before.has(accessKey));
	if (fresh.length > 0) return only(fresh);
	const secretsBefore = new Set(
		known.filter(({ accessKey }) => accessKey === replaced).map(({ secretKey }) => secretKey),
	);
	return only(
		pairs.filter(
			({ accessKey, secretKey }) => accessKey === replaced && !secretsBefore.has(secretKey),
		),
	);
}
