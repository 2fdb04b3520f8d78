import type { UserMessage } from './text';

export interface NetworkCause extends UserMessage {
	pattern: RegExp;
	/** The advice for an S3 endpoint, whose address is not the user's to correct. */
	endpointAdvice?: string;
	neverSent?: boolean;
	retry?: boolean;
}

const UNREACHABLE = {
	message: '{server} cannot be reached at {address}',
	advice:
		'Check "Platform Address" in the credential, and that this n8n may connect to it (firewall, proxy).',
	endpointAdvice: 'Check that this n8n may connect to it (firewall, proxy).',
	retry: true,
};

/** In place of a code: n8n's protection against server-side request forgery names none. */
export const FORBIDDEN_BY_N8N = 'FORBIDDEN_BY_N8N';

export const FORBIDDEN_ADVICE =
	'Its protection against requests to internal addresses (SSRF) forbids the address. Whoever runs this n8n can allow it: its host in the environment variable N8N_SSRF_ALLOWED_HOSTNAMES, or its IP address in N8N_SSRF_ALLOWED_IP_RANGES.';

/** A certificate that is not trusted, or no TLS at all. */
export const NOT_SECURE = /CERT|SIGN|SSL|TLS|EPROTO|ALTNAME/;

/** By the cause of a connection that failed, as Node.js names it. */
export const NETWORK_CODES: NetworkCause[] = [
	{
		pattern: new RegExp(`^${FORBIDDEN_BY_N8N}$`),
		message: 'n8n itself refused to connect to {address}',
		advice: FORBIDDEN_ADVICE,
		neverSent: true,
	},
	{
		pattern: /^ENOTFOUND$/,
		message: 'The host of {address} does not exist',
		advice: 'Check "Platform Address" in the credential.',
		endpointAdvice: 'Check the name service of this n8n, or ask the provider of the platform.',
		neverSent: true,
		retry: true,
	},
	{
		pattern: /^(ECONNREFUSED|EAI_AGAIN)$/,
		...UNREACHABLE,
		neverSent: true,
	},
	{
		// They end an open connection too, so a request may have gone before.
		pattern: /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/,
		...UNREACHABLE,
	},
	{
		pattern: NOT_SECURE,
		message: 'No secure connection to {address} can be made',
		advice:
			'Its certificate is expired, self-signed or for another host. If you trust the address all the same, turn on "Ignore SSL Issues" in the credential.',
		neverSent: true,
	},
	{
		pattern: /^(ETIMEDOUT|ECONNABORTED|ESOCKETTIMEDOUT|UND_ERR_.*TIMEOUT)$/,
		message: '{server} did not answer in time',
		advice: 'Try again, or raise "Timeout" under Options.',
		retry: true,
	},
	{
		pattern:
			/^(ECONNRESET|EPIPE|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET|HPE_.*)$/,
		message: 'The connection to {address} was cut before the answer came',
		advice: 'Try again.',
		retry: true,
	},
	{
		pattern: /^(Z_|ERR_BROTLI|ERR__ERROR|ZSTD_)/,
		message: 'The answer of {address} says that it is compressed, and cannot be decompressed',
		advice: 'Check whether a proxy stands before it and changes answers. Try again.',
		retry: true,
	},
];
