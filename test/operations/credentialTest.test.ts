import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { NODES } from '../support/engine';
import { useDrops } from '../support/drops';
import { useHurry } from '../support/hurry';
import { useStub } from '../support/stub';
import { useSandbox } from '../support/world';

// The credential's test, in the context that n8n gives it.

const { sandbox } = useSandbox();
const stub = useStub();
const secure = useStub({ tls: true });
const drops = useDrops();
const hurry = useHurry();

const check = async (data: ICredentialDataDecryptedObject, node: keyof typeof NODES = 'bucket') =>
	await NODES[node].methods!.credentialTest!.jelasticApiTest.call(new CredentialTestContext(), {
		...{ id: '1', name: 'Jelastic', type: 'jelasticApi', data },
	});

const FINE = { status: 'OK', message: 'Connection successful: the access token is fine' };
const LIMITED = {
	status: 'OK',
	message: 'Connection successful: the access token is fine, and limited to certain methods',
};
const REFUSED = {
	status: 'Error',
	message:
		'The access token is wrong or has expired. Make a new one in the dashboard under Settings, Access Tokens',
};

test.each<[string, object]>([
	['full', FINE],
	['s3Only', LIMITED],
	['readOnly', LIMITED],
	['expired', REFUSED],
	['wrong', REFUSED],
])('the token %s', async (name, expected) => {
	const { url: host, tokens } = sandbox();
	expect(await check({ host, token: tokens[name] ?? name })).toEqual(expected);
});

test.each(['T1\n', '  T1', '\tT1\r\n', '\u00a0T1\ufeff', '\u200bT1\u2060'])(
	'a token pasted with white space around it: %j',
	async (token) => {
		stub.answers({ body: { result: 0 } });
		expect(await check({ host: ` ${stub.url()}/\n`, token })).toMatchObject({ status: 'OK' });
		expect(stub.requests.map(({ params }) => params.session)).toEqual(['T1']);
	},
);

test('both nodes name the test that their credential asks for', async () => {
	const { url: host, token } = sandbox();
	for (const name of ['account', 'bucket'] as const) {
		const [{ testedBy }] = NODES[name].description.credentials ?? [];
		expect(Object.keys(NODES[name].methods!.credentialTest!)).toEqual([testedBy]);
		expect(await check({ host, token }, name)).toEqual(FINE);
	}
});

test('asks who the token belongs to, with the token in the form', async () => {
	const { url: host, token } = sandbox();
	await check({ host: `${host}/1.0/`, token });
	const [{ method, path, query, params }] = sandbox().requests;
	expect({ method, path, query, params: { ...params } }).toEqual({
		...{ method: 'POST', path: '/1.0/users/account/rest/getuserinfo', query: '' },
		params: { appid: 'cluster', session: token },
	});
	expect(sandbox().requests).toHaveLength(1);
});

test.each(['', 'no address', 'ftp://app.jelastic.com', 'https://app.jelastic.com/env'])(
	'"%s" is no address',
	async (host) => {
		expect(await check({ host, token: 't' })).toEqual({
			status: 'Error',
			message:
				"Platform Address is not an address. Enter the address of the platform's dashboard, like https://app.jelastic.com",
		});
	},
);

test('an address where nothing listens', async () => {
	expect(await check({ host: 'http://127.0.0.1:9', token: 't' })).toEqual({
		status: 'Error',
		message:
			'Cannot reach http://127.0.0.1:9 (ECONNREFUSED). Check Platform Address, and that this n8n may connect to it',
	});
});

test('an answer in drops is given up', async () => {
	hurry(20_000);
	stub.answers(drops.answer('{"result":0'));
	const { status, message } = await check({ host: stub.url(), token: 't' });
	expect(status).toBe('Error');
	expect(message).toMatch(`Cannot reach ${stub.url()} (ETIMEDOUT)`);
});

describe('an address where something else answers', () => {
	const elsewhere = (status: number) => ({
		status: 'Error',
		message: `${stub.url()} was reached, but no Jelastic platform answers there (HTTP ${status}). Enter the address of the platform's dashboard, like https://app.jelastic.com`,
	});

	test.each([
		[200, '<html>Sign in</html>'],
		[200, ''],
		[200, '{"status": "fine"}'],
		[200, '[]'],
		[200, 'null'],
		[404, 'Not Found'],
		[502, '<html>Bad Gateway</html>'],
		[401, '{"result": 0}'],
	])('HTTP %i %s', async (status, body) => {
		stub.answers({ status, body });
		expect(await check({ host: stub.url(), token: 't' })).toEqual(elsewhere(status));
	});

	test('a redirect is not followed', async () => {
		stub.answers({ status: 307, headers: { location: `${sandbox().url}/1.0/` } });
		expect(await check({ host: stub.url(), token: 't' })).toEqual(elsewhere(307));
		expect(sandbox().requests).toEqual([]);
	});
});

test('another failure of the platform is named by its code', async () => {
	sandbox().faults.add({ kind: 'code', code: 11, text: 'words with the token in them' });
	expect(await check({ host: sandbox().url, token: sandbox().token })).toEqual({
		status: 'Error',
		message: `The platform at ${sandbox().url} answered with the failure code 11`,
	});
});

test('a certificate that nobody has signed is refused, and taken with "Ignore SSL Issues"', async () => {
	secure.answers({ body: { result: 0, uid: 1 } });
	const host = secure.url();
	const { status, message } = await check({ host, token: 't' });
	expect(status).toBe('Error');
	expect(message).toMatch(`No secure connection to ${host} can be made (`);
	expect(message).toMatch('turn on "Ignore SSL Issues"');
	expect(await check({ host, token: 't', allowUnauthorizedCerts: true })).toEqual(FINE);
});
