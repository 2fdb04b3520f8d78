// What a failure must say: what happened and what to do about it, with the labels of the fields that it names.

interface Texts {
	platform: RegExp[];
	endpoints: RegExp[];
	/** Of an answer without a body, where they differ. */
	headers?: RegExp[];
	/** What the error details say of the platform's answer, with the request key, so that support can find it. */
	code?: unknown;
}

/** A code of the network, such as ECONNRESET. */
const NETWORK: unknown = expect.stringMatching(/^[A-Z_]+$/);
/** Only the request key. */
const NONE = null;

const AGAIN = /Try again/;
const LOST = /was cut (before the answer came|off)/;
const SLOW = [/did not answer in time|hardly a byte came/, /raise "Timeout" under Options/];

const same = (names: string[], texts: Texts): Record<string, Texts> =>
	Object.fromEntries(names.map((name) => [name, texts]));

/** By fault; what is taken or done says nothing. */
export const TEXTS: Record<string, Texts> = {
	'dropped before': { platform: [LOST, AGAIN], endpoints: [LOST, AGAIN], code: NETWORK },
	'dropped after': { platform: [LOST, AGAIN], endpoints: [LOST, AGAIN], code: NETWORK },
	'too slow': { platform: [...SLOW], endpoints: SLOW, code: NETWORK },
	'falls silent': { platform: [...SLOW], endpoints: SLOW, code: NETWORK },
	'longer than Timeout': { platform: [...SLOW], endpoints: SLOW, code: NETWORK },
	'truncated JSON': {
		platform: [/came incomplete/, AGAIN],
		endpoints: [/No S3 endpoint answers/],
		code: NONE,
	},
	'429': {
		platform: [/too many requests/, /Try again later/],
		endpoints: [/HTTP 429/, /Try again later/],
		code: 'HTTP 429',
	},
	'502 HTML': {
		platform: [/not available behind its gateway/, /Try again later/],
		endpoints: [/HTTP 502/, /Try again later/],
		code: 'HTTP 502',
	},
	'200 HTML': {
		platform: [/No Jelastic platform answers/, /"Platform Address"/],
		endpoints: [
			/No S3 endpoint answers|did not confirm the upload|not the object/,
			/no sign-in page or proxy stands before/,
		],
	},
	...Object.fromEntries(
		[302, 403, 404, 500, 502].map((status): [string, Texts] => [
			`done, then ${status}`,
			{ platform: [], endpoints: [], code: `HTTP ${status}` },
		]),
	),
	'done, then 200': { platform: [/No Jelastic platform answers/], endpoints: [] },
	'code 99': {
		platform: [/could not do this now/, /Try again later/],
		endpoints: [/ServiceUnavailable/, /Try again later/],
		headers: [/HTTP 503/, /Try again later/],
		code: 99,
	},
	'unknown code': {
		platform: [/answered with a failure/, /"Peculiar: something new"/],
		endpoints: [/Peculiar: something new/],
		headers: [/HTTP 400/],
		code: 4711,
	},
	'nested failure': {
		platform: [/answered with a failure/, /InternalError/],
		endpoints: [/InternalError/, /Try again later/],
		headers: [/HTTP 503/, /Try again later/],
		code: 4099,
	},
	redirect: {
		platform: [/redirects elsewhere/, /It points to http/, /"Platform Address"/],
		endpoints: [/redirects elsewhere/, /not followed/],
		code: 'HTTP 307',
	},
	'expired certificate': {
		platform: [/No secure connection/, /"Ignore SSL Issues"/],
		endpoints: [/No secure connection/, /"Ignore SSL Issues"/],
		code: 'CERT_HAS_EXPIRED',
	},
	'empty answer': {
		platform: [
			/was not understood|No S3 account with a readable key pair|is not empty|Unknown access key|already exists|does not exist/,
		],
		endpoints: [/No S3 endpoint answers|HTTP 404/],
	},
	'prefix ignored': { platform: [/"in\/"/, /"before"/], endpoints: [] },
	'same page again': { platform: [/"in\/a"/], endpoints: [] },
	'keys go back': { platform: [/order|back|sorted/], endpoints: [] },
	'unknown encoding': { platform: [/was not understood/, /encoding/i], endpoints: [] },
	'truncated: "perhaps"': { platform: [/was not understood/, /isTruncated/], endpoints: [] },
	'foreign list': { platform: [/was not understood/, /grantees/], endpoints: [] },
	...same(['secret: "***"', 'secret: ""'], {
		platform: [/readable key pair|does not return (the|its) secret key|hid/],
		endpoints: [],
	}),
	'disabled pairs': { platform: [/enabled|disabled|readable key pair/], endpoints: [] },
	...same(
		['responses[]', 'object', 'data', 'response.response'].map((at) => `failure in ${at}`),
		{ platform: [/InternalError/], endpoints: [], code: 4099 },
	),
	...same(
		['SlowDown', 'InternalError'].map((code) => `each key: ${code}`),
		{ platform: [], endpoints: [/SlowDown|InternalError/] },
	),
	'other clock': { platform: [], endpoints: [/RequestTimeTooSkewed/, /clock/] },
	'wrong gzip': { platform: [], endpoints: [/compress|gzip|packed/i] },
	'onto itself, by trimmed names': { platform: [/prefix|Destination/i], endpoints: [] },
	'page token repeats': {
		platform: [/does not come to an end/, /the same continuation token twice/, AGAIN],
		endpoints: [],
	},
};
