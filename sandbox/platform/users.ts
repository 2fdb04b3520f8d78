import { randomBytes } from 'node:crypto';

/** A user of the platform, and the accounts it may act for beside its own. */
export interface User {
	uid: number;
	email: string;
	name: string;
	actsFor: number[];
}

/** Whose tokens the sandbox hands out. The team's account belongs to nobody's token: it is shared. */
export const USERS = {
	owner: { uid: 40217, email: 'owner@customer.example', name: 'Olga Owner', actsFor: [40231] },
	other: { uid: 40388, email: 'other@customer.example', name: 'Otto Other', actsFor: [] },
} satisfies Record<string, User>;

interface TokenRow {
	user: User;
	/** `*` ends a permission that covers all methods beginning so. */
	permissions: string[];
	expired?: boolean;
}

const OTHER_METHODS = ['users.account.GetUserInfo', 'environment.control.GetRegions'];
const ALL = ['s3.account.*', 's3.bucket.*', ...OTHER_METHODS];

/** The tokens, by the name that tests ask for them; their values are made at the first start. */
export const TOKENS: Record<string, TokenRow> = {
	full: { user: USERS.owner, permissions: ALL },
	s3Only: { user: USERS.owner, permissions: ['s3.account.*', 's3.bucket.*'] },
	readOnly: {
		user: USERS.owner,
		permissions: [
			's3.account.GetKeys',
			's3.bucket.List',
			's3.bucket.ListObjects',
			's3.bucket.GetPolicy',
			's3.bucket.GetPresignedURL',
		],
	},
	buckets: { user: USERS.owner, permissions: ['s3.bucket.*'] },
	expired: { user: USERS.owner, permissions: ALL, expired: true },
	other: { user: USERS.other, permissions: ALL },
};

/** Values for the tokens: 40 hexadecimal digits, as the dashboard makes them. */
export function makeTokens(): Record<string, string> {
	return Object.fromEntries(
		Object.keys(TOKENS).map((name) => [name, randomBytes(20).toString('hex')]),
	);
}

/** Whether a token may call a method. */
export function isPermitted({ permissions }: TokenRow, method: string): boolean {
	return permissions.some((permission) =>
		permission.endsWith('*') ? method.startsWith(permission.slice(0, -1)) : method === permission,
	);
}
