import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { FaultKind } from '../../sandbox/platform';
import { hintsOf, numbered, objectsOf, useBulk } from '../support/bulk';
import { useEndpoint, xmlError } from '../support/endpoint';
import type { StubAnswer, StubRequest } from '../support/stub';
import { AWKWARD_KEY } from '../support/world';

// Delete Many through the S3 endpoint: its requests, and what becomes of each key of a batch.
// s3Requests.test.ts has what it shares with uploads.

const { sandbox, bucketOf, keysIn, deleteMany, requestsOf, lock } = useBulk();

const THROUGH = {
	allowDeletingEverything: true,
	options: { via: 's3', onObjectFailure: 'report' },
};

const fates = (json: IDataObject[]) => json.map(({ key, deleted }) => [key, deleted]);

/** What a form, a URL, XML or a listing may trip over. */
const AWKWARD = [
	...[AWKWARD_KEY, 'a&amp;b', '<Key>', '</Object>', `"'`, 'new\nline', 'cr\r', 'tab\t', ' blank '],
	...['ü', '😀', 'e\u0301', '\u2028', '%41', '+', '//', '/a', 'a/', '.', '../b', ']]>', '<!--'],
];

test('deletes a thousand objects with one request', async () => {
	const keys = numbered(2500);
	const bucket = await bucketOf(objectsOf(keys));
	const { json } = await deleteMany(bucket, THROUGH);
	expect(fates(json)).toEqual(keys.map((key) => [key, true]));
	// The sandbox, like S3, refuses more than a thousand in one.
	expect(requestsOf('DeleteObjects')).toHaveLength(3);
	expect(requestsOf('s3.bucket.DeleteObject')).toEqual([]);
	expect(await keysIn(bucket)).toEqual([]);
});

test.each(['platform', 's3'])(
	'awkward keys are deleted, and no others, through %s',
	async (via) => {
		const others = AWKWARD.map((key) => `${key}x`);
		const bucket = await bucketOf(objectsOf([...AWKWARD, ...others]));
		const fields = { filters: { nameDoesNotMatch: '**x' }, options: { via } };
		const { json } = await deleteMany(bucket, fields);
		expect(json.map(({ key }) => key).sort()).toEqual([...AWKWARD].sort());
		expect(json.filter(({ deleted }) => !deleted)).toEqual([]);
		expect((await keysIn(bucket)).sort()).toEqual([...others].sort());
	},
);

describe.each<FaultKind>(['html200', 'emptyAnswer', 'truncatedJson', 'badGateway', 'dropAfter'])(
	'an answer spoiled by %s',
	(kind) => {
		test.each([
			[1, true],
			[Infinity, false],
		])('%d times: nothing counts as deleted that may not be', async (times, isDeleted) => {
			const bucket = await bucketOf(objectsOf(['a', 'locked']));
			await lock(bucket);
			sandbox().faults.add({ method: 'DeleteObjects', kind, times });
			const { json } = await deleteMany(bucket, THROUGH);
			expect(fates(json)).toEqual([
				['a', isDeleted],
				['locked', false],
			]);
			expect(requestsOf('DeleteObjects')).toHaveLength(times === 1 ? 2 : 4);
		});
	},
);

