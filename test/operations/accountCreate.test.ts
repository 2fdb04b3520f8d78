import { useThings } from '../support/world';

const { refusalOf, things } = useThings();

test('refuses a name that is taken', async () => {
	const { account: accountName } = things();
	expect(await refusalOf('account create', { accountName })).toEqual({
		message: `An account named "${accountName}" already exists`,
		advice: expect.stringContaining('Choose another name'),
		answered: `"AccountAlreadyExists: The account already exists: ${accountName}" (code 4099)`,
	});
});
