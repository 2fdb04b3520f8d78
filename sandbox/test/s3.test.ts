import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { GetObjectCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { BUCKET, clientOf, EU, failureOf, onCeph, OTHER_UID } from './support';
import { unlessOnCeph, useSandbox } from './support';

const { sandbox, client } = useSandbox('file', { objects: [] });
const Bucket = BUCKET;

const put = (Key: string, Body: PutObjectCommandInput['Body'], more: object = {}) =>
	client().putObject({ Bucket, Key, Body, ...more });
const head = (Key: string, more: object = {}) => client().headObject({ Bucket, Key, ...more });
const remove = (Key: string) => client().deleteObject({ Bucket, Key });

async function read(Key: string, more: Partial<GetObjectCommandInput> = {}): Promise<Buffer> {
	const { Body } = await client().getObject({ Bucket, Key, ...more });
	return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const textOf = async (Key: string, Range?: string) => (await read(Key, { Range })).toString();

describe('objects', () => {
	it.each([
		'plain.txt',
		'a b+c&d=e#f/ü?,.txt',
		'../up/./here/..',
		'/leading//double/',
		"it's (100%) *fine* !~$@:;[]{}|^`\\<>",
		'京都/写真 📷.png',
		'%2F%20+%zz',
		'a\tb\u0001c',
	])('with the key %j are stored unchanged', async (Key) => {
		const body = `body of ${Key}`;
		const ContentType = 'text/x; charset=odd';
		const { ETag } = await put(Key, body, { ContentType });
		const ContentLength = Buffer.byteLength(body);
		expect(await head(Key)).toMatchObject({ ContentType, ContentLength, ETag });
		expect(await textOf(Key)).toBe(body);
		expect(await sandbox().listKeys(EU, Bucket, Key)).toEqual([Key]);
		await remove(Key);
		expect(await failureOf(textOf(Key))).toBe('NoSuchKey');
	});

	it.each([
		['bytes=2-4', '234'],
		['bytes=7-', '789'],
		['bytes=-2', '89'],
		['bytes=5-99', '56789'],
	])('are read in part: %s', async (range, expected) => {
		await put('digits', '0123456789');
		expect(await textOf('digits', range)).toBe(expected);
		expect(await failureOf(textOf('digits', 'bytes=10-'))).toBe('InvalidRange');
	});

	it.each([0, 1, 64 * 1024, 64 * 1024 + 1, 300_000])('may have %i bytes', async (size) => {
		const body = randomBytes(size);
		const { ETag } = await put('sized', body);
		expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
		expect((await head('sized')).ContentLength).toBe(size);
		expect(body.equals(await read('sized'))).toBe(true);
	});

	unlessOnCeph('16.2 does not support checksums after a stream')(
		'may be streams, in chunks with a trailing checksum',
		async () => {
			const body = randomBytes(200_000);
			const pieces = [body.subarray(0, 70_000), body.subarray(70_000)];
			sandbox().requests.length = 0;
			await put('streamed', Readable.from(pieces), { ContentLength: body.length });
			const payload = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
			expect(sandbox().requests[0].headers).toMatchObject({ 'x-amz-content-sha256': payload });
			expect(body.equals(await read('streamed'))).toBe(true);
		},
	);

	it('with only a size have as many bytes, the same each time, whole or in part', async () => {
		await sandbox().fill(EU, Bucket, [{ key: 'generated', size: 200_001 }]);
		const whole = await read('generated');
		expect(whole).toHaveLength(200_001);
		expect(whole.equals(await read('generated'))).toBe(true);
		const part = await read('generated', { Range: 'bytes=65500-131100' });
		expect(part.equals(whole.subarray(65_500, 131_101))).toBe(true);
	});

	const described = {
		Metadata: { color: 'red', 'two-words': 'a b' },
		...{ CacheControl: 'no-store', ContentDisposition: 'attachment; filename="x.txt"' },
		ContentLanguage: 'de',
	};

	it('keep metadata and headers', async () => {
		await put('described', 'x', described);
		expect(await head('described')).toMatchObject(described);
		expect(await client().getObject({ Bucket, Key: 'described' })).toMatchObject(described);
	});

	it('are copied, with their metadata or with other', async () => {
		const Key = 'source/ä+b c?.txt';
		await put(Key, 'x', { ContentType: 'text/css', ...described });
		const copied = { Bucket, CopySource: `/${Bucket}/${encodeURIComponent(Key)}` };
		await client().copyObject({ ...copied, Key: 'target' });
		expect(await head('target')).toMatchObject({ ContentType: 'text/css', ...described });
		const replaced = { ContentType: 'text/html', Metadata: { color: 'blue' } };
		const REPLACE = { MetadataDirective: 'REPLACE' as const, ...replaced };
		await client().copyObject({ ...copied, Key: 'target', ...REPLACE });
		expect(await head('target')).toMatchObject(replaced);
		expect(await textOf('target')).toBe('x');
		expect(await failureOf(client().copyObject({ ...copied, Key }))).toBe('InvalidRequest');
		await client().copyObject({ ...copied, Key, ...REPLACE });
		expect(await head(Key)).toMatchObject(replaced);
		if (onCeph) return; // 16.2 ignores this condition.
		const unmet = { CopySourceIfNoneMatch: (await head(Key)).ETag };
		const answer = failureOf(client().copyObject({ ...copied, Key: 'unmet', ...unmet }));
		expect(await answer).toBe('PreconditionFailed');
	});

	const HOUR = 60 * 60 * 1000;
	const [PAST, FUTURE] = [new Date(Date.now() - HOUR), new Date(Date.now() + HOUR)];
	it.each<[string, (ETag?: string) => Partial<GetObjectCommandInput>, number | undefined]>([
		['If-Match of its tag', (IfMatch) => ({ IfMatch }), undefined],
		['If-Match of another tag', () => ({ IfMatch: '"other"' }), 412],
		['If-None-Match of its tag', (IfNoneMatch) => ({ IfNoneMatch }), 304],
		['If-None-Match of another tag', () => ({ IfNoneMatch: '"other"' }), undefined],
		['If-Modified-Since a time before', () => ({ IfModifiedSince: PAST }), undefined],
		['If-Modified-Since a time after', () => ({ IfModifiedSince: new Date() }), 304],
		['If-Unmodified-Since a time before', () => ({ IfUnmodifiedSince: PAST }), 412],
		['If-Unmodified-Since a time after', () => ({ IfUnmodifiedSince: FUTURE }), undefined],
	])('are read and described with %s', async (_, conditionOf, status) => {
		const { ETag } = await put('conditional', 'x');
		const statusOf = async (work: Promise<unknown>) =>
			await work.then(
				() => undefined,
				(cause) => cause.$metadata.httpStatusCode,
			);
		const condition = conditionOf(ETag);
		expect(await statusOf(read('conditional', condition))).toBe(status);
		expect(await statusOf(head('conditional', condition))).toBe(status);
	});

	unlessOnCeph('16.2 ignores conditions of writing')('are written with conditions', async () => {
		const write = async (Key: string, condition: object) =>
			await failureOf(put(Key, 'x', condition));
		expect(await write('new', { IfMatch: '"none"' })).toBe('NoSuchKey');
		expect(await write('new', { IfNoneMatch: '*' })).toBe('none');
		expect(await write('new', { IfNoneMatch: '*' })).toBe('PreconditionFailed');
		expect(await write('new', { IfMatch: '"other"' })).toBe('PreconditionFailed');
		expect(await write('new', { IfMatch: (await head('new')).ETag })).toBe('none');
	});

	it('are listed, by pages', async () => {
		const objects = Array.from({ length: 25 }, (_, n) => ({ key: `&<k>${n}` }));
		await sandbox().fill(EU, 'pages', objects);
		const found: string[] = [];
		let ContinuationToken: string | undefined;
		do {
			const page = await client().listObjectsV2({
				Bucket: 'pages',
				MaxKeys: 10,
				ContinuationToken,
			});
			found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
			ContinuationToken = page.NextContinuationToken;
			expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
		} while (ContinuationToken);
		expect(found).toEqual(await sandbox().listKeys(EU, 'pages'));
		const grouped = await client().listObjectsV2({
			...{ Bucket: 'pages', Delimiter: '>', StartAfter: '&' },
		});
		expect(grouped).toMatchObject({ CommonPrefixes: [{ Prefix: '&<k>' }], KeyCount: 1 });
	});

	it('are deleted up to a thousand in one request', async () => {
		const keys = Array.from({ length: 1000 }, (_, n) => ` &<${'&'.repeat(200)}ü> ${n}`);
		const objects = keys.map((key) => ({ key, body: 'x' }));
		await sandbox().fill(EU, 'bulk', [...objects, { key: 'kept' }]);
		const removeAll = (all: string[]) =>
			client().deleteObjects({ Bucket: 'bulk', Delete: { Objects: all.map((Key) => ({ Key })) } });
		const { Deleted, Errors } = await removeAll(keys);
		// In any order.
		expect(Deleted?.map(({ Key }) => Key).sort()).toEqual([...keys].sort());
		expect(Errors).toBeUndefined();
		expect(await sandbox().listKeys(EU, 'bulk')).toEqual(['kept']);
		// Ceph's failure has no name.
		const tooMany = failureOf(removeAll([...keys, 'one more']));
		expect(await tooMany).toBe(onCeph ? 'Unknown' : 'MalformedXML');
	});
});

describe('buckets', () => {
	it('are created, found, listed and deleted', async () => {
		const fresh = { Bucket: 'fresh' };
		await client().createBucket(fresh);
		await client().headBucket(fresh);
		const { Buckets } = await client().listBuckets();
		expect(Buckets?.map(({ Name }) => Name)).toContain('fresh');
		// Amazon answers so everywhere but in its oldest region, which does as Ceph.
		const again = await failureOf(client().createBucket(fresh));
		expect(again).toBe(onCeph ? 'none' : 'BucketAlreadyOwnedByYou');
		const elsewhere = { LocationConstraint: 'eu-west-1' as const };
		const abroad = { Bucket: 'abroad', CreateBucketConfiguration: elsewhere };
		expect(await failureOf(client().createBucket(abroad))).toBe('InvalidLocationConstraint');
		await client().deleteBucket(fresh);
		expect(await failureOf(client().headBucket(fresh))).toBe('NotFound');
		expect(await failureOf(client().listObjectsV2(fresh))).toBe('NoSuchBucket');
	});

	it('can be used with any of the owner’s keys, and no other', async () => {
		const second = await clientOf(sandbox(), await sandbox().createAccount(EU, 'two'));
		await second.headBucket({ Bucket });
		const id = { hostGroup: EU, ownerUid: OTHER_UID, name: 'foreign' };
		const foreign = await clientOf(sandbox(), (await sandbox().store.createAccount(id)).keys[0]);
		expect(await failureOf(foreign.listObjectsV2({ Bucket }))).toBe('AccessDenied');
		second.destroy();
		foreign.destroy();
	});
});

describe('multipart uploads', () => {
	const MIB = 1024 * 1024;
	const begin = async (Key: string) => {
		const upload = { Bucket, Key, ContentType: 'video/mp4', Metadata: { color: 'red' } };
		return { Bucket, Key, UploadId: (await client().createMultipartUpload(upload)).UploadId };
	};
	type Upload = Awaited<ReturnType<typeof begin>>;
	const part = async (upload: Upload, PartNumber: number, Body: Buffer) => {
		const { ETag } = await client().uploadPart({ ...upload, PartNumber, Body });
		return { PartNumber, ETag };
	};
	const complete = (upload: Upload, ...Parts: object[]) =>
		client().completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });

	it('become one object of all parts, in their order', async () => {
		const Key = 'in parts.mp4';
		const bodies = [randomBytes(5 * MIB), randomBytes(5 * MIB + 3), randomBytes(100)];
		const whole = Buffer.concat(bodies);
		const upload = await begin(Key);
		const third = await part(upload, 3, bodies[2]);
		await part(upload, 1, randomBytes(10));
		const first = await part(upload, 1, bodies[0]);
		const second = await part(upload, 2, bodies[1]);
		const { Parts } = await client().listParts(upload);
		expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual(
			bodies.map((body, index) => [index + 1, body.length]),
		);
		const completed = await complete(upload, first, second, third);
		const { ETag, ContentType, Metadata } = await head(Key);
		// Ceph 16.2 leaves it out of this one answer.
		if (!onCeph) expect(completed.ETag).toBe(ETag);
		expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
		expect({ ContentType, Metadata }).toEqual({
			...{ ContentType: 'video/mp4', Metadata: { color: 'red' } },
		});
		expect(whole.equals(await read(Key))).toBe(true);
		const around = await read(Key, { Range: `bytes=${5 * MIB - 2}-${5 * MIB + 1}` });
		expect(around.equals(whole.subarray(5 * MIB - 2, 5 * MIB + 2))).toBe(true);
		// An answer may have been lost: to complete again is no failure.
		const again = await complete(upload, first, second, third);
		expect(again.ETag?.replaceAll('"', '')).toBe(ETag?.replaceAll('"', ''));
		await remove(Key);
		// Ceph does not find its own record then.
		const lost = onCeph ? 'InternalError' : 'NoSuchUpload';
		expect(await failureOf(complete(upload, first))).toBe(lost);
	});

	it('are refused with parts that are unknown, out of order or too small', async () => {
		const upload = await begin('refused');
		const first = await part(upload, 1, randomBytes(10));
		const second = await part(upload, 2, randomBytes(10));
		const unknown = { PartNumber: 3, ETag: first.ETag };
		expect(await failureOf(complete(upload, unknown))).toBe('InvalidPart');
		// Ceph sorts the parts itself.
		const unsorted = onCeph ? 'EntityTooSmall' : 'InvalidPartOrder';
		expect(await failureOf(complete(upload, second, first))).toBe(unsorted);
		expect(await failureOf(complete(upload, first, second))).toBe('EntityTooSmall');
		await client().abortMultipartUpload(upload);
		const list = failureOf(client().listParts(upload));
		expect(await list).toBe(onCeph ? 'NoSuchKey' : 'NoSuchUpload');
	});

	it('are listed until they are completed or aborted', async () => {
		const list = async (Prefix?: string) => {
			const { Uploads = [] } = await client().listMultipartUploads({ Bucket, Prefix });
			return Uploads.map(({ Key, UploadId }) => ({ Bucket, Key, UploadId }));
		};
		const uploads = [await begin('listed/a'), await begin('listed/b'), await begin('other')];
		expect(await list()).toEqual(uploads);
		expect(await list('listed/')).toEqual(uploads.slice(0, 2));
		await complete(uploads[0], await part(uploads[0], 1, randomBytes(10)));
		await client().abortMultipartUpload(uploads[1]);
		expect(await list()).toEqual(uploads.slice(2));
	});
});
