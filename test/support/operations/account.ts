import type { Request, Row } from './example';
import type { ExampleThings } from './things';

const pairsBefore: Request = { method: 's3.account.GetKeys', kind: 'compares' };

const ofAccount = ({ hostGroup, account }: ExampleThings) => ({ hostGroup, accountName: account });
const ofPair = ({ hostGroup, accessKey }: ExampleThings) => ({ hostGroup, accessKey });

/** Examples of the operations of Jelastic S3 Account. */
export const ACCOUNT: Record<string, Row> = {
	'account create': {
		...{ method: 's3.account.Create', kind: 'creates' },
		parameters: ({ hostGroup, newAccount }) => ({ hostGroup, accountName: newAccount }),
		does: ({ accounts }, { newAccount }) => (accounts[newAccount] = ['new']),
		gives: ({ newAccount }) => [{ accountName: newAccount, created: true }],
	},
	'account delete': {
		...{ method: 's3.account.Delete', kind: 'changes' },
		parameters: ofAccount,
		does: ({ accounts }, { account }) => delete accounts[account],
		gives: ({ account }) => [{ accountName: account, deleted: true }],
	},
	'account getAll': {
		...{ method: 's3.account.GetKeys', kind: 'reads' },
		parameters: () => ({}),
		settings: { returnAll: true },
		gives: ({ account }) => [{ accountName: account, keyCount: 1 }],
		givesMore: true,
	},
	'key generate': {
		...{ method: 's3.account.GenerateKey', kind: 'generates', first: pairsBefore },
		parameters: ofAccount,
		does: ({ accounts }, { account }) => accounts[account].push('new'),
		gives: ({ hostGroup }) => [{ hostGroup }],
		reveals: 'secretKey',
	},
	'key getAll': {
		...{ method: 's3.account.GetKeys', kind: 'reads' },
		parameters: () => ({}),
		settings: { returnAll: true },
		gives: ({ account, accessKey }) => [{ accountName: account, accessKey }],
		givesMore: true,
	},
	'key getAll, with secret keys': {
		requests: [{ method: 's3.account.GetKeys', kind: 'reads' }],
		parameters: () => ({}),
		settings: { returnAll: true, options: { includeSecretKeys: true } },
		gives: ({ account, accessKey }) => [{ accountName: account, accessKey }],
		givesMore: true,
		reveals: 'secretKey',
	},
	'key regenerate': {
		...{ method: 's3.account.RegenerateKeys', kind: 'generates', first: pairsBefore },
		parameters: ofPair,
		does: ({ accounts }, { account }) => (accounts[account] = ['new']),
		gives: ({ hostGroup }) => [{ hostGroup }],
		reveals: 'secretKey',
	},
	'key revoke': {
		...{ method: 's3.account.RevokeKey', kind: 'changes' },
		parameters: ofPair,
		does: ({ accounts }, { account }) => (accounts[account] = []),
		gives: ({ accessKey }) => [{ accessKey, revoked: true }],
	},
	'key revokeOthers': {
		parameters: ofPair,
		requests: [{ method: 's3.account.GetKeys', kind: 'reads' }],
		gives: ({ account, accessKey }) => [{ accessKey, accountName: account, revoked: [] }],
	},
	'key rotate': {
		parameters: (things) => ({ ...ofAccount(things), accessKeyInUse: things.accessKey }),
		requests: [
			{ method: 's3.account.GetKeys', kind: 'reads' },
			{
				...{ method: 's3.account.GenerateKey', kind: 'generates' },
				does: ({ accounts }, { account }) => accounts[account].push('new'),
			},
		],
		gives: ({ account, accessKey }) => [{ accessKeyInUse: accessKey, accountName: account }],
		reveals: 'secretKey',
	},
	'key test': {
		parameters: ofPair,
		requests: [
			{ method: 's3.account.GetKeys', kind: 'reads' },
			{ method: 'ListBuckets', kind: 'reads' },
		],
		gives: ({ account, accessKey }) => [{ works: true, accessKey, accountName: account }],
	},
	'platform check': {
		parameters: () => ({}),
		requests: [
			...['environment.control.GetRegions', 's3.account.GetKeys', 's3.bucket.List'],
			...['s3.bucket.ListObjects', 's3.bucket.GetPolicy', 's3.bucket.GetPresignedURL'],
		].map((method) => ({ method, kind: 'reads', isReported: true })),
		gives: () => [{ method: 's3.account.GetKeys', permitted: true, understood: true }],
		givesMore: true,
	},
};
