import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IN8nHttpFullResponse,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { bareToken } from '../parse/trimmed';
import { ADDRESS_EXAMPLE, apiBase } from './address';
import { waitedFor } from './deadline';
import { gateWith } from './gate';
import { isSuccess } from './failures';
import { METHOD_NOT_PERMITTED, TOKEN_REFUSED } from './failures/codes';
import { messageOf } from './failures/describeError';
import { FORBIDDEN_ADVICE, FORBIDDEN_BY_N8N, NOT_SECURE } from './failures/networkCodes';
import { envelopeOf, methodUrl, networkCode } from './request';

const TIMEOUT_MS = 20_000;

const FINE = 'Connection successful: the access token is fine';

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/**
 * Tests a "Jelastic API" credential: tells an address that cannot be reached from one where no Jelastic
 * platform answers, and a token that is refused from one that is fine.
 *
 * It is a function because a declarative test cannot say that an address cannot be reached, and it uses
 * `helpers.request` because n8n gives these functions nothing else.
 */
export async function jelasticApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const gate = gateWith(credential.data?.token);
	const result = await resultOf(this.helpers, credential.data);
	return { ...result, message: gate.text(result.message) };
}

async function resultOf(
	{ request }: ICredentialTestFunctions['helpers'],
	{ host, token, allowUnauthorizedCerts }: ICredentialDataDecryptedObject = {},
): Promise<INodeCredentialTestResult> {
	const base = apiBase(host);
	if (!base) {
		return failed(
			`Platform Address is not an address. Enter the address of the platform's dashboard, like ${ADDRESS_EXAMPLE}`,
		);
	}
	const { origin } = new URL(base);
	const response = request({
		method: 'POST',
		uri: methodUrl(base, 'users.account.GetUserInfo'),
		form: { appid: 'cluster', session: typeof token === 'string' ? bareToken(token) : token },
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		followAllRedirects: false,
		rejectUnauthorized: allowUnauthorizedCerts !== true,
		timeout: TIMEOUT_MS,
	}) as Promise<IN8nHttpFullResponse>;
	return await waitedFor(TIMEOUT_MS, response).then(
		({ statusCode, body }) => judged(statusCode, body, origin),
		(error: unknown) => failed(unreachable(origin, error)),
	);
}

function unreachable(origin: string, error: unknown): string {
	// n8n 2.8 replaces an error about certificates with its own, which has no code.
	const unnamed = /^SSL Issue/.test(messageOf(error)) ? 'SSL' : 'no answer';
	const reason = networkCode(error) || unnamed;
	if (reason === FORBIDDEN_BY_N8N) {
		return `n8n itself refused to connect to ${origin}. ${FORBIDDEN_ADVICE}`;
	}
	return NOT_SECURE.test(reason)
		? `No secure connection to ${origin} can be made (${reason}). If you trust it all the same, turn on "Ignore SSL Issues"`
		: `Cannot reach ${origin} (${reason}). Check Platform Address, and that this n8n may connect to it`;
}

function judged(statusCode: number, body: unknown, origin: string): INodeCredentialTestResult {
	const envelope = envelopeOf(body);
	if (!envelope || !isSuccess(statusCode)) {
		return failed(
			`${origin} was reached, but no Jelastic platform answers there (HTTP ${statusCode}). Enter the address of the platform's dashboard, like ${ADDRESS_EXAMPLE}`,
		);
	}
	const code = Number(envelope.result);
	if (code === 0) return { status: 'OK', message: FINE };
	// The token is good: it may only call other methods, such as those of S3.
	if (code === METHOD_NOT_PERMITTED) {
		return { status: 'OK', message: `${FINE}, and limited to certain methods` };
	}
	if (TOKEN_REFUSED.includes(code)) {
		return failed(
			'The access token is wrong or has expired. Make a new one in the dashboard under Settings, Access Tokens',
		);
	}
	return failed(`The platform at ${origin} answered with the failure code ${code}`);
}
