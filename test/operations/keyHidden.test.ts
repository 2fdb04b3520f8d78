import '../support/quickRetries';
import { makeAccount, methodsSent, onKey, pairsNow, rotation } from '../support/rotation';
import { useSandbox } from '../support/world';

// Clouds that return a secret key with a new account, or for some minutes only.

const create = (hostGroup: string, accountName: string) => ({
	...{ resource: 'account', operation: 'create', hostGroup, accountName },
});

describe.each([Infinity, 0])(
	'Create answers its pair, secret keys are readable for %i ms',
	(secretsReadableMs) => {
		const { sandbox, must } = useSandbox({ answersPairOnCreate: true, secretsReadableMs });

		test('it is the pair that is given, and the only one', async () => {
			const [hostGroup] = sandbox().hostGroups;
			const [{ accessKey, secretKey }] = await must(create(hostGroup, 'given'));
			const pairs = await pairsNow(sandbox(), { hostGroup, account: 'given' });
			expect(pairs).toEqual({ [String(accessKey)]: secretKey });
			expect(methodsSent(sandbox())).toEqual(['Create', 'GetKeys']);
		});
	},
);

describe('secret keys that GetKeys hides', () => {
	const { sandbox, must, run } = useSandbox({ secretsReadableMs: 0 });

	test('Create gives a pair that works, and leaves no other', async () => {
		const [hostGroup] = sandbox().hostGroups;
		const [{ accessKey, secretKey }] = await must(create(hostGroup, 'hidden'));
		const pairs = await pairsNow(sandbox(), { hostGroup, account: 'hidden' });
		expect(pairs).toEqual({ [String(accessKey)]: secretKey });
	});

	test('Rotate and Revoke Others need none', async () => {
		const made = await makeAccount(sandbox(), { spare: true });
		const { hostGroup, account, inUse, spare } = made;
		const [{ accessKey, secretKey, revoked }] = await must(rotation(hostGroup, account, inUse));
		expect(revoked).toEqual([spare]);
		expect(await pairsNow(sandbox(), made)).toMatchObject({ [String(accessKey)]: secretKey });
		await must(onKey('revokeOthers', hostGroup, String(accessKey)));
		expect(await pairsNow(sandbox(), made)).toEqual({ [String(accessKey)]: secretKey });
	});

	test('what signs with one says that it is hidden', async () => {
		const { hostGroup, inUse } = await makeAccount(sandbox());
		const { error } = await run(onKey('test', hostGroup, inUse));
		expect(`${error?.message}. ${error?.description}`).toMatch(
			/cannot be tested\. .* does not return its secret key/,
		);
		const link = { resource: 'object', operation: 'getPresignedUrl', bucketName: 'b', key: 'k' };
		const linked = await run({ ...link, hostGroup, options: { for: 'upload' } });
		expect(linked.error?.message).toMatch('No S3 account with a readable key pair');
		expect(linked.error?.description).toMatch('pairs whose secret key the platform hides');
	});
});
