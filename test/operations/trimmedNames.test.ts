import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { nodeOf, saved } from '../support/world';

// White space around names is no part of them; in keys, prefixes and policies it is.

const stub = useStub();

const POLICY = ' {"Statement": []} ';

const CASES: Array<[IDataObject, IDataObject]> = [
	[{ resource: 'account', operation: 'create', name: '\taccount ' }, { name: 'account' }],
	[{ resource: 'account', operation: 'delete', name: ' account\n' }, { name: 'account' }],
	[{ resource: 'key', operation: 'revoke', accKey: '\u00a0KEY ' }, { accKey: 'KEY' }],
	[{ resource: 'bucket', operation: 'create', bucketName: ' bucket ' }, { bucketName: 'bucket' }],
	[{ resource: 'bucket', operation: 'delete', bucketName: 'bucket\r\n' }, { bucketName: 'bucket' }],
	[
		{ resource: 'policy', operation: 'set', bucketName: 'bucket ', policy: POLICY },
		{ bucketName: 'bucket', policy: POLICY },
	],
	[
		{ resource: 'object', operation: 'delete', bucketName: ' bucket', key: ' key ' },
		{ bucketName: 'bucket', key: ' key ' },
	],
	[
		{
			...{ resource: 'object', operation: 'copy', srcBucketName: ' from', srcKey: ' a' },
			...{ dstBucketName: 'to ', dstKey: 'b ' },
		},
		{ srcBucketName: 'from', srcKey: ' a', dstBucketName: 'to', dstKey: 'b ' },
	],
	[
		{
			...{ resource: 'object', operation: 'getAll', bucketName: ' bucket', returnAll: true },
			options: { prefix: ' logs/ ', delimiter: ' ' },
		},
		{ bucketName: 'bucket', prefix: ' logs/ ', delimiter: ' ' },
	],
	[
		{ resource: 'object', operation: 'deleteMany', bucketName: 'bucket ', prefix: ' logs/ ' },
		{ bucketName: 'bucket', prefix: ' logs/ ' },
	],
];

test.each(CASES)('%j', async (parameters, sent) => {
	stub.answers({ body: { result: 0 } });
	// Once as it is entered, once as an expression gives it.
	for (const hostGroup of [' s3-eu1 ', '={{ " s3-eu1\\n" }}']) {
		stub.requests.length = 0;
		const { error } = await runNode({
			node: nodeOf(parameters.resource),
			credential: { host: stub.url(), token: 't' },
			parameters: saved({ hostGroup, ...parameters }),
		});
		expect(error?.message).toBeUndefined();
		expect(stub.requests[0].params).toMatchObject({ hostGroup: 's3-eu1', ...sent });
	}
});

test.each(['hostGroup', 'bucketName'])('white space alone is no name: %s', async (name) => {
	const { error } = await runNode({
		node: 'bucket',
		credential: { host: stub.url(), token: 't' },
		parameters: saved({
			...{
				resource: 'bucket',
				operation: 'delete',
				hostGroup: 'h',
				bucketName: 'b',
				[name]: ' \t',
			},
		}),
	});
	expect(error?.message).toMatch(/ is empty$/);
	expect(stub.requests).toEqual([]);
});
