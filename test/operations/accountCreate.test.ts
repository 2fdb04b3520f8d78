import { useThings } from '../support/world';

const { must, own, refusalOf, things } = useThings();

test('gives what it made', async () => {
	const { hostGroup, newAccount: name } = things();
	expect(await must(own('account create'))).toEqual([{ hostGroup, name, created: true }]);
});

test('refuses a name that is taken', async () => {
	const { account: name } = things();
	expect(await refusalOf('account create', { name })).toEqual({
		message: `An account named "${name}" already exists`,
		advice: expect.stringContaining('Choose another name'),
		answered: `"AccountAlreadyExists: The account already exists: ${name}" (code 4099`,
	});
});
