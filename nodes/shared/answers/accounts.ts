import type { IDataObject } from 'n8n-workflow';
import {
	isRecord,
	listIn,
	read,
	readRequired,
	rowsOf,
	UnexpectedAnswer,
	valuesUnder,
	type Answer,
} from './read';
import { DISABLED, DISABLED_FIELDS, FLAG_FIELDS, HIDDEN, VALUES } from './fieldNames';
import { yesOrNo } from './values';

/** One account, with its key pairs as received. */
export interface AccountRow {
	/** The row as received. */
	row: IDataObject;
	hostGroup?: string;
	accountName?: string;
	endpoint?: string;
	keys: IDataObject[];
}

/** What accounts have from the cluster that they stand in. */
type Cluster = Pick<AccountRow, 'hostGroup' | 'endpoint'>;

const textOrNone = (value: unknown) => (value === undefined ? undefined : String(value));

/** Whether a value is a key pair: what has an access key. */
export const isPair = (value: unknown): value is IDataObject =>
	isRecord(value) && read(value, 'accessKey') !== undefined;

/**
 * The accounts in an answer to GetKeys: a list of accounts, a list of clusters that hold accounts, or
 * a list of key pairs that name their accounts.
 */
export function accountsOf(answer: Answer, cluster: Cluster = {}): AccountRow[] {
	return rowsOf(answer, 'accounts').flatMap((row): AccountRow[] => {
		const hostGroup = textOrNone(read(row, 'hostGroup')) ?? cluster.hostGroup;
		const endpoint = endpointOf(row) ?? cluster.endpoint;
		const accountName = textOrNone(read(row, 'accountName'));
		const keys = listIn(row, 'accountKeys');
		if (keys?.every(isPair)) return [{ row, hostGroup, accountName, endpoint, keys }];
		if (listIn(row, 'accounts'))
			return accountsOf(row, { hostGroup: hostGroup ?? accountName, endpoint });
		if (keys) throw new UnexpectedAnswer('accountKeys', row);
		const isOnePair =
			accountName === undefined || isPair(row) || read(row, 'secretKey') !== undefined;
		if (isOnePair) readRequired(row, 'accessKey');
		return [{ row, hostGroup, accountName, endpoint, keys: isOnePair ? [row] : [] }];
	});
}

/** Several rows of one account (one for each key pair) as one account. */
export function mergedByName(accounts: AccountRow[]): AccountRow[] {
	const byName = new Map<string, AccountRow>();
	for (const account of accounts) {
		const id = JSON.stringify([account.hostGroup, account.accountName]);
		const known = byName.get(id);
		// Not by push(...keys): so many arguments as an answer may hold overflow the stack.
		if (known) for (const key of account.keys) known.keys.push(key);
		else byName.set(id, { ...account, keys: [...account.keys] });
	}
	return [...byName.values()];
}

/** The endpoint that a row names; of several the first. */
function endpointOf(row: IDataObject): string | undefined {
	const [first] = listIn(row, 'endpoints') ?? [];
	if (first === undefined) return textOrNone(read(row, 'endpoint'));
	if (typeof first === 'string') return first;
	if (!isRecord(first)) throw new UnexpectedAnswer('endpoints', row);
	return readRequired(first, 'endpointAddress');
}

/** A pair's secret key; undefined where the platform leaves it out or hides it. */
export function secretOf(pair: IDataObject): string | undefined {
	const secret = read(pair, 'secretKey');
	const isTold = typeof secret === 'string' && secret !== '' && !HIDDEN.test(secret);
	return isTold ? secret : undefined;
}

/**
 * Whether a pair or an account is enabled, as yes or no where that is understood; undefined where nothing says.
 * One field that says no counts for more than others.
 */
export function enabledOf(row: IDataObject): string | number | boolean | undefined {
	const value = read(row, 'isActive');
	return isDisabled(row) ? false : (yesOrNo(value) ?? value);
}

const saysDisabled = (state: unknown) => typeof state === 'string' && DISABLED.test(state);

/** A number says it in the first field only: a status of 0 may mean that all is well. */
function isDisabled(row: IDataObject): boolean {
	const [first, ...others] = valuesUnder(row, VALUES.isActive);
	const states = [first, ...others.filter((state) => typeof state !== 'number')];
	return (
		states.some((state) => yesOrNo(state) === false || saysDisabled(state)) ||
		valuesUnder(row, DISABLED_FIELDS).some((state) => yesOrNo(state) === true) ||
		valuesUnder(row, FLAG_FIELDS).some((flags) => saysDisabled(JSON.stringify(flags)))
	);
}

/** Whether a state lets a pair be used: nothing is told, or that it is enabled. A word that is not known does not. */
export const isEnabled = (state: ReturnType<typeof enabledOf>): boolean =>
	state === undefined || state === true;

/** Whether a pair may be signed with: it says nothing of being disabled, and its secret is told. */
export const isUsable = (pair: IDataObject): boolean =>
	isEnabled(enabledOf(pair)) && secretOf(pair) !== undefined;
