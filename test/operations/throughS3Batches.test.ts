import '../support/quickRetries';
import { elements, elementText } from '../../nodes/shared/s3/xml';
import { useEndpoint, xmlError } from '../support/endpoint';
import type { StubAnswer, StubRequest } from '../support/stub';

// What becomes of each key of a batch, by what an S3 endpoint answers.

const { platform, storage, haveObjects, deleteMany } = useEndpoint();

const keysOf = ({ body }: StubRequest) =>
	elements(body, 'Object').map((one) => elementText(one, 'Key')!);
const result = (...parts: string[]): StubAnswer => ({
	body: `<DeleteResult>${parts.join('')}</DeleteResult>`,
});
const failed = (key: string, code: string) =>
	`<Error><Key>${key}</Key><Code>${code}</Code><Message>no</Message></Error>`;
const deleted = (key: string) => `<Deleted><Key>${key}</Key></Deleted>`;

const fates = (json: Array<Record<string, unknown>>) =>
	json.map(({ key, deleted: isDeleted }) => [key, isDeleted]);

test.each([
	['ä', 512],
	['x', 1024],
	['&', 1000],
	["'", 700],
])('a batch of long keys of %s stays below 512 KiB', async (letter, length) => {
	const keys = Array.from(
		{ length: 1000 },
		(_, at) => `${String(at).padStart(4, '0')}${letter.repeat(length - 4)}`,
	);
	haveObjects(keys);
	storage.answers(result());
	const { json } = await deleteMany();
	expect(json.filter(({ deleted: is }) => is === true)).toHaveLength(1000);
	expect(storage.requests.flatMap(keysOf).sort().join() === keys.join()).toBe(true);
	const sizes = storage.requests.map(({ headers }) => Number(headers['content-length']));
	expect(Math.max(...sizes)).toBeLessThanOrEqual(512 * 1024);
	expect(Math.max(...sizes)).toBeGreaterThan(500 * 1024);
});

test.each(['SlowDown', 'InternalError', 'ServiceUnavailable', 'OperationAborted'])(
	'single keys that meet %s are sent again, and they alone',
	async (code) => {
		haveObjects(['a', 'b', 'c']);
		const answers = [
			result(failed('b', code), failed('c', 'AccessDenied')),
			result(failed('b', code)),
			result(),
		];
		storage.answers(() => answers.shift()!);
		const { json } = await deleteMany();
		expect(storage.requests.map(keysOf)).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
		expect(fates(json)).toEqual([
			['a', true],
			['b', true],
			['c', false],
		]);
		expect(json[2].failure).toMatch('AccessDenied');
	},
);

test('a key that is not deleted at any try is told, after four', async () => {
	haveObjects(['a', 'b']);
	storage.answers(result(failed('b', 'SlowDown')));
	const { json } = await deleteMany();
	expect(storage.requests.map(keysOf)).toEqual([['a', 'b'], ['b'], ['b'], ['b']]);
	expect(fates(json)).toEqual([
		['a', true],
		['b', false],
	]);
	expect(json[1].failure).toMatch(/SlowDown.*Try again later/);
});

test.each([
	['a failed key', result(failed('other', 'AccessDenied'))],
	['a deleted key', result(deleted('a'), deleted('other'))],
])('%s that nobody asked for: nothing counts as deleted', async (_, answer) => {
	haveObjects(['a']);
	storage.answers(answer);
	const { json } = await deleteMany();
	expect(fates(json)).toEqual([['a', false]]);
	expect(json[0].failure).toMatch('answered about other objects than it was asked for');
});

test('where it names what it deleted, it names each', async () => {
	haveObjects(['a', 'b', 'c']);
	storage.answers(({ body }) =>
		body.includes('<Key>a<') ? result(deleted('a'), failed('c', 'AccessDenied')) : result(),
	);
	const { json } = await deleteMany();
	expect(fates(json)).toEqual([
		['a', true],
		['b', false],
		['c', false],
	]);
	expect(json[1].failure).toMatch('did not say what became of the object');
});

const NOT_KNOWN: Array<[string, StubAnswer]> = [
	['501', { status: 501 }],
	['405', { status: 405 }],
	['NotImplemented', xmlError('NotImplemented', 400)],
	['MethodNotAllowed', xmlError('MethodNotAllowed', 403)],
];

test.each(NOT_KNOWN)('an endpoint without DeleteObjects (%s): one by one', async (_, answer) => {
	haveObjects(['a', 'b c', 'gone', 'locked', 'x/../y']);
	storage.answers(({ method, path }) => {
		if (method === 'POST') return answer;
		if (path.endsWith('gone')) return xmlError('NoSuchKey', 404);
		return path.endsWith('locked') ? xmlError('AccessDenied', 403) : { status: 204 };
	});
	const { json, run } = await deleteMany({}, { items: [{ json: {} }, { json: {} }] });
	const one = [
		['a', true],
		['b c', true],
		['gone', true],
		['locked', false],
		['x/../y', false],
	];
	expect(fates(json)).toEqual([...one, ...one]);
	expect(json[4].failure).toMatch('Set "Through" to Platform API');
	const singles = ['/b1/a', '/b1/b%20c', '/b1/gone', '/b1/locked'].map((path) => `DELETE ${path}`);
	expect(storage.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
		[...singles, ...singles, 'POST /b1?delete='].sort(),
	);
	expect(platform.requests.filter(({ path }) => path.endsWith('deleteobject'))).toEqual([]);
	const hints = run.data.resultData.runData.Node[0].hints!.map(({ message }) => message);
	expect(hints.filter((hint) => hint.includes('one by one'))).toHaveLength(1);
});
