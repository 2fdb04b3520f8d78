import { CredentialTestContext } from 'n8n-core';
import fc from 'fast-check';
import { apiBase } from '../../../../nodes/shared/api/address';
import { oncePerRun } from '../../../../nodes/shared/concurrency/once';
import { openEndpoint } from '../../../../nodes/shared/s3/endpoint';
import type { HostGroupValues, Task } from '../../../../nodes/shared/operation';
import { errorText } from '../../../../nodes/shared/api/failures/describeError';
import { NODES, runNode } from '../../../support/engine';
import { useStub } from '../../../support/stub';
import { holds, TEST_MS } from '../counting';
import { mustBeReadable } from '../readable';
import { texts, values, wholeTexts, wrongTypes } from '../values';

// Nothing is sent to an address that was not entered, and none that cannot be one makes a program's failure.

const { answers, requests, url } = useStub();

/** Stands for the host and port of the platform, which are known only when it runs. */
const HOST = '<host>';

/** What makes of an address something else: a password, another path, a query, another scheme. */
const SPOILING: Array<(text: string) => string> = [
	(text) => `http://${HOST}?${text}`,
	(text) => `http://${HOST}#${text}`,
	(text) => `http://${HOST}/1.0/s3/${text.replace(/[.%/\\]/g, '')}x`,
	(text) => `http://${HOST}@${text}`,
	(text) => `http://${HOST}\\${text}`,
	(text) => `http://${HOST}\r\n${text}x`,
	(text) => `http://${text}@${HOST}`,
	(text) => `http://${text}:${text}@${HOST}`,
	(text) => `http:///${text}${HOST}`,
	(text) => `x${text} http://${HOST}`,
	(text) => `ftp://${HOST}${text}`,
	(text) => `javascript:${text}//${HOST}`,
];

const wrong: fc.Arbitrary<unknown> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc
			.tuple(fc.constantFrom(...SPOILING), texts)
			.map(([spoil, text]): unknown => spoil(text)),
	},
	{ weight: 1, arbitrary: wrongTypes },
);

const right = fc
	.tuple(
		fc.constantFrom('', ' ', '\t', '\n'),
		fc.constantFrom('http', 'HTTP', 'Http'),
		fc.constantFrom('', '/', '/1.0', '/1.0/'),
	)
	.map(([blank, scheme, end]): unknown => `${blank}${scheme}://${HOST}${end}${blank}`);

const addresses = fc.oneof(
	wrong.map((entered) => ({ entered, isRight: false })),
	right.map((entered) => ({ entered, isRight: true })),
);

/** What is entered, with the host that runs now; a credential may hold anything. */
const hostIn = (entered: unknown) =>
	(typeof entered === 'string' ? entered.replace(HOST, new URL(url()).host) : entered) as string;

test(
	'an address of a platform is asked, or the failure names the field',
	async () => {
		answers({ body: { result: 0 } });
		await holds('addresses', 150, addresses, async ({ entered, isRight }) => {
			requests.length = 0;
			const { error } = await runNode({
				...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
				credential: { host: hostIn(entered), token: 't' },
			});
			if (isRight) expect(error).toBeUndefined();
			else {
				expect(error?.message).toBe('Platform Address is not an address');
				mustBeReadable(error?.description);
			}
			expect(requests.map(({ path }) => path)).toEqual(isRight ? ['/1.0/s3/bucket/rest/list'] : []);
		});
	},
	TEST_MS,
);

test(
	'the test of a credential says the same',
	async () => {
		answers({ body: { result: 0 } });
		const { jelasticApiTest } = NODES.bucket.methods!.credentialTest!;
		await holds('addresses', 150, addresses, async ({ entered, isRight }) => {
			requests.length = 0;
			const data = { host: hostIn(entered), token: 't' };
			const credential = { id: '1', name: 'Jelastic', type: 'jelasticApi', data };
			const { status, message } = await jelasticApiTest.call(
				new CredentialTestContext(),
				credential,
			);
			expect(status).toBe(isRight ? 'OK' : 'Error');
			if (!isRight) expect(message).toMatch(/^Platform Address is not an address\. /);
			expect(requests).toHaveLength(isRight ? 1 : 0);
		});
	},
	TEST_MS,
);

test('whatever is entered, what is asked is a host alone', async () => {
	const hosts = fc.constantFrom(
		'app.jelastic.com',
		'https://app.jelastic.com',
		'http://[::1]:8080',
	);
	const entered = fc.oneof(
		values,
		fc.tuple(wholeTexts, hosts, wholeTexts).map((parts) => parts.join('')),
	);
	await holds('addresses', 600, entered, (value) => {
		const base = apiBase(value);
		if (base === undefined) return;
		expect(base).toMatch(/^https?:\/\/[^\s/?#@\\%\0]+\/1\.0$/);
		expect(new URL(base).href).toBe(base);
	});
});

/** A task for which the platform answers with an account of this endpoint, and with this link. */
function taskWith(endpoint: unknown, link: unknown): Task<HostGroupValues> {
	const answer: Record<string, object> = {
		's3.account.GetKeys': {
			result: 0,
			array: [{ hostGroup: 'hg', name: 'a', endpoint, keys: [{ accKey: 'AK', secretKey: 'SK' }] }],
		},
		's3.bucket.GetPresignedURL': { result: 0, url: link },
	};
	const task = {
		...{ values: { hostGroup: 'hg' }, once: oncePerRun() },
		call: async (method: string) => answer[method],
	};
	return task as unknown as Task<HostGroupValues>;
}

test('an S3 endpoint is a host alone, or the failure says that none was understood', async () => {
	const endpoints = fc.oneof(
		values,
		fc.constantFrom(
			's3.example.com',
			'http://s3.example.com:80/x',
			'ftp://s3.example.com',
			'https://',
		),
		fc.tuple(fc.constantFrom('https://', 'http://', ''), wholeTexts).map((parts) => parts.join('')),
	);
	await holds('addresses', 400, fc.tuple(endpoints, endpoints), async ([endpoint, link]) => {
		try {
			const { origin, basePath } = (await openEndpoint(taskWith(endpoint, link), 'logs')).access;
			expect(new URL(origin).origin).toBe(origin);
			expect(origin).toMatch(/^https?:\/\/[^\s/?#@\\\0]+$/);
			expect(new URL(origin).hostname).not.toBe('ftp');
			expect(new URL(origin + basePath).href.replace(/\/$/, '')).toBe(origin + basePath);
		} catch (error) {
			if (isFailedExpectation(error)) throw error;
			mustBeReadable(errorText(error));
		}
	});
});

const isFailedExpectation = (error: unknown) => error instanceof Error && 'matcherResult' in error;
