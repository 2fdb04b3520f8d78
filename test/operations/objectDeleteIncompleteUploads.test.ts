import '../support/quickRetries';
import type { S3 } from '@aws-sdk/client-s3';
import type { IDataObject } from 'n8n-workflow';
import { clientOf } from '../../sandbox/test/support';
import { hintsOf, progressOf, useBulk } from '../support/bulk';
import { cancelWhen } from '../support/canceling';
import { useEndpoint, xmlError } from '../support/endpoint';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';
import type { StubRequest } from '../support/stub';
import { AWKWARD_KEY } from '../support/world';

// Delete Incomplete Uploads: against the sandbox's storage, and lists that no storage should answer.

const { sandbox, hostGroup, bucketOf, keysIn, operate, requestsOf, expectRefused } = useBulk();
const endpoint = useEndpoint();

const ALL = { olderThan: '0 seconds' };

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([{ key: 'kept', body: 'x' }]);
});

let client: S3;
beforeAll(async () => {
	client = await clientOf(sandbox());
});
afterAll(() => client.destroy());

/** Begins uploads of these keys, with a part each; answers their IDs. */
async function begin(...keys: string[]): Promise<string[]> {
	const ids: string[] = [];
	for (const Key of keys) {
		const object = { Bucket: bucketName, Key };
		const { UploadId = '' } = await client.createMultipartUpload(object);
		await client.uploadPart({ ...object, UploadId, PartNumber: 1, Body: 'part' });
		ids.push(UploadId);
	}
	sandbox().requests.length = 0;
	return ids;
}

const left = async () => {
	const { Uploads = [] } = await client.listMultipartUploads({ Bucket: bucketName });
	return Uploads.map(({ Key }) => Key);
};

const clean = async (fields: IDataObject = {}, more: Partial<Trial> = {}) =>
	await operate('deleteIncompleteUploads', { bucketName, ...fields }, more);

test('deletes what a prefix chooses, and nothing else', async () => {
	const [first, , third] = await begin('logs/a', 'other', `logs/${AWKWARD_KEY}`);
	const { json, error } = await clean({ prefix: 'logs/', ...ALL });
	expect(error).toBeUndefined();
	const expected = [
		['logs/a', first],
		[`logs/${AWKWARD_KEY}`, third],
	].map(([key, uploadId]) => ({
		...{ key, uploadId, initiated: expect.stringMatching(/^20.*Z$/), deleted: true },
		...{ bucketName, hostGroup: hostGroup() },
	}));
	// Storages list them in orders of their own.
	expect(json).toHaveLength(2);
	expect(json).toEqual(expect.arrayContaining(expected));
	expect(await left()).toEqual(['other']);
	expect(await keysIn(bucketName)).toEqual(['kept']);
});

test('two uploads of one key are two items', async () => {
	const ids = await begin('a', 'a');
	const { json } = await clean({ ...ALL, options: { onObjectFailure: 'report' } });
	expect(json.map(({ uploadId }) => uploadId).sort()).toEqual([...ids].sort());
	expect(await left()).toEqual([]);
});

test('by default those of the last day stay', async () => {
	await begin('running');
	const { json, error } = await clean();
	expect(error).toBeUndefined();
	expect(json).toEqual([]);
	expect(await left()).toEqual(['running']);
});

test('a dry run only shows them', async () => {
	await begin('a');
	const { json } = await clean({ ...ALL, dryRun: true });
	expect(json).toEqual([expect.objectContaining({ key: 'a', wouldDelete: true })]);
	expect(await left()).toEqual(['a']);
	expect(requestsOf('AbortMultipartUpload')).toEqual([]);
});

test('one item with the counts', async () => {
	await begin('a', 'b');
	const { json } = await clean({ ...ALL, output: 'summary' });
	expect(json).toEqual([expect.objectContaining({ matched: 2, deleted: 2, failed: 0 })]);
	expect(json[0]).not.toHaveProperty('bytesFreed');
});

test.each(['={{ "" }}', '={{ null }}'])('Older Than: %j is refused', async (olderThan) => {
	await begin('a');
	expectRefused(await clean({ olderThan }), 'Older Than is empty');
	expect(await left()).toEqual(['a']);
});

test('a token that may not read the keys is told what it lacks', async () => {
	const credential = { host: sandbox().url, token: sandbox().tokens.buckets };
	expectFailure(await clean(ALL, { credential }), /s3\.account\.GetKeys/);
});

test.each([
	['NotImplemented', 501],
	['MethodNotAllowed', 405],
])('a storage that does not list uploads (%s)', async (code, status) => {
	endpoint.storage.answers(xmlError(code, status));
	const { error } = await endpoint.operate('deleteIncompleteUploads');
	expect(error?.message).toMatch(code);
	expect(error?.description).toMatch('This storage does not have it');
});

