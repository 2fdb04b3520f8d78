import { CredentialTestContext } from 'n8n-core';
import { NODES, runNode } from '../support/engine';
import { REFERENCE } from '../support/reference';
import { useStub } from '../support/stub';
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

describe('what is pasted with white space around it', () => {
	const stub = useStub();
	const TOKEN = 'the token of a test';
	const PASTED = [`${TOKEN}\n`, `  ${TOKEN}`, `\t${TOKEN}\r\n`, `\u00a0${TOKEN}\ufeff`];
	const list = { resource: 'bucket', operation: 'getAll' };

	test.each(PASTED)('token %j arrives without it', async (token) => {
		stub.answers({ body: { result: 0 } });
		const credential = { host: ` ${stub.url()}/\n`, token };
		const { error } = await runNode({ node: 'bucket', parameters: list, credential });
		expect(error).toBeUndefined();
		expect(stub.requests.map(({ params }) => params.session)).toEqual([TOKEN]);
	});

	test.each(PASTED)("the credential's test sends %j without it", async (token) => {
		stub.answers({ body: { result: 0 } });
		const test = NODES.bucket.methods!.credentialTest!.jelasticApiTest;
		const data = { host: ` ${stub.url()}/\n`, token };
		const result = await test.call(new CredentialTestContext(), {
			...{ id: '1', name: 'Jelastic', type: 'jelasticApi', data },
		});
		expect(result).toMatchObject({ status: 'OK' });
		expect(stub.requests.map(({ params }) => params.session)).toEqual([TOKEN]);
	});

	test('a platform that repeats the token shows none of it', async () => {
		stub.answers(({ params }) => ({ body: { result: 99_999, error: `for ${params.session}!` } }));
		const credential = { host: stub.url(), token: `${TOKEN}\n` };
		const { error } = await runNode({ node: 'bucket', parameters: list, credential });
		expect(error?.description).toContain('The platform answered: "for ***!"');
	});
});
