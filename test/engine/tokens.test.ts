import { REFERENCE } from '../support/reference';
import { makeThings, useSandbox, type Things } from '../support/world';

// What the platform refuses because of the token.

const { sandbox, run } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

const TOKENS = 'Make a new personal access token in the dashboard under Settings, Access Tokens';

test.each(['wrong', 'expired'])('a token that is %s', async (name) => {
	const { url, tokens } = sandbox();
	const { error } = await run(
		{ resource: 'bucket', operation: 'getAll' },
		{ credential: { host: url, token: tokens[name] ?? name } },
	);
	expect(error?.message).toBe('The access token is wrong or has expired');
	expect(error?.description).toMatch(TOKENS);
	expect(error?.description).toMatch('answered: "user not authenticated" (code 702, request key ');
	expect(sandbox().requests).toHaveLength(1);
});

const READ_ONLY = ['getAll', 'get', 'getPresignedUrl'];

test.each(REFERENCE.filter(({ operation }) => !READ_ONLY.includes(operation)))(
	'a token that may only read lacks $method',
	async ({ resource, operation, own, method }) => {
		const { url, tokens } = sandbox();
		const { error } = await run(
			{ resource, operation, ...own(things) },
			{ credential: { host: url, token: tokens.readOnly } },
		);
		expect(error?.message).toBe(`The access token lacks the permission ${method}`);
		expect(error?.description).toMatch('Permit this method: edit the token in the dashboard');
		expect(error?.description).toMatch(/\(code 8202, /);
	},
);
