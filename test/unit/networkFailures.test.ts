import { networkFailure, type CallContext } from '../../nodes/shared/api/failures';

// Causes that no test provokes for real: as Node.js names them.

const CONTEXT: CallContext = {
	...{ method: 's3.bucket.List', parameters: {}, labels: {}, ruk: 'the-ruk' },
	address: 'https://app.cloud.example',
};

const AT = 'https://app.cloud.example';

const NO_HOST = `The host of ${AT} does not exist`;
const UNREACHABLE = `The platform cannot be reached at ${AT}`;
const INSECURE = `No secure connection to ${AT} can be made`;
const LATE = 'The platform did not answer in time';
const CUT = `The connection to ${AT} was cut before the answer came`;
const NOT_SENT = `The request to ${AT} could not be sent`;

/** Whether it is sent again, and whether it may be done all the same. */
const NOTHING_DONE = { retry: true, mayHaveSucceeded: false };
const MAYBE_DONE = { retry: true, mayHaveSucceeded: true };
const FINAL = { retry: undefined, mayHaveSucceeded: false };
const FINAL_MAYBE = { retry: undefined, mayHaveSucceeded: true };

test.each<[string, string, object]>([
	['ENOTFOUND', NO_HOST, NOTHING_DONE],
	['EAI_AGAIN', UNREACHABLE, NOTHING_DONE],
	['ECONNREFUSED', UNREACHABLE, NOTHING_DONE],
	['EHOSTUNREACH', UNREACHABLE, MAYBE_DONE],
	['DEPTH_ZERO_SELF_SIGNED_CERT', INSECURE, FINAL],
	['CERT_HAS_EXPIRED', INSECURE, FINAL],
	['ERR_TLS_CERT_ALTNAME_INVALID', INSECURE, FINAL],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', INSECURE, FINAL],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', INSECURE, FINAL],
	['EPROTO', INSECURE, FINAL],
	['ETIMEDOUT', LATE, MAYBE_DONE],
	['ECONNABORTED', LATE, MAYBE_DONE],
	['ECONNRESET', CUT, MAYBE_DONE],
	['EPIPE', CUT, MAYBE_DONE],
	['', NOT_SENT, FINAL_MAYBE],
	['EWHATEVER', NOT_SENT, FINAL_MAYBE],
])('%s', (code, message, consequences) => {
	const failure = networkFailure(code, CONTEXT);
	expect(failure).toMatchObject({ message, ...consequences });
	expect(failure.advice).toMatch(/^[A-Z].*[.)]$/);
	expect(failure.details).toEqual({ code: code || 'none', requestKey: 'the-ruk' });
});

test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET'])(
	'%s before there was a connection: nothing was sent',
	(code) => {
		expect(networkFailure(code, CONTEXT, true)).toMatchObject(NOTHING_DONE);
	},
);
