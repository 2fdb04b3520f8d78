import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { holds } from '../../../sandbox/n8n/checks/expect';
import { SELF_SIGNED } from '../../support/selfSigned';
import type { Chapter } from '../check';
import { addAction, startWithClick } from '../editor/canvas';
import { closeDialog, isClosed, isFine, openNew, save, whyNot } from '../editor/credential';
import { eventually } from '../eventually';
import type { Stage } from '../stage';

const NOBODY_LISTENS = 'http://127.0.0.1:9';

/** Runs a server with a certificate that nobody has signed, for as long as it is used. */
async function withSelfSigned<T>(use: (url: string) => Promise<T>): Promise<T> {
	const server = createServer(SELF_SIGNED, (_, answer) => answer.end());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		return await use(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		server.close();
	}
}

/** A credential that does not work, and what the dialog says of it. */
interface Wrong {
	name: string;
	host: (stage: Stage) => string;
	token: (stage: Stage) => string;
	text: (host: string) => string;
	/** What has to be done before. */
	before?: (stage: Stage) => void;
}

const good = ({ sandbox }: Stage) => sandbox.token;

const WRONG: Wrong[] = [
	{
		name: 'an address that is none',
		host: () => 'our platform',
		token: good,
		text: () =>
			"Platform Address is not an address. Enter the address of the platform's dashboard, like https://app.jelastic.com",
	},
	{
		name: 'an address where nobody listens',
		host: () => NOBODY_LISTENS,
		token: good,
		text: (host) =>
			`Cannot reach ${host} (ECONNREFUSED). Check Platform Address, and that this n8n may connect to it`,
	},
	{
		name: 'an address where something else answers',
		host: ({ url }) => url,
		token: good,
		text: (host) =>
			`${host} was reached, but no Jelastic platform answers there (HTTP 404). Enter the address of the platform's dashboard, like https://app.jelastic.com`,
	},
	{
		name: 'a token that has expired',
		host: ({ sandbox }) => sandbox.url,
		token: ({ sandbox }) => sandbox.tokens.expired,
		text: () =>
			'The access token is wrong or has expired. Make a new one in the dashboard under Settings, Access Tokens',
	},
	{
		name: 'a platform that fails',
		host: ({ sandbox }) => sandbox.url,
		token: good,
		before: ({ sandbox }) =>
			sandbox.faults.add({ method: 'users.account.GetUserInfo', kind: 'code', code: 99 }),
		text: (host) => `The platform at ${host} answered with the failure code 99`,
	},
];

export const credential: Chapter = {
	title: 'The credential in its dialog',
	isNeeded: true,
	checks: (stage) => {
		const { page, url, sandbox } = stage;
		const tell = async (host: string, token: string, expected: string) => {
			await save(page, host, token);
			return await eventually(
				async () => await whyNot(page),
				(text) => text === expected,
				`the dialog should say ${expected}`,
			);
		};
		return [
			{
				name: 'a new node asks for it',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Bucket', 'Get many objects');
					await openNew(page);
				},
			},
			...WRONG.map(({ name, host, token, text, before }) => ({
				name: `its test fails: ${name}`,
				run: async () => {
					before?.(stage);
					return await tell(host(stage), token(stage), text(host(stage)));
				},
			})),
			{
				name: 'its test fails: a certificate that nobody has signed',
				run: async () =>
					await withSelfSigned(async (host) => {
						await save(page, host, sandbox.token);
						return await eventually(
							async () => await whyNot(page),
							(text) =>
								text.startsWith(`No secure connection to ${host} can be made (`) &&
								text.endsWith('switch on "Ignore SSL Issues"'),
							'the dialog should tell of the certificate',
						);
					}),
			},
			{
				name: 'a good one: the dialog closes, and the node has it',
				run: async () => {
					await save(page, sandbox.url, sandbox.token);
					await isClosed(page);
					const chosen = page.getByTestId('node-credentials-select').locator('input');
					const name = await chosen.first().inputValue();
					holds(name === 'Jelastic account', `the node has "${name}"`);
					return name;
				},
			},
			{
				name: 'a token for S3 methods alone is a good one too',
				run: async () => {
					await page.getByTestId('credential-edit-button').click();
					await page.getByTestId('credential-edit-dialog').waitFor();
					await save(page, sandbox.url, sandbox.tokens.s3Only);
					const text = await isFine(page);
					await save(page, sandbox.url, sandbox.token);
					await isFine(page);
					await closeDialog(page);
					return text;
				},
			},
		];
	},
};
