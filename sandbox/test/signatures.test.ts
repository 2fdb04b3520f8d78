import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash } from 'node:crypto';
import { startSandbox, type Sandbox } from '../platform';
import { clientOf, failureOf, http, must, onCeph, unlessOnCeph } from './support';

let sandbox: Sandbox;
let client: S3Client;
const hostGroup = 's3-eu1.example';
const Bucket = 'bucket';
const Key = 'a b+c&d=e#f/ü?,.txt';
const AFTER_AN_HOUR = 3601 * 1000;

beforeEach(async () => {
	sandbox = await startSandbox();
	await sandbox.createAccount(hostGroup, 'one');
	await sandbox.fill(hostGroup, Bucket, [{ key: Key, body: 'hello', contentType: 'text/css' }]);
	client = await clientOf(sandbox);
});
afterEach(async () => {
	jest.restoreAllMocks();
	client.destroy();
	await sandbox.stop();
});

async function linkOf(key = Key): Promise<string> {
	const params = { hostGroup, bucketName: Bucket, key };
	return (await must(sandbox, 's3.bucket.GetPresignedURL', params)).url;
}

function later(ms: number): void {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now + ms);
}

/** The code in S3's XML. */
function codeOf(xml: string): string | undefined {
	return /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
}

const inItsTime = unlessOnCeph('its clock cannot be put forward');

describe('presigned links', () => {
	it('serve bytes on the host group’s endpoint', async () => {
		const url = await linkOf();
		expect(url.startsWith(`${sandbox.endpoints[hostGroup]}/${Bucket}/`)).toBe(true);
		const { status, data, headers } = await http.get(url);
		expect([status, data]).toEqual([200, 'hello']);
		expect(headers).toMatchObject({ 'content-type': 'text/css', 'content-length': '5' });
		const part = await http.get(url, { headers: { range: 'bytes=1-2' } });
		expect([part.status, part.data]).toEqual([206, 'el']);
	});

	it('expire, in real time', async () => {
		const brief = await startSandbox({ presignedExpirySeconds: 1 });
		try {
			await brief.createAccount(hostGroup, 'one');
			await brief.fill(hostGroup, Bucket, [{ key: Key, body: 'hello' }]);
			const params = { hostGroup, bucketName: Bucket, key: Key };
			const { url } = await must(brief, 's3.bucket.GetPresignedURL', params);
			await new Promise((resolve) => setTimeout(resolve, 2500));
			const { status, data } = await http.get(url);
			expect([status, codeOf(data)]).toEqual([403, 'AccessDenied']);
		} finally {
			await brief.stop();
		}
	});

	inItsTime('expire', async () => {
		const url = await linkOf();
		later(AFTER_AN_HOUR);
		const { status, data } = await http.get(url);
		expect([status, codeOf(data)]).toEqual([403, 'AccessDenied']);
		expect(data).toContain('Request has expired');
	});

	it('die with their key', async () => {
		const url = await linkOf();
		const [account] = await sandbox.accounts();
		const params = { hostGroup, accKey: account.keys[0].accKey };
		await must(sandbox, 's3.account.RevokeKey', params);
		const { status, data } = await http.get(url);
		expect([status, codeOf(data)]).toEqual([403, 'InvalidAccessKeyId']);
	});

	it('are good for what they were signed for only', async () => {
		const url = await linkOf();
		const changes = [
			url.replace(/Signature=./, (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0')),
			url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=3601'),
			url.replace('/a%20b', '/a%20c'),
			`${url}&x=y`,
		];
		for (const changed of changes) {
			expect(changed).not.toBe(url);
			const { status, data } = await http.get(changed);
			expect([status, codeOf(data)]).toEqual([403, 'SignatureDoesNotMatch']);
		}
		expect((await http.delete(url)).status).toBe(403);
	});

	it('lead nowhere when the object is not there', async () => {
		const { status, data } = await http.get(await linkOf('none'));
		expect([status, codeOf(data)]).toEqual([404, 'NoSuchKey']);
	});

	it('are made by the AWS SDK too, for reading and for writing', async () => {
		const read = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }));
		expect((await http.get(read)).data).toBe('hello');
		const write = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), {
			expiresIn: 60,
		});
		const put = await http.put(write, 'changed', { headers: { 'content-type': 'text/plain' } });
		expect(put.status).toBe(200);
		expect((await http.get(read)).data).toBe('changed');
		if (onCeph) return; // Its clock cannot be put forward.
		later(61_000);
		expect((await http.put(write, 'late')).status).toBe(403);
	});

	it.each(['X-Amz-Expires=3600', 'X-Amz-Algorithm=AWS4-HMAC-SHA256', '%2Fs3%2Faws4_request'])(
		'are refused when %s is not right',
		async (text) => {
			const url = (await linkOf()).replace(text, text.replace(/[34]/g, 'x'));
			const { status, data } = await http.get(url);
			// Ceph has several other names for this.
			if (onCeph) expect([400, 403]).toContain(status);
			else expect(codeOf(data)).toBe('AuthorizationQueryParametersError');
		},
	);
});

