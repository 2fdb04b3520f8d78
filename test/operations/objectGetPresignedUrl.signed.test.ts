import '../support/quickRetries';
import { Sha256 } from '@aws-crypto/sha256-js';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { formatQuery } from '../../sandbox/platform/signer';
import { hintsOf, useBulk } from '../support/bulk';
import { PAIR, useEndpoint } from '../support/endpoint';
import { AWKWARD_KEY } from '../support/world';

// Links that are signed here: used over HTTP, and held against those of the AWS SDK.

const { sandbox, hostGroup, bucketOf, objectIn, operate, requestsOf, expectRefused } = useBulk();
const endpoint = useEndpoint();

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([{ key: AWKWARD_KEY, body: 'contents' }]);
});

const getLink = async (options: IDataObject, key = AWKWARD_KEY) =>
	await operate('getPresignedUrl', { bucketName, key, options });

const linkOf = async (options: IDataObject, key?: string) => {
	const { json, error } = await getLink(options, key);
	expect(error).toBeUndefined();
	return String(json[0].url);
};

/** The same link as the AWS SDK's presigner makes it, at the same time. */
async function reference(
	link: string,
	method: string,
	pair: typeof PAIR,
	headers: Record<string, string> = {},
): Promise<string> {
	const { host, pathname, searchParams } = new URL(link);
	const [, date = ''] = /X-Amz-Date=(\w+)/.exec(link) ?? [];
	const presigner = new S3RequestPresigner({
		...{ region: 'us-east-1', sha256: Sha256 },
		credentials: { accessKeyId: pair.accKey, secretAccessKey: pair.secretKey },
	});
	const own = [...searchParams].filter(([name]) => !name.startsWith('X-Amz-'));
	// The SDK names the hash of the body in the link, too, which no storage needs.
	const payloadHash = new Set(['x-amz-content-sha256']);
	const request = {
		...{ method, protocol: 'http:', hostname: host, path: pathname },
		...{ query: Object.fromEntries(own), headers: { ...headers, host } },
	};
	const signed = await presigner.presign(request as never, {
		expiresIn: Number(searchParams.get('X-Amz-Expires')),
		signingDate: new Date(date.replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5')),
		signableHeaders: new Set(Object.keys(headers)),
		unsignableHeaders: new Set(payloadHash),
		unhoistableHeaders: new Set(payloadHash),
	});
	const query = Object.entries(signed.query ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
	return `http://${host}${pathname}?${formatQuery(Object.fromEntries(query))}`;
}

test('without options the platform makes the link', async () => {
	const { json, error } = await getLink({});
	expect(error).toBeUndefined();
	const [{ url, expiresAt }] = json;
	expect(json).toEqual([
		{ key: AWKWARD_KEY, url, expiresAt, method: 'GET', bucketName, hostGroup: hostGroup() },
	]);
	expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual([
		's3.bucket.GetPresignedURL',
	]);
});

const SIGNED: Array<[IDataObject, method: string, seconds: number]> = [
	[{ for: 'download' }, 'GET', 3600],
	[{ validFor: '1 second' }, 'GET', 1],
	[{ validFor: '7 days' }, 'GET', 604_800],
	[{ validFor: '1.5 minutes' }, 'GET', 90],
	[{ fileName: 'a report.pdf' }, 'GET', 3600],
	[{ fileName: 'Übersicht "1".pdf', validFor: '2h' }, 'GET', 7200],
	[{ for: 'upload' }, 'PUT', 3600],
	[{ for: 'upload', contentType: 'text/csv; charset=utf-8', validFor: '10 min' }, 'PUT', 600],
];

test.each(SIGNED)('%j is signed as by the AWS SDK', async (options, method, seconds) => {
	const before = Math.floor(Date.now() / 1000) * 1000;
	const { json, error } = await getLink(options);
	expect(error).toBeUndefined();
	const [{ url, expiresAt }] = json;
	expect(json).toEqual([
		{ key: AWKWARD_KEY, url, expiresAt, method, bucketName, hostGroup: hostGroup() },
	]);
	const left = Date.parse(String(expiresAt)) - before;
	expect(left).toBeGreaterThanOrEqual(seconds * 1000);
	expect(left).toBeLessThan((seconds + 30) * 1000);
	const [{ accKey, secretKey }] = (await sandbox().accounts())[0].keys;
	const { contentType } = options;
	const headers = new Headers(contentType ? { 'content-type': String(contentType) } : {});
	const expected = await reference(
		String(url),
		method,
		{ accKey, secretKey },
		Object.fromEntries(headers),
	);
	expect(url).toBe(expected);
	expect(JSON.stringify(json)).not.toContain(secretKey);
	expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual(['s3.account.GetKeys']);
});

test('a thousand links take one request', async () => {
	const keys = Array.from({ length: 1000 }, (_, number) => `k${number}`);
	const items = keys.map((key) => ({ json: { key } }));
	const fields = { bucketName, key: '={{ $json.key }}', options: { validFor: '1 hour' } };
	const { json } = await operate('getPresignedUrl', fields, { items });
	expect(json.map(({ key }) => key)).toEqual(keys);
	expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual(['s3.account.GetKeys']);
});

test.each([
	['a report.pdf', 'attachment; filename="a report.pdf"'],
	['"q".pdf', `attachment; filename="_q_.pdf"; filename*=UTF-8''%22q%22.pdf`],
	['Grüße.txt', `attachment; filename="Gr__e.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt`],
])('a download with the file name %s', async (fileName, disposition) => {
	const answer = await fetch(await linkOf({ fileName }));
	expect(await answer.text()).toBe('contents');
	expect(answer.headers.get('content-disposition')).toBe(disposition);
});

test.each([
	[{ for: 'upload' }, 'text/x-any'],
	[{ for: 'upload', contentType: 'text/csv' }, 'text/csv'],
])('an upload with %j', async (options, type) => {
	const link = await linkOf(options, 'new key/ü');
	const headers = { 'content-type': type };
	const { status } = await fetch(link, { method: 'PUT', body: 'sent', headers });
	expect(status).toBe(200);
	const { bytes, contentType } = await objectIn(bucketName, 'new key/ü');
	expect([bytes.toString(), contentType]).toEqual(['sent', type]);
});

test('an upload of another content type is refused', async () => {
	const { json, ...result } = await getLink({ for: 'upload', contentType: 'text/csv' }, 'new');
	expect(hintsOf({ json, ...result }).map(({ message }) => message)).toEqual([
		'Uploads need the header Content-Type: text/csv',
	]);
	const headers = { 'content-type': 'text/html' };
	const put = { method: 'PUT', body: 'sent', headers };
	expect((await fetch(String(json[0].url), put)).status).toBe(403);
	await expect(objectIn(bucketName, 'new')).rejects.toThrow();
});

test('a link is good for its method, and until it expires', async () => {
	const link = await linkOf({ validFor: '1 second' });
	expect((await fetch(link, { method: 'DELETE' })).status).toBe(403);
	await sleep(2100);
	expect((await fetch(link)).status).toBe(403);
});

test.each(['0 seconds', '8 days', '1 month', '3600', '', 'soon', '={{ {} }}'])(
	'Valid For: %j is refused',
	async (validFor) => {
		const result = await getLink({ validFor });
		expectRefused(result, 'Valid For is not a duration of 1 second to 7 days', '15 minutes');
	},
);

test.each([
	['={{ $now.diff($now.minus({ hours: 2 })) }}', 7200],
	['={{ $now.plus({ days: 1 }).diff($now, ["days", "hours"]) }}', 86_400],
])('Valid For: %j', async (validFor, seconds) => {
	expect(await linkOf({ validFor })).toContain(`X-Amz-Expires=${seconds}&`);
});

test.each<[IDataObject, string]>([
	[{ fileName: 'a', for: 'upload' }, '"File Name" is for another kind of link'],
	[{ contentType: 'text/csv' }, '"Content Type" is for another kind of link'],
	[
		{ contentType: 'text/ü', for: 'upload' },
		'Content Type has a character that no header can hold',
	],
	[{ for: 'delete' }, 'For has an unknown value'],
])('%j is refused', async (options, message) => {
	expectRefused(await getLink(options), message);
});

test('a key that a URL cannot name is refused', async () => {
	expectRefused(
		await getLink({ for: 'upload' }, 'a/../b'),
		'Object Key has a part that is "." or ".."',
	);
});

test('a token that may not read the keys is told what it lacks', async () => {
	const credential = { host: sandbox().url, token: sandbox().tokens.buckets };
	const fields = { bucketName, key: 'k', options: { for: 'upload' } };
	const { error } = await operate('getPresignedUrl', fields, { credential });
	expect(error?.message).toMatch('s3.account.GetKeys');
	expect(requestsOf('s3.bucket.GetPresignedURL')).toEqual([]);
});

test.each([
	['below a path', 'http://s3.example.com/s3/b1'],
	['with the bucket in the host', 'http://b1.s3.example.com:8080'],
])('an endpoint %s, found by a link of the platform', async (_, bucketUrl) => {
	endpoint.haveAccounts(() => [endpoint.account({ endpoint: undefined })]);
	endpoint.linkTo(`${bucketUrl}/endpoint?X-Amz-Signature=1`);
	const fields = { key: 'a.txt', options: { validFor: '1 hour' } };
	const { json } = await endpoint.operate('getPresignedUrl', fields);
	const url = String(json[0].url);
	expect(url.split('?')[0]).toBe(`${bucketUrl}/a.txt`);
	expect(url).toBe(await reference(url, 'GET', PAIR));
});
