import '../support/quickRetries';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, inMemoryAndInFiles, keepBinariesInFiles } from '../support/binary';
import {
	BODY,
	cut,
	drip,
	GZIP,
	HEADERS,
	PACKED,
	PLAIN,
	refusal,
	rest,
	silence,
	stall,
	whole,
	type Sending,
} from '../support/bodies';
import { runNode, type Result } from '../support/engine';
import { eventually } from '../support/eventually';
import { useStub, type StubRequest } from '../support/stub';
import { saved } from '../support/world';

// Bodies that hang, trickle or break off, and how a download continues.

const platform = useStub();
const storage = useStub();

const TIMEOUT = 800;

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

const TAGGED = /^bytes=\d+- "the tag"$/;
const ANY = /^(bytes=\d+- "the tag")?$/;
const AFTER_200_000 = 'bytes=200000- "the tag"';

const CUT_REST = cut(50_000, {
	from: 100_000,
	headers: { 'content-range': 'bytes 100000-299999/300000' },
});
const CUTS: Array<[string, Sending]> = [
	['within a body of known length', cut(200_000)],
	['within a body of unknown length', cut(200_000, { isLengthKnown: false })],
	['after the headers', cut(0)],
];

/** What a storage may answer that is asked for the rest, and how many requests it takes then. */
const INSTEAD: Array<[string, Sending, number]> = [
	['the whole object again', whole(), 2],
	['another object', whole({ ...HEADERS, etag: '"other"' }), 3],
	['the rest of another object', rest({ etag: '"other"' }), 3],
	['another part of it', rest({ shift: 1 }), 3],
	['a longer object', rest({ body: Buffer.concat([BODY, BODY]) }), 3],
	['that it has changed', refusal('PreconditionFailed', 412), 3],
	['that there is no such part', refusal('InvalidRange', 416), 3],
	['to come later', refusal('SlowDown', 503), 3],
];

interface Scenario {
	name: string;
	/** What the storage answers, one after another; the whole object after that. */
	sends: Sending[];
	/** `Range` and `If-Match` of each request. */
	ranges: Array<string | RegExp>;
	/** Why it fails; without, the object comes whole. */
	message?: string;
	advice?: RegExp;
}

const SCENARIOS: Scenario[] = [
	{ name: 'a body that stalls', sends: [stall(200_000), rest()], ranges: ['', AFTER_200_000] },
	{
		...{ name: 'headers and nothing else', sends: [stall(0), rest()] },
		ranges: ['', 'bytes=0- "the tag"'],
	},
	{ name: 'a body that trickles', sends: [drip(1, TIMEOUT / 4), rest()], ranges: ['', TAGGED] },
	{ name: 'a body that is slow, but goes on', sends: [drip(30_000, TIMEOUT / 4)], ranges: [''] },
	{
		name: 'a body that is cut several times',
		sends: [cut(100_000), CUT_REST, rest()],
		ranges: ['', 'bytes=100000- "the tag"', 'bytes=150000- "the tag"'],
	},
	{ name: 'no answer within Timeout', sends: [silence, whole()], ranges: ['', ''] },
	...[PLAIN, { ...PLAIN, etag: 'W/"a"' }].map((headers) => ({
		name: `a body that stalls, without a strong entity tag: ${JSON.stringify(headers)}`,
		...{ sends: [stall(200_000, headers), whole(headers)], ranges: ['', ''] },
	})),
	{ name: 'a compressed object', sends: [whole(GZIP, PACKED)], ranges: [''] },
	{
		// The rest of the compressed bytes is not the rest of the object.
		name: 'a compressed object that stalls',
		sends: [
			stall(200_000, GZIP, PACKED),
			rest({ body: PACKED, headers: GZIP }),
			whole(GZIP, PACKED),
		],
		ranges: ['', TAGGED, ''],
	},
	// Instead of the rest, after a body that stalled: nothing is mixed.
	...INSTEAD.map(([name, sending, count]) => ({
		name: `in place of the rest, ${name}`,
		sends: [stall(200_000), sending, rest()],
		ranges: ['', AFTER_200_000, /^(bytes=200000- "the tag")?$/].slice(0, count),
	})),
	...CUTS.flatMap(([where, sending]) => [
		{ name: `a cut ${where}, twice`, sends: [sending, sending, whole()], ranges: times(3, ANY) },
		{
			...{ name: `a cut ${where}, each time`, sends: times(4, sending), ranges: times(4, ANY) },
			message: 'The download from STORAGE was cut off',
		},
	]),
	{
		...{ name: 'a body that stalls each time', sends: times(4, stall(50)), ranges: times(4, ANY) },
		message: `The download from STORAGE stopped: hardly a byte came within ${TIMEOUT} ms`,
		advice: /^Try again, or raise "Timeout" under Options\. Tried 4 times\.$/,
	},
	...['gzip', 'deflate', 'br'].map((encoding) => ({
		name: `bytes that are not ${encoding}, although they are labeled so`,
		...{ sends: [whole({ ...HEADERS, 'content-encoding': encoding })], ranges: [''] },
		message: 'The object is stored as compressed, but its bytes cannot be decompressed',
		advice: /Store it again without Content-Encoding/,
	})),
];

