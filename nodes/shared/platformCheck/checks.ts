import {
	accountsOf,
	enabledOf,
	keyPair,
	pageOf,
	policyOf,
	read,
	readAny,
	readRequired,
	rowsOf,
	secretOf,
	urlOf,
	type Answer,
} from '../answers';
import type { ApiMethod, ParametersOf } from '../api/methods';
import { s3HostGroups } from '../listSearch/hostGroups';

/** What the checks find, for those after them. */
export interface Found {
	hostGroup?: string;
	bucketName?: string;
	key?: string;
}

/** One method that is tried. */
export interface Check {
	method: ApiMethod;
	/** What it is called with, by what was found; undefined where something is missing for it. */
	parameters: (found: Found) => Record<string, string | number> | undefined;
	/** Reads the answer as the operations do. @throws UnexpectedAnswer */
	understand: (answer: Answer) => Found;
	/** What is missing where it cannot be tried. */
	without?: string;
}

const bucketOf = ({ hostGroup, bucketName }: Found) =>
	hostGroup !== undefined && bucketName !== undefined ? { hostGroup, bucketName } : undefined;

const objectOf = ({ key, ...bucket }: Found) => {
	const place = bucketOf(bucket);
	return place && key !== undefined ? { ...place, key } : undefined;
};

const textOf = (value: unknown) => (value === undefined ? undefined : String(value));

/** Methods that only read, in an order in which each finds what the next ones need. */
export const CHECKS: Check[] = [
	{
		method: 'environment.control.GetRegions',
		parameters: () => ({}),
		understand: (answer) => ({ hostGroup: s3HostGroups(answer)[0]?.uniqueName }),
	},
	{
		method: 's3.account.GetKeys',
		parameters: () => ({}),
		understand: (answer) => {
			const accounts = accountsOf(answer);
			for (const row of accounts.flatMap(({ keys }) => keys)) {
				keyPair(row);
				secretOf(row);
				enabledOf(row);
				read(row, 'createdAt');
			}
			return { hostGroup: accounts.find(({ hostGroup }) => hostGroup)?.hostGroup };
		},
	},
	{
		method: 's3.bucket.List',
		parameters: () => ({}),
		understand: (answer) => {
			const buckets = rowsOf(answer, 'buckets', 'bucketName').map((row) => {
				read(row, 'createdAt');
				readAny(row, 'size');
				return {
					hostGroup: textOf(read(row, 'hostGroup')),
					bucketName: readRequired(row, 'bucketName'),
				};
			});
			return buckets.find(({ hostGroup }) => hostGroup) ?? buckets[0] ?? {};
		},
	},
	{
		method: 's3.bucket.ListObjects',
		parameters: (found) => {
			const bucket = bucketOf(found);
			return (
				bucket && ({ ...bucket, maxKeys: 100 } satisfies ParametersOf<'s3.bucket.ListObjects'>)
			);
		},
		without: 'There is no bucket to try it with',
		understand: (answer) => {
			const keys = pageOf(answer).rows.map((row) => {
				read(row, 'size');
				read(row, 'lastModified');
				read(row, 'eTag');
				read(row, 'storageClass');
				return readRequired(row, 'objectKey');
			});
			return { key: keys[0] };
		},
	},
	{
		method: 's3.bucket.GetPolicy',
		parameters: bucketOf,
		without: 'There is no bucket to try it with',
		understand: (answer) => {
			policyOf(answer);
			return {};
		},
	},
	{
		method: 's3.bucket.GetPresignedURL',
		parameters: objectOf,
		without: 'There is no object to try it with',
		understand: (answer) => {
			urlOf(answer);
			return {};
		},
	},
];
