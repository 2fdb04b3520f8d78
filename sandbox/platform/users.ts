import { randomBytes } from 'node:crypto';

/** A user of the platform, and the accounts that it may also act for. */
export type User = { uid: number; email: string; name: string; actsFor: number[] };

/** The users with tokens. No token's user is the team's account (40231): it is shared. */
export const USERS = {
	owner: { uid: 40217, email: 'owner@customer.example', name: 'Olga Owner', actsFor: [40231] },
	other: { uid: 40388, email: 'other@customer.example', name: 'Otto Other', actsFor: [] },
} satisfies Record<string, User>;

interface TokenRow {
	user: User;
	/** A final `*` covers all methods that begin so. */
	permissions: string[];
	expired?: boolean;
}

const S3 = ['s3.account.*', 's3.bucket.*'];
const ALL = [...S3, 'users.account.GetUserInfo', 'environment.control.GetRegions'];
const READS = ['List', 'ListObjects', 'GetPolicy', 'GetPresignedURL'];
const { owner, other } = USERS;

/** The tokens by name; their values are made at the first start. */
export const TOKENS: Record<string, TokenRow> = {
	full: { user: owner, permissions: ALL },
	s3Only: { user: owner, permissions: S3 },
	readOnly: {
		user: owner,
		permissions: ['s3.account.GetKeys', ...READS.map((name) => `s3.bucket.${name}`)],
	},
	buckets: { user: owner, permissions: ['s3.bucket.*'] },
	expired: { user: owner, permissions: ALL, expired: true },
	other: { user: other, permissions: ALL },
};

/** Values for the tokens: 40 hexadecimal digits, as the dashboard makes them. */
export function makeTokens(): Record<string, string> {
	const value = (name: string) => [name, randomBytes(20).toString('hex')];
	return Object.fromEntries(Object.keys(TOKENS).map(value));
}

/** Whether a token may call a method. */
export function isPermitted({ permissions }: TokenRow, method: string): boolean {
	return permissions.some((permission) =>
		permission.endsWith('*') ? method.startsWith(permission.slice(0, -1)) : method === permission,
	);
}
