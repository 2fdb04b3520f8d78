import fc from 'fast-check';
import { presignedExpiry } from '../../../../nodes/shared/answers';
import { itemOf, onObjects, TOKEN, usePlatform, useStorage } from '../batch';
import { holds } from '../holds';
import { isWhole, nameMeant, textMeant } from '../meant';
import { mustBeReadable } from '../readable';
import { joinedFrom, texts, values } from '../values';

// Presigned URLs, as a platform may answer them.

const { eachItem } = usePlatform('links');
const storage = useStorage();

const NAMES = ['X-Amz-Date', 'X-Amz-Expires', 'Expires', 'x-amz-date', 'expires', 'a'];
const TIMES = ['20260131T235959Z', '99999999T999999Z', '00000101T000000Z', '3600', '-1', '1e99'];

const query = fc
	.array(
		fc.tuple(
			fc.constantFrom(...NAMES),
			fc.oneof(texts, fc.constantFrom(...TIMES), fc.double().map(String), fc.bigInt().map(String)),
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
	joinedFrom(fc.constantFrom('https://', 'http://', 'HTTPS://', '', 'ftp://', 'file:///'), texts),
	texts,
);

test('the time at which a link expires is a time, or is not given', () =>
	holds('links', 500, links, (url) => {
		const expiry = presignedExpiry(url);
		if (expiry === undefined) return;
		expect(new Date(expiry).toISOString().replace('.000Z', 'Z')).toBe(expiry);
	}));

/** What JSON can hold of a value. */
function json(value: unknown): unknown {
	try {
		return JSON.parse(JSON.stringify([value ?? null]))[0] as unknown;
	} catch {
		return null;
	}
}

test('Get Presigned URL returns a link as it was answered, or says that there is none', () =>
	eachItem({
		...{ runs: 15, parameters: onObjects('getPresignedUrl', { key: 'a' }) },
		inputs: fc.oneof<Array<fc.Arbitrary<unknown>>>(links, values).map(json),
		item: () => itemOf({}),
		answer: (url) => ({ body: { result: 0, url } }),
		judge({ out, failure }, url) {
			const isLink = typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url);
			if (isLink) expect(out[0].json.url).toBe(url);
			else mustBeReadable(failure);
		},
	}));

/** The name that a browser saves a file under, by the link's Content-Disposition (RFC 6266). */
function savedAs(url: string): string | undefined {
	const disposition = new URL(url).searchParams.get('response-content-disposition') ?? '';
	expect(disposition).toMatch(/^[\x20-\x7e]+$/);
	const whole = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1];
	return whole ? decodeURIComponent(whole) : /filename="([^"]*)"$/.exec(disposition)?.[1];
}

test('a link that is signed here names the file as it was entered, or is refused', () =>
	eachItem({
		...{ runs: 15, inputs: values, answer: storage.keysAnswer },
		parameters: onObjects('getPresignedUrl', {
			...{ key: 'a', options: { for: 'download', fileName: '={{ $json.value }}' } },
		}),
		judge({ out, failure }, entered) {
			const meant = textMeant(entered);
			if (!nameMeant(entered)) {
				expect(failure).toMatch(/^File Name /);
				return mustBeReadable(failure);
			}
			expect(failure).toBeUndefined();
			const url = String(out[0].json.url);
			expect(savedAs(url)).toBe(meant);
			expect(new URL(url).origin).toBe(storage.url());
			expect(out[0].json.method).toBe('GET');
		},
	}));

test('Download requests the link alone, without the token, and names the file', () => {
	storage.answers({ body: 'contents', headers: { 'content-type': 'text/plain', etag: '"1"' } });
	return eachItem({
		...{ runs: 10, most: 25 },
		inputs: fc.record({
			key: texts.filter((key) => key !== '' && !/[\ud800-\udfff]/.test(key) && key.length < 200),
			field: fc.oneof(fc.constant('data'), fc.constantFrom('__proto__', 'constructor', 'ü', 'a.b')),
			link: fc.oneof(
				{ weight: 3, arbitrary: query.map((parameters) => `/logs/a?${parameters}`) },
				{ weight: 1, arbitrary: fc.constantFrom('https://', 'http://[', 'https://a b/c', '') },
			),
		}),
		item: itemOf,
		parameters: onObjects('download', {
			...{ key: '={{ $json.key }}', binaryPropertyName: '={{ $json.field }}' },
		}),
		before: () => (storage.requests.length = 0),
		answer: ({ link }) => ({
			body: { result: 0, url: link.startsWith('/') ? `${storage.url()}${link}` : link },
		}),
		judge({ out, failure }, { link, key, field }) {
			const isSendable = !key.split('/').some((part) => part === '.' || part === '..');
			if (!isSendable || !link.startsWith('/')) return mustBeReadable(failure);
			expect(failure).toBeUndefined();
			expect(Object.keys(out[0].binary ?? {})).toEqual([field]);
			expect(out[0].json).toMatchObject({ key, size: 8 });
		},
		after() {
			expect(JSON.stringify(storage.requests)).not.toContain(TOKEN);
			expect(storage.requests.every(({ method }) => method === 'GET')).toBe(true);
		},
	});
});
