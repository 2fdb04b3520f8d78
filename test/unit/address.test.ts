import fc from 'fast-check';
import { apiBase } from '../../nodes/shared/api/address';

test.each([
	['app.jelastic.com', 'https://app.jelastic.com/1.0'],
	['https://app.jelastic.com', 'https://app.jelastic.com/1.0'],
	['https://app.jelastic.com/', 'https://app.jelastic.com/1.0'],
	['https://app.jelastic.com.', 'https://app.jelastic.com/1.0'],
	['https://app.jelastic.com./', 'https://app.jelastic.com/1.0'],
	['https://app.jelastic.com/1.0', 'https://app.jelastic.com/1.0'],
	['https://app.jelastic.com/1.0/', 'https://app.jelastic.com/1.0'],
	['app.jelastic.com/1.0/', 'https://app.jelastic.com/1.0'],
	['  app.my.reclaim.cloud \n', 'https://app.my.reclaim.cloud/1.0'],
	['jca.xapp.cloudmydc.com', 'https://jca.xapp.cloudmydc.com/1.0'],
	['APP.Jelastic.COM', 'https://app.jelastic.com/1.0'],
	['HTTPS://app.jelastic.com', 'https://app.jelastic.com/1.0'],
	['http://127.0.0.1:8080', 'http://127.0.0.1:8080/1.0'],
	['localhost:8080', 'https://localhost:8080/1.0'],
	['https://app.jelastic.com:443', 'https://app.jelastic.com/1.0'],
	['http://[::1]:8080/1.0/', 'http://[::1]:8080/1.0'],
	['app.bücher.example', 'https://app.xn--bcher-kva.example/1.0'],
])('%j is %s', (entered, base) => {
	expect(apiBase(entered)).toBe(base);
});

test.each([
	...[
		'',
		' ',
		'.',
		'/',
		'https://',
		'https:///',
		'//app.jelastic.com',
		'https:///app.jelastic.com',
		'two words',
	],
	...['ftp://app.jelastic.com', 'javascript://app.jelastic.com', 'file:///etc/passwd'],
	...['https://app.jelastic.com/env', 'https://app.jelastic.com/1.0/s3', 'app.jelastic.com/2.0'],
	...['https://app.jelastic.com?x=1', 'https://app.jelastic.com/#x', 'https://app..jelastic.com'],
	...['https://user@app.jelastic.com', 'https://user:password@app.jelastic.com', 'me@example.com'],
	...['https://app.jelastic.com\\evil', 'https://app.jelastic.com:port', 'app.jelastic.com:99999'],
	...['https://app.jelastic.com..', '.app.jelastic.com', 'https://app.jela stic.com'],
])('%j is no address', (entered) => {
	expect(apiBase(entered)).toBeUndefined();
});

test.each([undefined, null, 5, true, {}, ['app.jelastic.com']])('%j is no text', (entered) => {
	expect(apiBase(entered)).toBeUndefined();
});

const label = fc.stringMatching(/^[a-z]([a-z\d-]{0,8}[a-z\d])?$/);
const hosts = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));

test('however a host is pasted, its base is the same', () => {
	const schemes = fc.constantFrom('', 'https://', 'HTTPS://');
	const ends = fc.constantFrom('', '/', '.', './', '/1.0', '/1.0/', './1.0/');
	const blanks = fc.constantFrom('', ' ', '\t', '\n');
	fc.assert(
		fc.property(hosts, schemes, ends, blanks, (host, scheme, end, blank) => {
			expect(apiBase(`${blank}${scheme}${host}${end}${blank}`)).toBe(`https://${host}/1.0`);
		}),
	);
});

test('whatever is pasted, what comes out is an address without secrets, query or another path', () => {
	const pasted = fc.oneof(
		fc.string(),
		fc.tuple(hosts, fc.string()).map((parts) => parts.join('')),
		fc.webUrl({ withQueryParameters: true, withFragments: true }),
	);
	fc.assert(
		fc.property(pasted, (text) => {
			const base = apiBase(text);
			if (base === undefined) return;
			const { protocol, pathname, search, hash, username, password } = new URL(base);
			expect(protocol).toMatch(/^https?:$/);
			expect({ pathname, search, hash, username, password }).toEqual({
				...{ pathname: '/1.0', search: '', hash: '', username: '', password: '' },
			});
			expect(apiBase(base)).toBe(base);
		}),
		{ numRuns: 300 },
	);
});
