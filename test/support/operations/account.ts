import type { Request, Row } from './example';
import type { ExampleThings } from './things';

const pairsBefore: Request = { method: 's3.account.GetKeys', kind: 'compares' };

const pairsNow: Request = { method: 's3.account.GetKeys', kind: 'finds' };

/** Also after each revocation. */
const pairsAfterEach: Request = { ...pairsNow, times: 2 };

const revokesSpare: Request = {
	...{ method: 's3.account.RevokeKey', kind: 'changes' },
	does: ({ accounts }, { pairAccount, spare }) =>
		(accounts[pairAccount] = accounts[pairAccount].filter((accessKey) => accessKey !== spare)),
};

/** What Platform: Check calls, in its order. */
const CHECKED = [
	...['environment.control.GetRegions', 's3.account.GetKeys', 's3.bucket.List'],
	...['s3.bucket.ListObjects', 's3.bucket.GetPolicy', 's3.bucket.GetPresignedURL'],
];
/** What it cannot call without the answer of another. */
const NEEDED_FOR: Record<string, string[]> = {
	's3.bucket.List': CHECKED.slice(3),
	's3.bucket.ListObjects': CHECKED.slice(5),
};

const rotated = ({ hostGroup, pairAccount, inUse }: ExampleThings) => ({
	...{ hostGroup, accountName: pairAccount, accessKeyInUse: inUse },
});
const tested = ({ inUse, pairAccount }: ExampleThings) => ({
	...{ accessKey: inUse, accountName: pairAccount },
});

const ofAccount = ({ hostGroup, account }: ExampleThings) => ({ hostGroup, accountName: account });
const ofPair = ({ hostGroup, accessKey }: ExampleThings) => ({ hostGroup, accessKey });

/** Examples of the operations of Jelastic S3 Account. */
export const ACCOUNT: Record<string, Row> = {
	'account create': {
		...{ method: 's3.account.Create', kind: 'creates', then: pairsNow },
		parameters: ({ hostGroup, newAccount }) => ({ hostGroup, accountName: newAccount }),
		does: ({ accounts }, { newAccount }) => (accounts[newAccount] = ['new']),
		gives: ({ newAccount }) => [{ accountName: newAccount, created: true }],
		reveals: 'secretKey',
	},
	'account create, use it': {
		parameters: ({ hostGroup, pairAccount }) => ({ hostGroup, accountName: pairAccount }),
		settings: { ifExists: 'use', options: { withAccessKey: true } },
		requests: [pairsNow],
		gives: ({ pairAccount, inUse }) => [
			{ accountName: pairAccount, accessKey: inUse, created: false },
		],
		reveals: 'secretKey',
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
		...{ method: 's3.account.GenerateKey', kind: 'heals', first: pairsBefore },
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
		...{ method: 's3.account.RegenerateKeys', kind: 'heals', first: pairsBefore },
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
		parameters: ({ hostGroup, inUse }) => ({ hostGroup, accessKey: inUse }),
		requests: [pairsAfterEach, revokesSpare],
		gives: ({ pairAccount, inUse, spare }) => [
			{ accessKey: inUse, accountName: pairAccount, revoked: [spare] },
		],
	},
	'key revokeOthers, test first': {
		parameters: ({ hostGroup, inUse }) => ({ hostGroup, accessKey: inUse }),
		settings: { options: { testFirst: true } },
		requests: [{ ...pairsNow, times: 3 }, { method: 'ListBuckets', kind: 'opens' }, revokesSpare],
		gives: ({ pairAccount, inUse, spare }) => [
			{ accessKey: inUse, accountName: pairAccount, revoked: [spare] },
		],
	},
	'key rotate': {
		parameters: rotated,
		requests: [
			pairsAfterEach,
			revokesSpare,
			{
				...{ method: 's3.account.GenerateKey', kind: 'heals' },
				does: ({ accounts }, { pairAccount }) => accounts[pairAccount].push('new'),
			},
		],
		gives: ({ pairAccount, inUse, spare }) => [
			{ accessKeyInUse: inUse, revoked: [spare], accountName: pairAccount },
		],
		reveals: 'secretKey',
	},
	'key test': {
		parameters: ({ hostGroup, inUse }) => ({ hostGroup, accessKey: inUse }),
		requests: [pairsNow, { method: 'ListBuckets', kind: 'opens', isReported: true }],
		gives: (things) => [{ works: true, ...tested(things) }],
		givesWithout: (things) => [{ works: false, ...tested(things) }],
	},
	'platform check': {
		parameters: () => ({}),
		requests: CHECKED.map((method) => ({ method, kind: 'checks', isReported: true })),
		gives: () => CHECKED.map((method) => ({ method, permitted: true, understood: true })),
		givesWithout: (_, failed) =>
			CHECKED.map((method) => ({ method, tried: !NEEDED_FOR[failed]?.includes(method) })),
	},
};
