// What a failure has to say: what happened and what to do about it, with the labels of the fields it names.

/** The platform's failures also name the request, by which support can find it. */
const RUK = /request key [\da-f-]{36}/;

interface Texts {
	platform: RegExp[];
	endpoints: RegExp[];
}

const AGAIN = /Try again/;
const LOST = /was cut (before the answer came|off)/;
const SLOW = [/did not answer in time/, /raise "Timeout" under Options/];

/** By the fault that was met; for what is taken or done there is nothing to say. */
export const TEXTS: Record<string, Texts> = {
	'dropped before': { platform: [LOST, AGAIN, RUK], endpoints: [LOST, AGAIN] },
	'dropped after': { platform: [LOST, AGAIN, RUK], endpoints: [LOST, AGAIN] },
	'too slow': { platform: [...SLOW, RUK], endpoints: SLOW },
	'falls silent': { platform: [...SLOW, RUK], endpoints: SLOW },
	'truncated JSON': {
		platform: [/came incomplete/, AGAIN, RUK],
		endpoints: [/No S3 endpoint answers/],
	},
	'429': {
		platform: [/too many requests/, /Lower "Concurrency" under Options/, RUK],
		endpoints: [/HTTP 429/, /Try again later/],
	},
	'502 HTML': {
		platform: [/HTTP 502/, /Try again later/, RUK],
		endpoints: [/HTTP 502/, /Try again later/],
	},
	'200 HTML': {
		platform: [/No Jelastic platform answers/, /"Platform Address"/],
		endpoints: [
			/No S3 endpoint answers|did not confirm the upload|not the object/,
			/no sign-in page or proxy stands before/,
		],
	},
	'code 99': {
		platform: [/could not do this now/, /Try again later/, /\(code 99/, RUK],
		endpoints: [/ServiceUnavailable/, /Try again later/],
	},
	'unknown code': {
		platform: [/answered with a failure/, /"Peculiar: something new" \(code 4711/, RUK],
		endpoints: [/Peculiar: something new/, AGAIN],
	},
	'nested failure': {
		platform: [/answered with a failure/, /InternalError.*\(code 4099/, RUK],
		endpoints: [/InternalError/, /Try again later/],
	},
	redirect: {
		platform: [/redirects elsewhere/, /It points to http/, /"Platform Address"/, RUK],
		endpoints: [/redirects elsewhere/, /not followed/],
	},
	'expired certificate': {
		platform: [/No secure connection/, /"Ignore SSL Issues"/, /CERT_HAS_EXPIRED/, RUK],
		endpoints: [/No secure connection/, /"Ignore SSL Issues"/, /CERT_HAS_EXPIRED/],
	},
	'empty answer': {
		platform: [/was not understood|No S3 account with a readable key pair|is not empty/],
		endpoints: [/No S3 endpoint answers/],
	},
	'page token repeats': {
		platform: [/does not come to an end/, /the same continuation token twice/, AGAIN],
		endpoints: [],
	},
};
