import { useThings } from '../support/world';

const { must, own, refusalOf, sandbox, things } = useThings();

test('revokes the pair, and gives its access key', async () => {
	const { hostGroup, account, accessKey } = things();
	expect(await must(own('key revoke'))).toEqual([{ hostGroup, accessKey, revoked: true }]);
	const left = (await sandbox().accounts()).find(({ name }) => name === account);
	expect(left?.keys).toEqual([]);
});

test('refuses an access key that does not exist', async () => {
	expect(await refusalOf('key revoke', { accessKey: 'AKIA0' })).toEqual({
		message: `The access key "AKIA0" does not exist in the host group "${things().hostGroup}"`,
		advice: expect.stringContaining('Access Key: Get Many lists the access keys of every account.'),
		answered: '"access key [AKIA0] not found" (code 5)',
	});
});
