import { GetObjectCommand, PutObjectCommand, type S3 } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AWKWARD_KEY, BUCKET, clientOf, EU, failureOf, http, IN_BUCKET } from './support';
import { must as mustOf, onCeph, unlessOnCeph, useSandbox, withSandbox } from './support';

const object = { key: AWKWARD_KEY, body: 'hello', contentType: 'text/css' };
const { sandbox, client, must } = useSandbox('test', { objects: [object] });
const [Bucket, Key] = [BUCKET, AWKWARD_KEY];
const link = { ...IN_BUCKET, key: Key };

afterEach(() => jest.restoreAllMocks());

const linkOf = async (key = Key): Promise<string> =>
	(await must('s3.bucket.GetPresignedURL', { ...link, key })).url;

function later(ms: number): void {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now + ms);
}

/** The code in S3's XML. */
const codeOf = (xml: string) => /<Code>(\w+)<\/Code>/.exec(xml)?.[1];

async function refusalOf(url: string): Promise<[status: number, code?: string]> {
	const { status, data } = await http.get(url);
	return [status, codeOf(data)];
}

describe('presigned links', () => {
	it('serve bytes on the host group’s endpoint', async () => {
		const url = await linkOf();
		expect(url.startsWith(`${sandbox().endpoints[EU]}/${Bucket}/`)).toBe(true);
		expect(await http.get(url)).toMatchObject({
			...{ status: 200, data: 'hello' },
			headers: { 'content-type': 'text/css', 'content-length': '5' },
		});
		const part = await http.get(url, { headers: { range: 'bytes=1-2' } });
		expect(part).toMatchObject({ status: 206, data: 'el' });
	});

	it('expire, in real time', async () => {
		await withSandbox({ presignedExpirySeconds: 1 }, async (brief) => {
			await brief.createAccount(EU, 'one');
			await brief.fill(EU, Bucket, [object]);
			const { url } = await mustOf(brief, 's3.bucket.GetPresignedURL', link);
			await sleep(2500);
			expect(await refusalOf(url)).toEqual([403, 'AccessDenied']);
		});
	});

	unlessOnCeph('its clock cannot be changed')('expire', async () => {
		const url = await linkOf();
		later(3601 * 1000);
		expect(await refusalOf(url)).toEqual([403, 'AccessDenied']);
		expect((await http.get(url)).data).toContain('Request has expired');
	});

	it('are refused after their key was revoked', async () => {
		const url = await linkOf();
		const [{ keys }] = await sandbox().accounts();
		await must('s3.account.RevokeKey', { hostGroup: EU, accKey: keys[0].accKey });
		expect(await refusalOf(url)).toEqual([403, 'InvalidAccessKeyId']);
	});

	it('are refused after a change', async () => {
		const url = await linkOf();
		const changes = [
			url.replace(/Signature=./, (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0')),
			url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=3601'),
			url.replace('/a%20b', '/a%20c'),
			`${url}&x=y`,
		];
		for (const changed of changes) {
			expect(changed).not.toBe(url);
			expect(await refusalOf(changed)).toEqual([403, 'SignatureDoesNotMatch']);
		}
		expect((await http.delete(url)).status).toBe(403);
	});

	it('answer 404 for an object that does not exist', async () => {
		expect(await refusalOf(await linkOf('none'))).toEqual([404, 'NoSuchKey']);
	});

	it('of the AWS SDK read and write', async () => {
		const read = await getSignedUrl(client(), new GetObjectCommand({ Bucket, Key }));
		expect((await http.get(read)).data).toBe('hello');
		const expiresIn = 60;
		const write = await getSignedUrl(client(), new PutObjectCommand({ Bucket, Key }), {
			expiresIn,
		});
		const put = await http.put(write, 'changed', { headers: { 'content-type': 'text/plain' } });
		expect(put.status).toBe(200);
		expect((await http.get(read)).data).toBe('changed');
		if (onCeph) return; // Its clock cannot be changed.
		later(61_000);
		expect((await http.put(write, 'late')).status).toBe(403);
	});

	it('may set headers of the answer, which anonymous requests may not', async () => {
		const ResponseContentDisposition = 'attachment; filename="ü b.txt"';
		const ResponseContentType = 'text/html';
		const overrides = { ResponseContentDisposition, ResponseContentType };
		const command = new GetObjectCommand({ Bucket, Key, ...overrides });
		const url = await getSignedUrl(client(), command);
		expect((await http.get(url)).headers).toMatchObject({
			'content-type': ResponseContentType,
			'content-disposition': expect.stringMatching(/^attachment; filename=".* b.txt"$/),
		});
		if (onCeph) return; // The answer of 16.2 to this is no valid HTTP.
		const policy = JSON.stringify({
			Statement: {
				...{ Effect: 'Allow', Principal: '*', Action: 's3:*' },
				Resource: `arn:aws:s3:::${Bucket}/*`,
			},
		});
		await must('s3.bucket.SetPolicy', { ...IN_BUCKET, policy });
		const unsigned = `${url.split('?')[0]}?response-content-type=text/html`;
		expect(await refusalOf(unsigned)).toEqual([400, 'InvalidRequest']);
	});

	it.each(['X-Amz-Expires=3600', 'X-Amz-Algorithm=AWS4-HMAC-SHA256', '%2Fs3%2Faws4_request'])(
		'are refused with an invalid %s',
		async (text) => {
			const url = (await linkOf()).replace(text, text.replace(/[34]/g, 'x'));
			const [status, code] = await refusalOf(url);
			// Ceph has several other names for this.
			if (onCeph) expect([400, 403]).toContain(status);
			else expect(code).toBe('AuthorizationQueryParametersError');
		},
	);
});

describe('signed requests', () => {
	const getWith = (other: S3) => failureOf(other.getObject({ Bucket, Key }));

	it('are refused with a wrong secret, an unknown key, or a wrong clock', async () => {
		const [{ keys }] = await sandbox().accounts();
		const { accKey, secretKey } = keys[0];
		const wrong = await clientOf(sandbox(), { accKey, secretKey: `${secretKey}x` });
		const unknown = await clientOf(sandbox(), { accKey: 'x'.repeat(20), secretKey });
		expect(await getWith(wrong)).toBe('SignatureDoesNotMatch');
		expect(await getWith(unknown)).toBe('InvalidAccessKeyId');
		expect(await getWith(client())).toBe('none');
		client().config.systemClockOffset = 16 * 60 * 1000;
		expect(await getWith(client())).toBe('RequestTimeTooSkewed');
		wrong.destroy();
		unknown.destroy();
	});

	it('may name any region', async () => {
		for (const region of ['us-east-1', 'x', 'default']) {
			client().config.region = async () => region;
			expect(await getWith(client())).toBe('none');
		}
	});

	it('are refused when their body was changed', async () => {
		const command = new PutObjectCommand({ Bucket, Key: 'checked', Body: 'body' });
		const other = createHash('sha256').update('other').digest('hex');
		command.middlewareStack.add(
			(next) => (args) => {
				const { headers } = args.request as { headers: Record<string, string> };
				headers['x-amz-content-sha256'] = other;
				return next(args);
			},
			{ step: 'build', priority: 'low' },
		);
		expect(await failureOf(client().send(command))).toBe('XAmzContentSHA256Mismatch');
		expect(await sandbox().listKeys(EU, Bucket, 'checked')).toEqual([]);
	});

	it('are refused with a wrong checksum', async () => {
		const put = (params: object) =>
			failureOf(client().putObject({ Bucket, Key: 'sum', Body: 'body', ...params }));
		const ContentMD5 = createHash('md5').update('other').digest('base64');
		const ChecksumSHA256 = createHash('sha256').digest('base64');
		expect(await put({ ContentMD5 })).toBe('BadDigest');
		// Ceph 16.2 knows no checksum but Content-MD5.
		if (!onCeph) expect(await put({ ChecksumSHA256 })).toBe('BadDigest');
		expect(await put({})).toBe('none');
	});
});

describe('anonymous requests', () => {
	it('are refused unless a policy allows them', async () => {
		const endpoint = sandbox().endpoints[EU];
		// Ceph lists no buckets for them, where Amazon refuses.
		const root = onCeph ? [] : ['/'];
		const paths = [...root, `/${Bucket}?list-type=2`, `/${Bucket}/x`, `/${Bucket}/x?partNumber=1`];
		for (const path of paths) expect((await http.get(endpoint + path)).status).toBe(403);
		expect((await http.put(`${endpoint}/other`)).status).toBe(403);
		const policy = JSON.stringify({
			Statement: {
				...{
					Effect: 'Allow',
					Principal: { AWS: ['*'] },
					Action: ['s3:ListBucket', 's3:PutObject'],
				},
				Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/in/*`],
			},
		});
		await must('s3.bucket.SetPolicy', { ...IN_BUCKET, policy });
		const { data } = await http.get(`${endpoint}/${Bucket}?list-type=2`);
		expect(data).toContain('<KeyCount>1</KeyCount>');
		expect((await http.put(`${endpoint}/${Bucket}/in/box`, 'x')).status).toBe(200);
		expect((await http.put(`${endpoint}/${Bucket}/out`, 'x')).status).toBe(403);
	});

	it('are refused in XML for invalid paths and unknown methods', async () => {
		const address = `${sandbox().endpoints[EU]}/${Bucket}`;
		expect(await refusalOf(`${address}/%ff`)).toEqual([400, 'InvalidURI']);
		if (onCeph) return; // It has more of S3 than the sandbox's own endpoint.
		expect(await refusalOf(`${address}?acl`)).toEqual([501, 'NotImplemented']);
		expect(await refusalOf(address)).toEqual([501, 'NotImplemented']);
		expect((await http.patch(`${address}/x`)).status).toBe(405);
	});
});