const download = async (key: string, timeout = TIMEOUT) =>
	await runNode({
		...{ node: 'bucket', credential: { host: platform.url(), token: 'token' } },
		parameters: saved({
			...{ resource: 'object', operation: 'download', hostGroup: 'group', bucketName: 'b1' },
			...{ key, binaryPropertyName: 'data', options: { timeout } },
		}),
	});

/** The key of the object that a request of the storage is for. */
const keyOf = ({ path }: StubRequest) => path.split('/').pop()!;

/** The storage answers the requests for an object, whose key is the scenario's index, as the scenario says. */
function play() {
	const left = SCENARIOS.map(({ sends }) => [...sends]);
	const closed = SCENARIOS.map(() => 0);
	platform.answers(({ params }) => ({
		body: { result: 0, url: `${storage.url()}/b1/${params.key}` },
	}));
	storage.answers((request) => ({
		send: (response) => {
			const index = Number(keyOf(request));
			response.on('close', () => closed[index]++);
			(left[index].shift() ?? whole())(response, request);
		},
	}));
	return closed;
}

inMemoryAndInFiles(() => {
	interface Outcome extends Result {
		requests: StubRequest[];
		links: number;
		ms: number;
	}
	let outcomes: Outcome[];
	let closed: number[];

	// All at the same time: most of them take some Timeouts.
	beforeAll(async () => {
		closed = play();
		const begun = Date.now();
		outcomes = await Promise.all(
			SCENARIOS.map(async (_, index): Promise<Outcome> => {
				const key = String(index);
				const result = await download(key);
				return {
					...{ ...result, ms: Date.now() - begun },
					requests: storage.requests.filter((request) => keyOf(request) === key),
					links: platform.requests.filter(({ params }) => params.key === key).length,
				};
			}),
		);
	});

	test.each(SCENARIOS.map((scenario, index) => ({ ...scenario, index })))(
		'$name',
		async ({ index, ranges, message, advice = / / }) => {
			const { items, error, requests, links, ms } = outcomes[index];
			if (message) {
				expect(items).toEqual([]);
				expect(error?.message).toBe(message.replace('STORAGE', storage.url()));
				expect(error?.description).toMatch(advice);
			} else {
				expect(error).toBeUndefined();
				expect(items[0].json).toMatchObject({ size: BODY.length, contentType: 'text/plain' });
				expect((await bytesOf(items[0].binary!.data)).equals(BODY)).toBe(true);
			}
			const asked = requests.map(({ headers }) =>
				`${headers.range ?? ''} ${headers['if-match'] ?? ''}`.trim(),
			);
			expect(asked).toEqual(
				ranges.map((range) => (range instanceof RegExp ? expect.stringMatching(range) : range)),
			);
			for (const { headers } of requests) expect(headers['accept-encoding']).toBe('identity');
			// Each time by a new link, and no request is left open.
			expect(links).toBe(requests.length);
			await eventually(
				async () => closed[index],
				(count) => count === ranges.length,
				'All are closed',
			);
			expect(ms).toBeLessThan(TIMEOUT * 10);
		},
	);
});

test('a file that cannot be kept is no failure of the storage', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-binaries-'));
	const remove = await keepBinariesInFiles(folder);
	// Where n8n wants a folder.
	writeFileSync(join(folder, 'workflows'), '');
	storage.answers(() => ({ send: (response) => whole()(response, storage.requests[0]) }));
	const { error } = await download('0');
	expect(error?.message).toMatch(/directory|EEXIST|ENOTDIR/);
	expect(storage.requests).toHaveLength(1);
	remove();
});

test('a download that has ended holds no timer: the process may end', async () => {
	const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
	const before = timers();
	await download('0', 60_000);
	expect(timers()).toBeLessThanOrEqual(before);
});
