/** @jest-environment node */
import '../support/ssrfProtection';
import { jelasticApiTest } from '../../nodes/shared/api/credentialTest';
import { endpointFailure } from '../../nodes/shared/api/failures';
import { networkCode } from '../../nodes/shared/api/request';
import { runNode } from '../support/engine';
import { expectFailure } from '../support/expecting';
import { saved } from '../support/things';

// n8n's own protection against requests to internal addresses, which names no code.

const ALLOWING = /N8N_SSRF_ALLOWED_HOSTNAMES.*N8N_SSRF_ALLOWED_IP_RANGES/;

test('a platform that it forbids', async () => {
	const result = await runNode({
		...{ node: 'bucket', credential: { host: 'http://127.0.0.1:9', token: 'token' } },
		parameters: saved({ resource: 'bucket', operation: 'getAll', returnAll: true }),
	});
	expectFailure(result, /^n8n itself refused to connect to http:\/\/127\.0\.0\.1:9/);
	expect(result.error?.description).toMatch(ALLOWING);
});

const blocked = Object.assign(new Error('restricted'), { name: 'SsrfBlockedIpError' });

test('an endpoint that it forbids', () => {
	const failure = endpointFailure(networkCode(new Error('', { cause: blocked })), 'https://s3');
	expect(failure.message).toBe('n8n itself refused to connect to https://s3');
	expect(failure.advice).toMatch(ALLOWING);
	expect(failure).toMatchObject({ retry: undefined, mayHaveSucceeded: false });
});

test('the test of a credential names it', async () => {
	const helpers = { request: async () => await Promise.reject(blocked) };
	const credential = { data: { host: 'https://app.example.com', token: 't' } };
	const { message } = await jelasticApiTest.call({ helpers } as never, credential as never);
	expect(message).toMatch(/^n8n itself refused/);
	expect(message).toMatch(ALLOWING);
});
