import '../support/quickRetries';
import { randomBytes } from 'node:crypto';
import { itemWith } from '../support/binary';
import { useEndpoint, xmlError } from '../support/endpoint';
import type { StubAnswer, StubRequest } from '../support/stub';

// An upload in parts that fails: what was stored is removed, or the failure names it. What S3 says of an
// upload is held against what was asked.

const { storage, upload } = useEndpoint();

const BYTES = randomBytes(10 * 2 ** 20);

type Step = 'begin' | 'part' | 'end' | 'abort';

const stepOf = ({ method, path }: StubRequest): Step => {
	if (method === 'DELETE') return 'abort';
	if (method === 'PUT') return 'part';
	return path.includes('uploads=') ? 'begin' : 'end';
};

const stepsSent = (step: Step) => storage.requests.filter((request) => stepOf(request) === step);

const element = (name: string, contents: string): StubAnswer => ({
	body: `<?xml version="1.0"?><${name}>${contents}</${name}>`,
});

const GOOD: Record<Step, () => StubAnswer> = {
	begin: () => element('InitiateMultipartUploadResult', '<UploadId>the+id</UploadId>'),
	part: () => ({ headers: { etag: '"part"' } }),
	end: () => element('CompleteMultipartUploadResult', '<ETag>"whole"</ETag>'),
	abort: () => ({ status: 204 }),
};

const put = async (steps: Partial<typeof GOOD> = {}, cancel?: (stop: () => void) => void) => {
	storage.answers((request) => ({ ...GOOD, ...steps })[stepOf(request)]());
	return await upload({}, { items: [await itemWith(BYTES)], whenStarted: cancel });
};

const END = 'CompleteMultipartUploadResult';
const PARTS_REFUSED = { part: () => xmlError('QuotaExceeded', 403) };

test('a good one is not removed', async () => {
	const { json, error } = await put();
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ uploaded: true, eTag: 'whole' }]);
	expect(stepsSent('abort')).toEqual([]);
	expect(stepsSent('part').map(({ headers }) => headers['content-md5'])).toEqual([
		expect.stringMatching(/^[\w+/]{22}==$/),
		expect.stringMatching(/^[\w+/]{22}==$/),
	]);
});

test('removing it is tried as often as anything else', async () => {
	const answers = [{ status: 503 }, { status: 500 }, xmlError('SlowDown', 503)];
	const { error } = await put({
		...PARTS_REFUSED,
		abort: () => answers.shift() ?? { status: 204 },
	});
	expect(error?.message).toMatch('QuotaExceeded');
	expect(error?.description).not.toMatch('the+id');
	expect(stepsSent('abort')).toHaveLength(4);
});

test('and has more than a second', async () => {
	const { error } = await put({
		...PARTS_REFUSED,
		abort: () => ({
			send: (response) => void setTimeout(() => response.writeHead(204).end(), 1500),
		}),
	});
	expect(error?.description).not.toMatch('the+id');
	expect(stepsSent('abort')).toHaveLength(1);
});

test('where that fails, the failure names the upload and says how to remove it', async () => {
	const { error } = await put({ ...PARTS_REFUSED, abort: () => xmlError('AccessDenied', 403) });
	expect(error?.message).toMatch('QuotaExceeded');
	expect(error?.description).toMatch(/raise the quota/);
	expect(error?.description).toMatch(
		/remove the upload "the\+id" of the object "a.txt" in the bucket "b1" with an S3 client \(AbortMultipartUpload\)/,
	);
	expect(error?.description).toMatch('AccessDenied');
});

test('where there is none any more, nothing is left to be told', async () => {
	const { error } = await put({ ...PARTS_REFUSED, abort: () => xmlError('NoSuchUpload', 404) });
	expect(error?.description).not.toMatch('the+id');
});

test('canceled while it is being removed, it ends within a second', async () => {
	let canceledAt = NaN;
	let cancel = () => {};
	const { run } = await put(
		{
			...PARTS_REFUSED,
			abort: () => {
				canceledAt = Date.now();
				cancel();
				return { send: () => {} };
			},
		},
		(stop) => (cancel = stop),
	);
	expect(run.status).toBe('canceled');
	expect(Date.now() - canceledAt).toBeLessThan(1500);
});

const OTHERS: Array<[string, Partial<typeof GOOD>]> = [
	['another key at the end', { end: () => element(END, '<Key>b.txt</Key><ETag>"x"</ETag>') }],
	['another bucket at the end', { end: () => element(END, '<Bucket>b2</Bucket><Key>a.txt</Key>') }],
	[
		'another key at the beginning',
		{ begin: () => element('InitiateMultipartUploadResult', '<Key>b</Key><UploadId>1</UploadId>') },
	],
];

test.each(OTHERS)('an answer about %s is a failure', async (_, steps) => {
	const { json, error } = await put(steps);
	expect(json).toEqual([]);
	expect(error?.message).toBe(
		'The S3 endpoint answered about another object than the one that was uploaded',
	);
	expect(stepsSent('abort')).toHaveLength(1);
});

test.each(['<Bucket>b1</Bucket><Key>a.txt</Key>', '<Key>a.txt</Key>', ''])(
	'an end that says %s confirms it',
	async (said) => {
		const { error } = await put({ end: () => element(END, said) });
		expect(error).toBeUndefined();
	},
);
