import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { REFERENCE } from '../support/reference';
import { AWKWARD_KEY, op, useThings } from '../support/world';

// What is sent to the platform.

describe('on the local platform', () => {
	const { must, own, run, sandbox, things } = useThings({ defaultDelimiter: '' });

	const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

	describe.each(REFERENCE)('$resource $operation', (row) => {
		const { resource, operation, method, path } = row;
		const name = `${resource} ${operation}`;

		/** What the form of a request must hold beside the fields. */
		const formWith = (more: object) => ({
			...{ session: sandbox().token, appid: 'cluster', ...row.sent(things()), ...more },
			// The node asks for no more objects than the limit, which is 50 by default.
			...(method === 's3.bucket.ListObjects' && { maxKeys: '50' }),
		});

		test(`posts the form of ${method}, and pairs its items with their input`, async () => {
			const { items, error } = await run(own(name));
			expect(error).toBeUndefined();
			for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: 0 });
			const { requests } = sandbox();
			expect(requests.map(({ apiMethod }) => apiMethod)).toEqual(row.methods);
			const its = requests.find(({ apiMethod }) => apiMethod === method)!;
			const { method: verb, path: sentTo, query, headers, params } = its;
			expect({ verb, sentTo, query }).toEqual({ verb: 'POST', sentTo: path, query: '' });
			expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded(;|$)/);
			expect({ ...params }).toEqual(formWith({ ruk: expect.stringMatching(UUID) }));
		});

		test('sends Owner UID and Request Key when they are set', async () => {
			const options = { ownerUid: String(sandbox().ownerUid), ruk: 'my own ruk' };
			await must(own(name, { options }));
			const form = formWith({ ruk: 'my own ruk', ownerUid: '40217' });
			const its = sandbox().requests.find(({ apiMethod }) => apiMethod === method);
			expect({ ...its?.params }).toEqual(form);
		});
	});

	test('every method of the reference is called by an operation', () => {
		expect(new Set(REFERENCE.map(({ method }) => method)).size).toBe(16);
		expect(REFERENCE).toHaveLength(17);
	});

	test('the options of a listing, as they are set; those that are left empty are left out', async () => {
		const prefix = AWKWARD_KEY;
		const options = { delimiter: '&=', maxKeys: 7 };
		await must(own('object getAll', { returnAll: true, prefix, options }));
		expect(sandbox().requests[0].params).toMatchObject({ prefix, ...options, maxKeys: '7' });

		sandbox().requests.length = 0;
		const empty = { delimiter: '', continuationToken: '', ownerUid: '', ruk: '' };
		await must(own('object getAll', { prefix: '', options: empty }));
		const names = Object.keys(sandbox().requests[0].params).sort();
		expect(names).toEqual(['appid', 'bucketName', 'hostGroup', 'maxKeys', 'ruk', 'session']);
	});

	test.each([
		['object delete', 'key', {}],
		['object getPresignedUrl', 'key', {}],
		['object copy', 'srcKey', { dstKey: `${AWKWARD_KEY} %2F%00 copy\n` }],
	])('an awkward key goes out intact: %s', async (name, field, changes) => {
		await must(own(name, changes));
		const { body, params } = sandbox().requests[0];
		expect(params).toMatchObject({ [field]: AWKWARD_KEY, ...changes });
		// The whole form by its bytes: what another server than the sandbox would decode.
		expect(body).toMatch(`${field}=a+b%2Bc%26d%3De%23f%2F%C3%BC%3F%2C.txt`);
	});

	test('each call has a request key of its own', async () => {
		const items = Array.from({ length: 5 }, () => ({ json: {} }));
		await must(own('object getPresignedUrl'), { items });
		expect(new Set(sandbox().requests.map(({ params }) => params.ruk)).size).toBe(5);
	});
});

describe('white space around names is not sent; in keys, prefixes and policies it is', () => {
	const { run, requests } = useAnswers();

	const POLICY = ' {"Statement": []} ';
	const PREFIXED = { bucketName: 'bucket', prefix: ' logs/ ' };

	test.each<[string, IDataObject, IDataObject]>([
		[
			'account create',
			{ accountName: '\taccount ', options: { withAccessKey: false } },
			{ name: 'account' },
		],
		['account delete', { accountName: ' account\n' }, { name: 'account' }],
		['key revoke', { accessKey: '\u00a0KEY ' }, { accKey: 'KEY' }],
		['bucket create', { bucketName: ' bucket ' }, { bucketName: 'bucket' }],
		['bucket delete', { bucketName: 'bucket\r\n' }, { bucketName: 'bucket' }],
		[
			'policy set',
			{ bucketName: 'bucket ', policy: POLICY },
			{ bucketName: 'bucket', policy: POLICY },
		],
		[
			'object delete',
			{ bucketName: ' bucket', key: ' key ' },
			{ bucketName: 'bucket', key: ' key ' },
		],
		[
			'object copy',
			{ srcBucketName: ' from', srcKey: ' a', dstBucketName: 'to ', dstKey: 'b ' },
			{ srcBucketName: 'from', srcKey: ' a', dstBucketName: 'to', dstKey: 'b ' },
		],
		[
			'object getAll',
			{ bucketName: ' bucket', returnAll: true, prefix: ' logs/ ', options: { delimiter: ' ' } },
			{ ...PREFIXED, delimiter: ' ' },
		],
		['object deleteMany', { bucketName: 'bucket ', prefix: ' logs/ ' }, PREFIXED],
	])('%s %j', async (name, fields, sent) => {
		// As it is entered, and as an expression gives it.
		for (const hostGroup of [' s3-eu1 ', '={{ " s3-eu1\\n" }}']) {
			requests.length = 0;
			const { message } = await run(op(name, { hostGroup, ...fields }));
			expect(message).toBeUndefined();
			expect(requests[0].params).toMatchObject({ hostGroup: 's3-eu1', ...sent });
		}
	});
});
