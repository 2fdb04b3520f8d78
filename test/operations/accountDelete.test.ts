import { useThings } from '../support/world';

const { must, own, sandbox, things } = useThings();

test('deletes the account, and gives its name', async () => {
	const { hostGroup, account: accountName, newAccount } = things();
	// The last account of an owner with buckets stays.
	await sandbox().createAccount(hostGroup, newAccount);
	expect(await must(own('account delete'))).toEqual([{ hostGroup, accountName, deleted: true }]);
	expect((await sandbox().accounts()).map(({ name }) => name)).not.toContain(accountName);
});
