import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { ADDRESS_EXAMPLE, apiBase } from './address';

const TIMEOUT_MS = 20_000;

/** Codes that say the token is not accepted (the platform's API reference). */
const TOKEN_REFUSED = [7, 505, 701, 702];

/** The token is accepted, but for other methods: so a token that may only call S3 methods is a good one. */
const OTHER_METHODS_ONLY = 8202;

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

const NOT_AN_ADDRESS = failed(
	`Platform Address is not an address. Enter the address of the platform's dashboard, like ${ADDRESS_EXAMPLE}`,
);

/**
 * Tests a "Jelastic API" credential: tells an address that cannot be reached from one where no Jelastic
 * platform answers, and a token that is refused from one that is fine.
 *
 * It is a function because a declarative test has no words for an address that cannot be reached, and
 * it uses `helpers.request` because n8n gives these functions nothing else.
 */
export async function jelasticApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { host, token, allowUnauthorizedCerts } = credential.data ?? {};
	const base = apiBase(host);
	if (!base) return NOT_AN_ADDRESS;
	const { origin } = new URL(base);
	const { request } = this.helpers;
	let response: { statusCode: number; body: unknown };
	try {
		response = (await request({
			method: 'POST',
			uri: `${base}/users/account/rest/getuserinfo`,
			form: { appid: 'cluster', session: typeof token === 'string' ? token.trim() : token },
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
			rejectUnauthorized: allowUnauthorizedCerts !== true,
			timeout: TIMEOUT_MS,
		})) as typeof response;
	} catch (error) {
		return failed(unreachable(origin, error));
	}
	return judged(response, origin);
}

interface Failure {
	code?: unknown;
	cause?: { code?: unknown };
	message?: string;
}

function unreachable(origin: string, error: unknown): string {
	const { code, cause, message } = error as Failure;
	// n8n 2.8 puts an error of its own, without the code, in place of one about certificates.
	const unnamed = /^SSL Issue/.test(message ?? '') ? 'SSL' : 'no answer';
	const reason = String(code ?? cause?.code ?? unnamed);
	return /CERT|SIGN|SSL|TLS|ALTNAME|EPROTO/.test(reason)
		? `No secure connection to ${origin} can be made (${reason}). If you trust it all the same, switch on "Ignore SSL Issues"`
		: `Cannot reach ${origin} (${reason}). Check Platform Address, and that this n8n may connect to it`;
}

function judged(
	{ statusCode, body }: { statusCode: number; body: unknown },
	origin: string,
): INodeCredentialTestResult {
	const envelope = parsed(body);
	const result = Number(envelope?.result ?? NaN);
	if (!Number.isInteger(result) || statusCode < 200 || statusCode > 299) {
		return failed(
			`${origin} was reached, but no Jelastic platform answers there (HTTP ${statusCode}). Enter the address of the platform's dashboard, like ${ADDRESS_EXAMPLE}`,
		);
	}
	if (result === 0)
		return { status: 'OK', message: 'Connection successful: the access token is fine' };
	if (result === OTHER_METHODS_ONLY) {
		return {
			status: 'OK',
			message: 'Connection successful: the access token is fine, and limited to certain methods',
		};
	}
	if (TOKEN_REFUSED.includes(result)) {
		return failed(
			'The access token is wrong or has expired. Make a new one in the dashboard under Settings, Access Tokens',
		);
	}
	return failed(`The platform at ${origin} answered with the failure code ${result}`);
}

function parsed(body: unknown): { result?: unknown } | undefined {
	if (typeof body !== 'string') return (body ?? undefined) as { result?: unknown } | undefined;
	try {
		return (JSON.parse(body) ?? undefined) as { result?: unknown } | undefined;
	} catch {
		return undefined;
	}
}
