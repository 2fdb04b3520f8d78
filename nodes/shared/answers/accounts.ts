import type { IDataObject } from 'n8n-workflow';
import { arrayIn, isRecord, read, readNeeded, rowsOf, Unreadable, type Answer } from './read';
import { ONE_KEY } from './spellings';

/** One account, with its key pairs as received. */
export interface AccountRow {
	/** The row as received. */
	row: IDataObject;
	hostGroup?: string;
	name?: string;
	endpoint?: string;
	keys: IDataObject[];
}

/** What accounts have from the cluster that they stand in. */
type Cluster = Pick<AccountRow, 'hostGroup' | 'endpoint'>;

const textOrNone = (value: unknown) => (value === undefined ? undefined : String(value));

/**
 * The accounts in an answer to GetKeys: a list of accounts, a list of clusters that hold accounts, or
 * a list of key pairs that name their accounts.
 */
export function accountsOf(answer: Answer, cluster: Cluster = {}): AccountRow[] {
	return rowsOf(answer, 'accounts', 'accountName').flatMap((row): AccountRow[] => {
		const hostGroup = textOrNone(read(row, 'hostGroup')) ?? cluster.hostGroup;
		const endpoint = textOrNone(read(row, 'endpoint')) ?? cluster.endpoint;
		const keys = arrayIn(row, 'accountKeys');
		if (keys && keys.every((key) => isRecord(key) && read(key, 'accessKey') !== undefined)) {
			const name = textOrNone(read(row, 'accountName'));
			return [{ row, hostGroup, name, endpoint, keys: keys as IDataObject[] }];
		}
		if (arrayIn(row, 'accounts')) {
			const clusterName = hostGroup ?? textOrNone(read(row, 'accountName'));
			return accountsOf(row, { hostGroup: clusterName, endpoint });
		}
		const isPair = read(row, 'secretKey') !== undefined || read(row, 'accountName') === undefined;
		if (isPair) readNeeded(row, 'accessKey');
		const name = textOrNone(read(row, 'accountName'));
		return [{ row, hostGroup, name, endpoint, keys: isPair ? [row] : [] }];
	});
}

/** A key pair, where an answer to GenerateKey or RegenerateKeys holds it. */
export function keyPairOf(answer: Answer): IDataObject {
	const candidates = ONE_KEY.map((name) => answer[name]).map((value): unknown =>
		Array.isArray(value) ? value[0] : value,
	);
	const deeper = candidates
		.filter(isRecord)
		.flatMap((candidate) => ONE_KEY.map((name) => candidate[name]))
		.map((value): unknown => (Array.isArray(value) ? value[0] : value));
	const pair = [...candidates, answer, ...deeper]
		.filter(isRecord)
		.find((candidate) => read(candidate, 'secretKey') !== undefined);
	if (!pair) throw new Unreadable('secretKey', answer);
	readNeeded(pair, 'accessKey');
	return pair;
}
