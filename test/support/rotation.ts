import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/platform';
import { byValue } from './things';

/** An account with a key in use and, if wanted, a spare one. */
export interface Rotated {
	hostGroup: string;
	account: string;
	inUse: string;
	spare?: string;
	/** The secret keys, by access key. */
	secrets: Record<string, string>;
}

let made = 0;

export async function makeAccount(sandbox: Sandbox, { spare = false } = {}): Promise<Rotated> {
	const [hostGroup] = sandbox.hostGroups;
	const account = `shop-${++made}-keys`;
	const { ownerUid } = sandbox;
	const first = await sandbox.createAccount(hostGroup, account);
	const second = spare
		? await sandbox.store.generateKey({ hostGroup, ownerUid, name: account })
		: undefined;
	const pairs = second ? [first, second] : [first];
	return {
		...{ hostGroup, account, inUse: first.accKey, spare: second?.accKey },
		secrets: Object.fromEntries(pairs.map(({ accKey, secretKey }) => [accKey, secretKey])),
	};
}

/** The account's pairs as they are now: secret keys by access key. */
export async function pairsNow(
	sandbox: Sandbox,
	{ hostGroup, account }: Pick<Rotated, 'hostGroup' | 'account'>,
): Promise<Record<string, string>> {
	const all = await sandbox.accounts();
	const found = all.find((one) => one.hostGroup === hostGroup && one.name === account);
	return Object.fromEntries((found?.keys ?? []).map((pair) => [pair.accKey, pair.secretKey]));
}

/** Parameters of Access Key: Rotate. */
export const rotation = (hostGroup: string, account: string, inUse: string): IDataObject => ({
	...{ resource: 'key', operation: 'rotate', hostGroup },
	...{ accountName: byValue(account), accessKeyInUse: byValue(inUse) },
});

/** Parameters of an operation on an access key. */
export const onKey = (
	operation: 'test' | 'revokeOthers',
	hostGroup: string,
	accessKey: string,
	options: IDataObject = {},
): IDataObject => ({
	...{ resource: 'key', operation, hostGroup, accessKey: byValue(accessKey), options },
});

/** What is sent to the platform, without `s3.account.`. */
export const methodsSent = (sandbox: Sandbox): string[] =>
	sandbox.requests.map(({ apiMethod = '' }) => apiMethod.replace('s3.account.', ''));
