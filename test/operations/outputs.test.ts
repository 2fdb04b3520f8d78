import type { IDataObject } from 'n8n-workflow';
import { AWKWARD_KEY, makeThings, useSandbox, type Things } from '../support/world';

// What each operation gives, simplified: the table of fields in the issue.

const { sandbox, run, must } = useSandbox({ presignedExpirySeconds: 900 });

let things: Things;
beforeEach(async () => {
	things = await makeThings(sandbox());
});

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MASK = '********';

interface Case {
	resource: string;
	operation: string;
	fields: (things: Things) => IDataObject;
	item: (things: Things) => IDataObject;
}

const account = ({ hostGroup, account: name }: Things) => ({ hostGroup, name });
const pair = ({ hostGroup, accKey }: Things) => ({ hostGroup, accKey });
const inBucket = ({ hostGroup, bucket: bucketName }: Things) => ({ hostGroup, bucketName });
const object = ({ hostGroup, bucket: bucketName, key }: Things) => ({ hostGroup, bucketName, key });
const copy = ({ hostGroup, bucket, key, emptyBucket }: Things) => ({
	...{ hostGroup, srcBucketName: bucket, srcKey: key },
	...{ dstBucketName: emptyBucket, dstKey: 'copy' },
});

const CASES: Case[] = [
	{
		...{ resource: 'account', operation: 'create' },
		fields: ({ hostGroup, newAccount: name }) => ({ hostGroup, name }),
		item: ({ hostGroup, newAccount: name }) => ({ hostGroup, name, created: true }),
	},
	{
		...{ resource: 'account', operation: 'delete', fields: account },
		item: (own) => ({ ...account(own), deleted: true }),
	},
	{
		...{ resource: 'key', operation: 'generate', fields: account },
		item: (own) => ({
			...account(own),
			accKey: expect.stringMatching(/^[\da-f]{16}\w{4}$/),
			secretKey: expect.stringMatching(/^[\w+/]{40}$/),
		}),
	},
	{
		...{ resource: 'key', operation: 'regenerate', fields: pair },
		item: ({ hostGroup }) => ({
			hostGroup,
			accKey: expect.stringMatching(/^[\da-f]{16}\w{4}$/),
			secretKey: expect.stringMatching(/^[\w+/]{40}$/),
		}),
	},
	{
		...{ resource: 'key', operation: 'revoke', fields: pair },
		item: (own) => ({ ...pair(own), revoked: true }),
	},
	{
		...{ resource: 'bucket', operation: 'create' },
		fields: ({ hostGroup, newBucket: bucketName }) => ({ hostGroup, bucketName }),
		item: ({ hostGroup, newBucket: bucketName }) => ({ hostGroup, bucketName, created: true }),
	},
	{
		...{ resource: 'bucket', operation: 'delete' },
		fields: ({ hostGroup, emptyBucket: bucketName }) => ({ hostGroup, bucketName }),
		item: ({ hostGroup, emptyBucket: bucketName }) => ({ hostGroup, bucketName, deleted: true }),
	},
	{
		...{ resource: 'object', operation: 'copy', fields: copy },
		item: (own) => ({ ...copy(own), copied: true }),
	},
	{
		...{ resource: 'object', operation: 'delete', fields: object },
		item: (own) => ({ ...object(own), deleted: true }),
	},
	{
		...{ resource: 'object', operation: 'getAll', fields: inBucket },
		item: (own) => ({
			...object(own),
			size: 8,
			lastModified: expect.stringMatching(ISO),
			// `printf contents | md5sum`
			eTag: '98bf7d8c15784f0a3d63204441e1e2aa',
			storageClass: 'STANDARD',
		}),
	},
	{
		...{ resource: 'object', operation: 'getPresignedUrl', fields: object },
		item: (own) => ({
			...object(own),
			url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/bucket-\d+\/a%20b%2Bc/),
			expiresAt: expect.stringMatching(ISO),
			method: 'GET',
		}),
	},
	{
		...{ resource: 'policy', operation: 'delete', fields: inBucket },
		item: (own) => ({ ...inBucket(own), deleted: true }),
	},
	{
		...{ resource: 'policy', operation: 'get', fields: inBucket },
		item: (own) => ({
			...inBucket(own),
			policy: {
				Version: '2012-10-17',
				Statement: [
					{
						...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
						Resource: `arn:aws:s3:::${own.bucket}/*`,
					},
				],
			},
		}),
	},
	{
		...{ resource: 'policy', operation: 'set' },
		fields: (own) => ({ ...inBucket(own), policy: own.policy }),
		item: (own) => ({ ...inBucket(own), set: true }),
	},
];

test.each(CASES)('$resource: $operation', async ({ resource, operation, fields, item }) => {
	const { items, error } = await run({ resource, operation, ...fields(things) });
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: item(things), pairedItem: { item: 0 } }]);
});

/** Of many rows, those that name one of a test's own things. */
const ownOf = (items: IDataObject[], field: string, value: string) =>
	items.filter((item) => item[field] === value);

const LISTS: Case[] = [
	{
		...{ resource: 'account', operation: 'getAll', fields: account },
		item: (own) => ({
			...account(own),
			endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
			keyCount: 1,
		}),
	},
	{
		...{ resource: 'key', operation: 'getAll', fields: account },
		item: (own) => ({
			...{ ...account(own), accKey: own.accKey, secretKey: MASK },
			createdAt: expect.stringMatching(ISO),
		}),
	},
	{
		...{ resource: 'bucket', operation: 'getAll', fields: inBucket },
		item: (own) => ({ ...inBucket(own), createdAt: expect.stringMatching(ISO) }),
	},
];

test.each(LISTS)('$resource: $operation', async ({ resource, operation, fields, item }) => {
	const json = await must({ resource, operation, returnAll: true });
	const [field, value] = Object.entries(fields(things))[1];
	expect(ownOf(json, field, String(value))).toEqual([item(things)]);
});

test('times come out in UTC, whole', async () => {
	const { hostGroup, bucket: bucketName } = things;
	const lastModified = new Date('2024-02-29T23:59:58.000Z');
	await sandbox().fill(hostGroup, bucketName, [{ key: 'old', body: '', lastModified }]);
	const json = await must({ resource: 'object', operation: 'getAll', hostGroup, bucketName });
	expect(ownOf(json, 'key', 'old')[0].lastModified).toBe('2024-02-29T23:59:58.000Z');
});

test('a presigned URL serves the object until the time that the item says', async () => {
	const before = Date.now();
	const [{ url, expiresAt }] = await must({
		...{ resource: 'object', operation: 'getPresignedUrl', ...object(things) },
	});
	expect(await (await fetch(String(url))).text()).toBe('contents');
	const seconds = (Date.parse(String(expiresAt)) - before) / 1000;
	expect(seconds).toBeGreaterThan(898);
	expect(seconds).toBeLessThan(910);
});

test('the items of one operation feed the next without renaming', async () => {
	const { hostGroup, bucket: bucketName } = things;
	await sandbox().fill(hostGroup, bucketName, [{ key: 'second', body: '' }]);
	const { items } = await run({ resource: 'object', operation: 'getAll', hostGroup, bucketName });
	await must(
		{
			...{ resource: 'object', operation: 'delete', hostGroup: '={{ $json.hostGroup }}' },
			...{ bucketName: '={{ $json.bucketName }}', key: '={{ $json.key }}' },
		},
		{ items: items.map(({ json }) => ({ json })) },
	);
	expect(items.map(({ json }) => json.key)).toEqual([AWKWARD_KEY, 'second']);
	expect(await sandbox().listKeys(hostGroup, bucketName)).toEqual([]);
});
