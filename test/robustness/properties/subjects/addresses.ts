import { CredentialTestContext } from 'n8n-core';
import fc from 'fast-check';
import { apiBase } from '../../../../nodes/shared/api/address';
import { errorText } from '../../../../nodes/shared/api/failures/describeError';
import { oncePerRun } from '../../../../nodes/shared/concurrency/once';
import type { HostGroupValues, Task } from '../../../../nodes/shared/operation';
import { openEndpoint } from '../../../../nodes/shared/s3/endpoint';
import { NODES, runNode } from '../../../support/engine';
import { useStub } from '../../../support/stub';
import { DONE } from '../batch';
import { holds } from '../holds';
import { mustBeReadable } from '../readable';
import { joinedFrom, texts, values, wholeTexts, wrongTypes } from '../values';

// Nothing is sent to an address that was not entered, and none that can't be one makes the program fail.

const { answers, requests, url } = useStub();

/** Stands for the host and port of the platform, which are known only when it runs. */
const HOST = '<host>';

/** What makes something else of an address: a password, another path, a query, another scheme. */
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
		arbitrary: fc.tuple(fc.constantFrom(...SPOILING), texts).map(([spoil, text]) => spoil(text)),
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

/** What is entered, with the host that is running; a credential may hold anything. */
const hostIn = (entered: unknown) =>
	(typeof entered === 'string' ? entered.replace(HOST, new URL(url()).host) : entered) as string;

beforeEach(() => answers(DONE));

test('an address of a platform is used, or the failure names the field', () =>
	holds('addresses', 150, addresses, async ({ entered, isRight }) => {
		requests.length = 0;
		const { error } = await runNode({
			...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
			credential: { host: hostIn(entered), token: 't' },
		});
		expect(error?.message).toBe(isRight ? undefined : 'Platform Address is not an address');
		if (!isRight) mustBeReadable(error?.description);
		expect(requests.map(({ path }) => path)).toEqual(isRight ? ['/1.0/s3/bucket/rest/list'] : []);
	}));

test('the test of a credential says the same', () =>
	holds('addresses', 150, addresses, async ({ entered, isRight }) => {
		requests.length = 0;
		const data = { host: hostIn(entered), token: 't' };
		const credential = { id: '1', name: 'Jelastic', type: 'jelasticApi', data };
		const { jelasticApiTest } = NODES.bucket.methods!.credentialTest!;
		const result = await jelasticApiTest.call(new CredentialTestContext(), credential);
		expect(result.status).toBe(isRight ? 'OK' : 'Error');
		if (!isRight) expect(result.message).toMatch(/^Platform Address is not an address\. /);
		expect(requests).toHaveLength(isRight ? 1 : 0);
	}));

test('whatever is entered, only a host is asked', () => {
	const hosts = fc.constantFrom(
		...['app.jelastic.com', 'https://app.jelastic.com', 'http://[::1]:8080'],
	);
	const entered = fc.oneof(values, joinedFrom(wholeTexts, hosts, wholeTexts));
	return holds('addresses', 600, entered, (value) => {
		const base = apiBase(value);
		if (base === undefined) return;
		expect(base).toMatch(/^https?:\/\/[^\s/?#@\\%\0]+\/1\.0$/);
		expect(new URL(base).href).toBe(base);
	});
});

/** A task for which the platform answers with an account of this endpoint, and with this link. */
function taskWith(endpoint: unknown, link: unknown): Task<HostGroupValues> {
	const keys = [{ accKey: 'AK', secretKey: 'SK' }];
	const answer: Record<string, object> = {
		's3.account.GetKeys': { result: 0, array: [{ hostGroup: 'hg', name: 'a', endpoint, keys }] },
		's3.bucket.GetPresignedURL': { result: 0, url: link },
	};
	const task = {
		...{ values: { hostGroup: 'hg' }, once: oncePerRun() },
		call: async (method: string) => answer[method],
	};
	return task as unknown as Task<HostGroupValues>;
}

test('an S3 endpoint is only a host, or the failure says that none was understood', () => {
	const endpoints = fc.oneof(
		values,
		fc.constantFrom(
			...['s3.example.com', 'http://s3.example.com:80/x', 'ftp://s3.example.com', 'https://'],
		),
		joinedFrom(fc.constantFrom('https://', 'http://', ''), wholeTexts),
	);
	return holds('addresses', 400, fc.tuple(endpoints, endpoints), async ([endpoint, link]) => {
		const { failure, access } = await openEndpoint(taskWith(endpoint, link), 'logs').then(
			(opened) => ({ failure: undefined, access: opened.access }),
			(error: unknown) => ({ failure: error, access: undefined }),
		);
		const answered = [endpoint, link].filter((value) => typeof value === 'string');
		if (!access) return mustBeReadable(errorText(failure), answered);
		const { origin, basePath } = access;
		expect(new URL(origin).origin).toBe(origin);
		expect(origin).toMatch(/^https?:\/\/[^\s/?#@\\\0]+$/);
		expect(new URL(origin).hostname).not.toBe('ftp');
		expect(new URL(origin + basePath).href.replace(/\/$/, '')).toBe(origin + basePath);
	});
});
