import { useThings } from '../support/world';

const { refusalOf, things } = useThings();

test('refuses a name that is taken', async () => {
	const { account: name } = things();
	expect(await refusalOf('account create', { name })).toEqual({
		message: `An account named "${name}" already exists`,
		advice: expect.stringContaining('Choose another name'),
		answered: `"AccountAlreadyExists: The account already exists: ${name}" (code 4099)`,
	});
});
