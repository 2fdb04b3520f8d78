import fc from 'fast-check';
import { presignedExpiry } from '../../../../nodes/shared/answers';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { isWhole } from '../meant';
import { itemOf } from '../operations';
import { mustBeReadable } from '../readable';
import { useStorage } from '../storage';
import { texts, values } from '../values';

// Presigned URLs, as a platform may answer them.

const { fates } = usePlatform();
const storage = useStorage();

const query = fc
	.array(
		fc.tuple(
			fc.constantFrom('X-Amz-Date', 'X-Amz-Expires', 'Expires', 'x-amz-date', 'expires', 'a'),
			fc.oneof(
				texts,
				fc.constantFrom(
					'20260131T235959Z',
					'99999999T999999Z',
					'00000101T000000Z',
					'3600',
					'-1',
					'1e99',
				),
				fc.double().map(String),
				fc.bigInt().map(String),
			),
		),
		{ maxLength: 4 },
	)
	.map((pairs) =>
		pairs
			.map(([name, value]) => `${name}=${encodeURIComponent(isWhole(value) ? value : '')}`)
			.join('&'),
	);

const links = fc.oneof(
	query.map((parameters) => `https://s3.example.com/logs/a?${parameters}`),
	fc
		.tuple(fc.constantFrom('https://', 'http://', 'HTTPS://', '', 'ftp://', 'file:///'), texts)
		.map((parts) => parts.join('')),
	texts,
);

test('when a link expires is a time, or is not said', async () => {
	await holds('links', 500, links, (url) => {
		const expiry = presignedExpiry(url);
		if (expiry !== undefined) expect(new Date(expiry).toISOString()).toBe(expiry);
	});
});

const named = saved({
	...{ resource: 'object', hostGroup: 'hg', bucketName: 'logs', key: '={{ $json.key }}' },
	binaryPropertyName: '={{ $json.field }}',
});

test(
	'Get Presigned URL gives a link as it came, or says that there is none',
	async () => {
		await holds(
			'links',
			15,
			batchesOf(fc.oneof<fc.Arbitrary<unknown>[]>(links, values)),
			async (given) => {
				const items = given.map(() => itemOf({ key: 'a' }));
				const urls = given.map((url) => JSON.parse(JSON.stringify([json(url)]))[0] as unknown);
				const parameters = { ...named, operation: 'getPresignedUrl' };
				const all = await fates(parameters, items, (index) => ({
					body: { result: 0, url: urls[index] },
				}));
				all.forEach(({ out, failure }, index) => {
					const url = urls[index];
					const isLink = typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url);
					if (isLink) expect(out[0].json.url).toBe(url);
					else mustBeReadable(failure);
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

/** What JSON can hold of a value. */
function json(value: unknown): unknown {
	try {
		return JSON.stringify(value) === undefined ? null : value;
	} catch {
		return null;
	}
}

test(
	'Download asks for the link alone, without the token, and names the file',
	async () => {
		const parameters = { ...named, operation: 'download' };
		const inputs = fc.record({
			key: texts.filter((key) => key !== '' && !/[\ud800-\udfff]/.test(key) && key.length < 200),
			field: fc.oneof(fc.constant('data'), fc.constantFrom('__proto__', 'constructor', 'ü', 'a.b')),
			link: fc.oneof(
				{ weight: 3, arbitrary: query.map((parameters) => `/logs/a?${parameters}`) },
				{ weight: 1, arbitrary: fc.constantFrom('https://', 'http://[', 'https://a b/c', '') },
			),
		});
		storage.answers({ body: 'contents', headers: { 'content-type': 'text/plain', etag: '"1"' } });
		await holds(
			'links',
			10,
			batchesOf(inputs, 25),
			async (entered) => {
				storage.requests.length = 0;
				const items = entered.map(({ key, field }) => itemOf({ key, field }));
				const all = await fates(parameters, items, (index) => {
					const { link } = entered[index];
					const url = link.startsWith('/') ? `${storage.url()}${link}` : link;
					return { body: { result: 0, url } };
				});
				all.forEach(({ out, failure }, index) => {
					const { link, key, field } = entered[index];
					const isSendable = !key.split('/').some((part) => part === '.' || part === '..');
					if (!isSendable || !link.startsWith('/')) return mustBeReadable(failure);
					expect(failure).toBeUndefined();
					expect(Object.keys(out[0].binary ?? {})).toEqual([field]);
					expect(out[0].json).toMatchObject({ key, size: 8 });
				});
				expect(JSON.stringify(storage.requests)).not.toContain('the-token');
				expect(storage.requests.every(({ method }) => method === 'GET')).toBe(true);
			},
			inBatch,
		);
	},
	TEST_MS,
);
