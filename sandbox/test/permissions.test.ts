import { useSandbox } from './support';

const { sandbox, call } = useSandbox('file');

const ACCOUNT = ['Create', 'Delete', 'GenerateKey', 'GetKeys', 'RegenerateKeys', 'RevokeKey'].map(
	(name) => `s3.account.${name}`,
);
const BUCKET = [
	...['CopyObject', 'Create', 'Delete', 'DeleteObject', 'DeletePolicy', 'GetPolicy'],
	...['GetPresignedURL', 'List', 'ListObjects', 'SetPolicy'],
].map((name) => `s3.bucket.${name}`);
const OTHERS = ['users.account.GetUserInfo', 'environment.control.GetRegions'];
const ALL = [...ACCOUNT, ...BUCKET, ...OTHERS];
const READS = ['s3.account.GetKeys', 's3.bucket.List', 's3.bucket.ListObjects'];

/** What each token may do; all else must be answered 8202. */
const MAY: Record<string, string[]> = {
	full: ALL,
	s3Only: [...ACCOUNT, ...BUCKET],
	readOnly: [...READS, 's3.bucket.GetPolicy', 's3.bucket.GetPresignedURL'],
	buckets: BUCKET,
	other: ALL,
};

const cases = Object.keys(MAY).flatMap((token) => ALL.map((method) => [token, method] as const));

it('covers all sixteen methods', () => expect([...ACCOUNT, ...BUCKET]).toHaveLength(16));

it.each(cases)('token %s, method %s', async (token, method) => {
	const { result, error } = await call(method, { session: sandbox().tokens[token] });
	if (MAY[token].includes(method)) return expect(result).not.toBe(8202);
	expect(result).toBe(8202);
	return expect(error).toContain(`[${method}]`);
});

it('makes tokens that look like tokens', () => {
	const values = Object.values(sandbox().tokens);
	expect(new Set(values).size).toBe(6);
	for (const value of values) expect(value).toMatch(/^[0-9a-f]{40}$/);
});