describe('signed requests', () => {
	const get = () => client.send(new GetObjectCommand({ Bucket, Key }));

	it('are refused with a wrong secret, an unknown key, or a clock that is off', async () => {
		const [{ keys }] = await sandbox.accounts();
		const { accKey, secretKey } = keys[0];
		const wrong = await clientOf(sandbox, hostGroup, { accKey, secretKey: `${secretKey}x` });
		const unknown = await clientOf(sandbox, hostGroup, { accKey: 'x'.repeat(20), secretKey });
		const getWith = (other: S3Client) => other.send(new GetObjectCommand({ Bucket, Key }));
		expect(await failureOf(getWith(wrong))).toBe('SignatureDoesNotMatch');
		expect(await failureOf(getWith(unknown))).toBe('InvalidAccessKeyId');
		expect(await failureOf(get())).toBe('none');
		client.config.systemClockOffset = 16 * 60 * 1000;
		expect(await failureOf(get())).toBe('RequestTimeTooSkewed');
		wrong.destroy();
		unknown.destroy();
	});

	it('may name any region', async () => {
		for (const region of ['us-east-1', 'x', 'default']) {
			client.config.region = async () => region;
			expect(await failureOf(get())).toBe('none');
		}
	});

	it('are refused when their body is another than was signed', async () => {
		const command = new PutObjectCommand({ Bucket, Key: 'checked', Body: 'body' });
		const other = createHash('sha256').update('other').digest('hex');
		command.middlewareStack.add(
			(next) => (args) => {
				(args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] =
					other;
				return next(args);
			},
			{ step: 'build', priority: 'low' },
		);
		expect(await failureOf(client.send(command))).toBe('XAmzContentSHA256Mismatch');
		expect(await sandbox.listKeys(hostGroup, Bucket, 'checked')).toEqual([]);
	});

	it('are refused when their checksum is another', async () => {
		const put = (params: object) =>
			failureOf(client.send(new PutObjectCommand({ Bucket, Key: 'sum', Body: 'body', ...params })));
		expect(await put({ ContentMD5: createHash('md5').update('other').digest('base64') })).toBe(
			'BadDigest',
		);
		const ofNothing = { ChecksumSHA256: createHash('sha256').digest('base64') };
		// Ceph 16.2 knows no other checksum than Content-MD5.
		if (!onCeph) expect(await put(ofNothing)).toBe('BadDigest');
		expect(await put({})).toBe('none');
	});
});

describe('anonymous requests', () => {
	it('are refused unless a policy allows them', async () => {
		const endpoint = sandbox.endpoints[hostGroup];
		// To nobody Ceph lists no buckets, where Amazon refuses.
		const root = onCeph ? [] : ['/'];
		const paths = [...root, `/${Bucket}?list-type=2`, `/${Bucket}/x`, `/${Bucket}/x?partNumber=1`];
		for (const path of paths) expect((await http.get(endpoint + path)).status).toBe(403);
		expect((await http.put(`${endpoint}/other`)).status).toBe(403);
		const policy = JSON.stringify({
			Statement: {
				Effect: 'Allow',
				Principal: { AWS: ['*'] },
				Action: ['s3:ListBucket', 's3:PutObject'],
				Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/in/*`],
			},
		});
		await must(sandbox, 's3.bucket.SetPolicy', { hostGroup, bucketName: Bucket, policy });
		const { data } = await http.get(`${endpoint}/${Bucket}?list-type=2`);
		expect(data).toContain('<KeyCount>1</KeyCount>');
		expect((await http.put(`${endpoint}/${Bucket}/in/box`, 'x')).status).toBe(200);
		expect((await http.put(`${endpoint}/${Bucket}/out`, 'x')).status).toBe(403);
	});

	it('to paths that are no URL, and methods that S3 has not, are refused in XML', async () => {
		const endpoint = sandbox.endpoints[hostGroup];
		expect(codeOf((await http.get(`${endpoint}/${Bucket}/%ff`)).data)).toBe('InvalidURI');
		if (onCeph) return; // It has more of S3 than the sandbox's own endpoint.
		expect(codeOf((await http.get(`${endpoint}/${Bucket}?acl`)).data)).toBe('NotImplemented');
		expect(codeOf((await http.get(`${endpoint}/${Bucket}`)).data)).toBe('NotImplemented');
		expect((await http.patch(`${endpoint}/${Bucket}/x`)).status).toBe(405);
	});
});
