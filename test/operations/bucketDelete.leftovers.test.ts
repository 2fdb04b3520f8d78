import '../support/quickRetries';
import { useEndpoint } from '../support/endpoint';
import type { StubAnswer, StubRequest } from '../support/stub';
import { expectFailure } from '../support/expecting';

// Delete with Empty First, where the bucket holds what the platform does not list.

const { platform, storage, account, operate } = useEndpoint();

const OLD = '2026-01-31T08:00:00.000Z';
const UPLOADS = `<ListMultipartUploadsResult><Upload><Key>a</Key><UploadId>U1</UploadId><Initiated>${OLD}</Initiated></Upload></ListMultipartUploadsResult>`;
const VERSIONS = `<ListVersionsResult><Version><Key>plain</Key><VersionId>null</VersionId><IsLatest>true</IsLatest></Version><Version><Key>old</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest></Version><DeleteMarker><Key>gone</Key><VersionId>v2</VersionId></DeleteMarker></ListVersionsResult>`;
const NOT_OFFERED: StubAnswer = { status: 501 };

let uploads: StubAnswer;
let versions: StubAnswer;
let accounts: object[];

const methodOf = ({ path }: StubRequest) => path.split('/').at(-1);

/** Whether the storage was asked to end the upload. */
const isEnded = () => storage.requests.some(({ method }) => method === 'DELETE');

beforeEach(() => {
	accounts = [account()];
	uploads = { body: UPLOADS };
	versions = { body: '<ListVersionsResult/>' };
	storage.answers(({ method, path }) => {
		if (method === 'DELETE') return { status: 204 };
		return path.includes('uploads') ? uploads : versions;
	});
	platform.answers((request) => {
		const method = methodOf(request);
		if (method === 'getkeys') return { body: { result: 0, array: accounts } };
		if (method !== 'delete' || isEnded()) return { body: { result: 0, objects: [] } };
		return { body: { result: 4099, error: 'BucketNotEmpty: the bucket is not empty' } };
	});
});

const emptyAndDelete = async () =>
	await operate('delete', { resource: 'bucket', emptyFirst: true });

const deletions = () => platform.requests.filter((request) => methodOf(request) === 'delete');

test('its incomplete uploads are deleted, then the bucket', async () => {
	const { json, error } = await emptyAndDelete();
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ bucketName: 'b1', deleted: true });
	expect(storage.requests.map(({ method, path }) => `${method} ${path}`)).toContain(
		'DELETE /b1/a?uploadId=U1',
	);
	expect(deletions()).toHaveLength(2);
});

test('object versions are named', async () => {
	[uploads, versions] = [{ body: '<ListMultipartUploadsResult/>' }, { body: VERSIONS }];
	const result = await emptyAndDelete();
	expectFailure(result, /^The bucket "b1" is not empty/, '"old", "gone"');
	expect(result.error?.description).not.toMatch('plain');
	expect(deletions()).toHaveLength(1);
});

test.each([
	['lists neither', () => (uploads = versions = NOT_OFFERED)],
	['opens to no key pair', () => (accounts = [])],
])('a storage that %s: the advice says what may be left', async (_, spoil) => {
	spoil();
	expectFailure(await emptyAndDelete(), /^The bucket "b1" is not empty/, 'incomplete uploads');
	expect(deletions()).toHaveLength(1);
});

test('without the need, no key is read', async () => {
	platform.answers({ body: { result: 0, objects: [] } });
	await emptyAndDelete();
	expect(platform.requests.map(methodOf)).toEqual(['listobjects', 'delete']);
	expect(storage.requests).toEqual([]);
});
