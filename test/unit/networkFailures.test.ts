import { networkFailure, type CallContext } from '../../nodes/shared/api/failures';

// Causes that no test provokes for real: as Node.js names them.

const CONTEXT: CallContext = {
	...{ method: 's3.bucket.List', parameters: {}, labels: {}, ruk: 'the-ruk' },
	address: 'https://app.cloud.example',
	redact: (text) => text,
};

const AT = 'https://app.cloud.example';

test.each([
	['ENOTFOUND', `The host of ${AT} does not exist`, { retry: true, mayHaveSucceeded: false }],
	[
		'EAI_AGAIN',
		`The platform cannot be reached at ${AT}`,
		{ retry: true, mayHaveSucceeded: false },
	],
	[
		'ECONNREFUSED',
		`The platform cannot be reached at ${AT}`,
		{ retry: true, mayHaveSucceeded: false },
	],
	[
		'EHOSTUNREACH',
		`The platform cannot be reached at ${AT}`,
		{ retry: true, mayHaveSucceeded: true },
	],
	...[
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'CERT_HAS_EXPIRED',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'EPROTO',
	].map(
		(code) =>
			[
				code,
				`No secure connection to ${AT} can be made`,
				{ retry: undefined, mayHaveSucceeded: false },
			] as const,
	),
	['ETIMEDOUT', 'The platform did not answer in time', { retry: true, mayHaveSucceeded: true }],
	['ECONNABORTED', 'The platform did not answer in time', { retry: true, mayHaveSucceeded: true }],
	[
		'ECONNRESET',
		`The connection to ${AT} was cut before the answer came`,
		{ retry: true, mayHaveSucceeded: true },
	],
	[
		'EPIPE',
		`The connection to ${AT} was cut before the answer came`,
		{ retry: true, mayHaveSucceeded: true },
	],
	['', `The request to ${AT} could not be sent`, { retry: undefined, mayHaveSucceeded: true }],
	[
		'EWHATEVER',
		`The request to ${AT} could not be sent`,
		{ retry: undefined, mayHaveSucceeded: true },
	],
] as const)('%s', (code, message, consequences) => {
	const failure = networkFailure(code, CONTEXT);
	expect(failure).toMatchObject({ message, ...consequences });
	expect(failure.advice).toMatch(/^[A-Z].*\. \(.*request key the-ruk\)$/);
});

test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET'])(
	'%s before there was a connection: nothing was sent',
	(code) => {
		expect(networkFailure(code, CONTEXT, true)).toMatchObject({
			retry: true,
			mayHaveSucceeded: false,
		});
	},
);