test('an upload that is gone meanwhile is done; one that is refused is reported', async () => {
	await begin('a', 'b', 'c');
	const hit = (key: string) => ({
		method: 'AbortMultipartUpload',
		match: ({ path }: { path: string }) => path.endsWith(`/${key}`),
	});
	sandbox().faults.add({ ...hit('b'), kind: 'dropAfter' });
	sandbox().faults.add({ ...hit('c'), kind: 'status', status: 409, times: Infinity });
	const result = await clean({ ...ALL, options: { onObjectFailure: 'report' } });
	const fates = new Map(result.json.map(({ key, deleted }) => [key, deleted]));
	expect(Object.fromEntries(fates)).toEqual({ a: true, b: true, c: false });
	expect(result.json.find(({ key }) => key === 'c')?.failure).toMatch('HTTP 409');
	expect(hintsOf(result)[0].message).toMatch(/^2 of 3 .*1 failed\.$/);
	expect(await left()).toEqual(['c']);
});

test('canceled in the middle, it says how far it came and leaves the rest', async () => {
	await begin('a', 'b', 'c', 'd');
	sandbox().faults.add({
		method: 'AbortMultipartUpload',
		kind: 'latency',
		ms: 100,
		times: Infinity,
	});
	const aborts = () => requestsOf('AbortMultipartUpload').length;
	const { whenStarted } = cancelWhen(() => aborts() > 1);
	const result = await clean({ ...ALL, options: { concurrency: 1 } }, { whenStarted });
	expect(progressOf(result)).toMatch(/: [12] of [12] matching objects deleted\.$/);
	expect((await left()).length).toBeGreaterThanOrEqual(2);
});

describe('lists', () => {
	const OLD = '2026-01-31T08:00:00Z';

	const upload = (key: string, uploadId: string, initiated = OLD) =>
		`<Upload><Key>${key}</Key><UploadId>${uploadId}</UploadId><Initiator><ID>x</ID></Initiator><Initiated>${initiated}</Initiated></Upload>`;

	const page = (rows: string, next = '') =>
		`<?xml version="1.0"?><ListMultipartUploadsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>b1</Bucket><IsTruncated>${next !== ''}</IsTruncated>${next}${rows}</ListMultipartUploadsResult>`;

	const more = (key: string, id: string) =>
		`<NextKeyMarker>${key}</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker>`;

	const answer = (pages: (query: URLSearchParams) => string) =>
		endpoint.storage.answers(({ method, path }: StubRequest) =>
			method === 'GET' ? { body: pages(new URLSearchParams(path.split('?')[1])) } : { status: 204 },
		);

	const run = async (fields: IDataObject = {}) =>
		await endpoint.operate('deleteIncompleteUploads', fields);

	const aborted = () =>
		endpoint.storage.requests
			.filter(({ method }) => method === 'DELETE')
			.map(({ path }) => path)
			.sort();

	test('come page by page', async () => {
		answer((query) => {
			const marker = [query.get('key-marker'), query.get('upload-id-marker')].join();
			if (marker === ',') return page(upload('a&amp;b', 'U1'), more('a&amp;b', 'U1'));
			return page(marker === 'a&b,U1' ? upload('c', 'U2') : '');
		});
		const { json, error } = await run();
		expect(error).toBeUndefined();
		expect(json.map(({ key, initiated }) => [key, initiated])).toEqual([
			['a&b', OLD],
			['c', OLD],
		]);
		expect(aborted()).toEqual(['/b1/a%26b?uploadId=U1', '/b1/c?uploadId=U2']);
	});

	test('with younger uploads, and some whose time is unknown: those stay', async () => {
		const now = new Date().toISOString();
		const unknown = ['then', '', '0', '1970-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'];
		const rows = unknown.map((time, at) => upload('c', `U3${at}`, time));
		answer(() => page(upload('a', 'U1') + upload('b', 'U2', now) + rows.join('')));
		const result = await run();
		expect(result.json.map(({ key }) => key)).toEqual(['a']);
		expect(hintsOf(result).map(({ message }) => message)).toContainEqual(
			expect.stringMatching(/their start time is unknown: 5 incomplete uploads/),
		);
		expect(aborted()).toEqual(['/b1/a?uploadId=U1']);
	});

	test.each([
		['a key outside the prefix', upload('x', 'U1'), '', /the key "x" does not begin with/],
		['no upload ID', upload('p/x', ''), '', /no key or no ID/],
		['no key', upload('', 'U1'), '', /no key or no ID/],
		['no next page', '', '<NextKeyMarker/>', /where its next page begins/],
		['the same page again', '', more('p/a', 'U1'), /does not come to an end/],
	])('with %s are refused, and nothing on the page is deleted', async (_, rows, next, problem) => {
		answer(() => page(upload('p/first', 'U0') + rows, next));
		const { error } = await run({ prefix: 'p/' });
		expect(error?.message).toMatch(/^The storage's list of incomplete uploads was not understood/);
		expect(error?.message).toMatch(problem);
		// Of two pages with the same marker, the first was good.
		expect(aborted().filter((path) => !path.includes('first'))).toEqual([]);
	});

	test('that are no list are refused', async () => {
		endpoint.storage.answers({ body: '<html>Sign in</html>' });
		expectFailure(await run(), /^No S3 endpoint answers at/);
	});

	test('with a key that a URL cannot name: it is reported, the others go', async () => {
		answer(() => page(upload('a/../b', 'U1') + upload('c', 'U2')));
		const { json } = await run({ options: { onObjectFailure: 'report' } });
		expect(json.map(({ key, deleted }) => [key, deleted])).toEqual([
			['a/../b', false],
			['c', true],
		]);
		expect(aborted()).toEqual(['/b1/c?uploadId=U2']);
	});
});
