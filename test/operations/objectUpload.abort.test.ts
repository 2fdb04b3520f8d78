import '../support/quickRetries';
import { itemWith } from '../support/binary';
import { cancelWhen } from '../support/canceling';
import { useDrops } from '../support/drops';
import { useEndpoint, xmlError } from '../support/endpoint';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';
import type { StubAnswer, StubRequest } from '../support/stub';

// An upload in parts that fails: what was stored is removed, or the failure names it. An answer about another
// object confirms nothing.

const { storage, upload } = useEndpoint();
const drops = useDrops();

const BYTES = Buffer.alloc(8 * 2 ** 20 + 1);

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
const begun = (contents: string) => () => element('InitiateMultipartUploadResult', contents);
const ended = (contents: string) => () => element('CompleteMultipartUploadResult', contents);

const GOOD: Record<Step, () => StubAnswer> = {
	begin: begun('<UploadId>the+id</UploadId>'),
	part: () => ({ headers: { etag: '"part"' } }),
	end: ended('<ETag>"whole"</ETag>'),
	abort: () => ({ status: 204 }),
};

const put = async (steps: Partial<typeof GOOD> = {}, more: Partial<Trial> = {}) => {
	storage.answers((request) => ({ ...GOOD, ...steps })[stepOf(request)]());
	return await upload({}, { items: [await itemWith(BYTES)], ...more });
};

/** The parts are refused, and removing the upload is answered like this. */
const abortAnswered = async (abort: () => StubAnswer, more: Partial<Trial> = {}) =>
	await put({ part: () => xmlError('QuotaExceeded', 403), abort }, more);

test('an upload that succeeds is not removed', async () => {
	const { json, error } = await put();
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ uploaded: true, eTag: 'whole' }]);
	expect(stepsSent('abort')).toEqual([]);
	const md5 = expect.stringMatching(/^[\w+/]{22}==$/);
	expect(stepsSent('part').map(({ headers }) => headers['content-md5'])).toEqual([md5, md5]);
});

const LATE: StubAnswer = {
	send: (response) => void setTimeout(() => response.writeHead(204).end(), 1500),
};

test.each<[string, number, StubAnswer[]]>([
	['is tried four times', 4, [{ status: 503 }, { status: 500 }, xmlError('SlowDown', 503)]],
	['may take more than a second', 1, [LATE]],
	['is done where the upload no longer exists', 1, [xmlError('NoSuchUpload', 404)]],
])('removing %s', async (_, count, answers) => {
	const left = [...answers];
	const result = await abortAnswered(() => left.shift() ?? { status: 204 });
	expectFailure(result, /QuotaExceeded/);
	expect(result.error?.description).not.toMatch('the+id');
	expect(stepsSent('abort')).toHaveLength(count);
});

test('where removing fails, the failure names the upload and says how to remove it', async () => {
	const result = await abortAnswered(() => xmlError('AccessDenied', 403));
	expectFailure(result, /QuotaExceeded/, /raise the quota/);
	expectFailure(result, /QuotaExceeded/, 'AccessDenied');
	const upload = 'the upload "the+id" of the object "a.txt" in the bucket "b1"';
	const advice = `remove ${upload} with an S3 client (AbortMultipartUpload)`;
	expect(result.error?.description).toContain(advice);
});

test.each<[string, Step, StubAnswer]>([
	['while it is being removed', 'abort', { send: () => {} }],
	['while it is being removed, answered in drops', 'abort', drops.answer()],
	['while a part is sent, and removing is answered in drops', 'part', drops.answer()],
])('canceled %s, it ends soon and says what may be left', async (_, step, removed) => {
	const { whenStarted, msSinceCancel } = cancelWhen(() => stepsSent(step).length > 0);
	const part = () => (step === 'part' ? { send: () => {} } : xmlError('QuotaExceeded', 403));
	let saved: unknown;
	const { run } = await put(
		{ part, abort: () => removed },
		{ whenStarted, whenSaved: ({ data }) => (saved = { ...data.resultData.metadata }) },
	);
	expect(run.status).toBe('canceled');
	expect(msSinceCancel()).toBeLessThan(3000);
	const left = /Delete Incomplete Uploads removes them: "a.txt" in the bucket "b1"/;
	expect(saved).toEqual({ jelasticS3: expect.stringMatching(left) as string });
});

test.each<[string, Partial<typeof GOOD>]>([
	['another key at the end', { end: ended('<Key>b.txt</Key><ETag>"x"</ETag>') }],
	['another bucket at the end', { end: ended('<Bucket>b2</Bucket><Key>a.txt</Key>') }],
	['another key at the beginning', { begin: begun('<Key>b</Key><UploadId>1</UploadId>') }],
])('an answer about %s is a failure', async (_, steps) => {
	const message = 'The S3 endpoint answered about another object than the one that was uploaded';
	expectFailure(await put(steps), message);
	expect(stepsSent('abort')).toHaveLength(1);
});

test.each(['<Bucket>b1</Bucket><Key>a.txt</Key>', '<Key>a.txt</Key>', ''])(
	'an end that says %j confirms the upload',
	async (contents) => {
		expect((await put({ end: ended(contents) })).error).toBeUndefined();
	},
);