describe('by what an endpoint answers', () => {
	const { platform, storage, haveObjects, deleteMany: deleteAll } = useEndpoint();

	const ENTITIES: Record<string, string> = { '&amp;': '&', '&apos;': "'", '&#39;': "'" };
	const keysOf = ({ body }: StubRequest) =>
		[...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) =>
			key.replace(/&\w+;|&#\d+;/g, (entity) => ENTITIES[entity]),
		);
	const result = (...parts: string[]): StubAnswer => ({
		body: `<DeleteResult>${parts.join('')}</DeleteResult>`,
	});
	const failed = (key: string, code: string) =>
		`<Error><Key>${key}</Key><Code>${code}</Code><Message>no</Message></Error>`;
	const deleted = (key: string) => `<Deleted><Key>${key}</Key></Deleted>`;

	test.each([..."äx&'"])('a batch of long keys of %s stays below 512 KiB', async (letter) => {
		const keys = numbered(1000, '').map((number) => number + letter.repeat(500));
		haveObjects(keys);
		storage.answers(result());
		const { json } = await deleteAll();
		expect(json.filter(({ deleted: is }) => is === true)).toHaveLength(1000);
		expect(storage.requests.flatMap(keysOf).sort().join() === keys.join()).toBe(true);
		const sizes = storage.requests.map(({ headers }) => Number(headers['content-length']) / 1024);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(512);
		expect(Math.max(...sizes)).toBeGreaterThan(500);
	});

	test.each(['SlowDown', 'InternalError', 'ServiceUnavailable', 'OperationAborted'])(
		'single keys that meet %s are sent again, and no others',
		async (code) => {
			haveObjects(['a', 'b', 'c']);
			const again = result(failed('b', code));
			const answers = [result(failed('b', code), failed('c', 'AccessDenied')), again, result()];
			storage.answers(() => answers.shift()!);
			const { json } = await deleteAll();
			expect(storage.requests.map(keysOf)).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
			expect(json.map(({ deleted: is }) => is)).toEqual([true, true, false]);
			expect(json[2].failure).toMatch('AccessDenied');

			storage.requests.length = 0;
			storage.answers(again);
			const { json: last } = await deleteAll();
			expect(storage.requests.map(keysOf)).toEqual([['a', 'b', 'c'], ['b'], ['b'], ['b']]);
			expect(last.map(({ deleted: is }) => is)).toEqual([true, false, true]);
			expect(last[1].failure).toMatch(new RegExp(`${code}.*Try again later`));
		},
	);

	const UNASKED = 'answered about other objects than it was asked for';
	const UNSAID = 'did not say what became of the object';
	test.each<[string, StubAnswer, string[], string]>([
		['fails a key that nobody asked for', result(failed('other', 'AccessDenied')), [], UNASKED],
		['deletes a key that nobody asked for', result(deleted('a'), deleted('other')), [], UNASKED],
		['leaves out a key', result(deleted('a'), failed('c', 'AccessDenied')), ['a'], UNSAID],
	])('an answer that %s', async (_, answer, done, failure) => {
		const keys = done.length > 0 ? ['a', 'b', 'c'] : ['a'];
		haveObjects(keys);
		storage.answers(({ body }) => (body.includes('<Key>a<') ? answer : result()));
		const { json } = await deleteAll();
		expect(fates(json)).toEqual(keys.map((key) => [key, done.includes(key)]));
		expect(json.find(({ deleted: is }) => !is)?.failure).toMatch(failure);
	});

	test.each<[string, StubAnswer]>([
		['501', { status: 501 }],
		['405', { status: 405 }],
		['NotImplemented', xmlError('NotImplemented', 400)],
		['MethodNotAllowed', xmlError('MethodNotAllowed', 403)],
	])('without DeleteObjects (%s), objects are deleted one by one', async (_, answer) => {
		haveObjects(['a', 'b c', 'gone', 'locked', 'x/../y']);
		storage.answers(({ method, path }) => {
			if (method === 'POST') return answer;
			if (path.endsWith('gone')) return xmlError('NoSuchKey', 404);
			return path.endsWith('locked') ? xmlError('AccessDenied', 403) : { status: 204 };
		});
		const outcome = await deleteAll({}, { items: [{ json: {} }, { json: {} }] });
		const { json } = outcome;
		const one = [true, true, true, false, false];
		expect(json.map(({ deleted: is }) => is)).toEqual([...one, ...one]);
		expect(json[4].failure).toMatch('Set "Delete Via" to Platform API');
		const singles = ['a', 'b%20c', 'gone', 'locked'].map((key) => `DELETE /b1/${key}`);
		expect(storage.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
			[...singles, ...singles, 'POST /b1?delete='].sort(),
		);
		expect(platform.requests.filter(({ path }) => path.endsWith('deleteobject'))).toEqual([]);
		const hints = hintsOf(outcome).filter(({ message }) => message.includes('one by one'));
		expect(hints).toHaveLength(1);
	});
});
