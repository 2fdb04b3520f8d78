import '../support/quickRetries';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, inMemoryAndInFiles, keepBinariesInFiles } from '../support/binary';
import * as send from '../support/bodies';
import { runNode, type Result } from '../support/engine';
import { eventually } from '../support/eventually';
import { expectFailure } from '../support/expecting';
import { useStub, type StubRequest } from '../support/stub';
import { saved } from '../support/world';

// Bodies that hang, trickle or break off, and how a download continues.

const platform = useStub();
const storage = useStub();

const TIMEOUT = 1500;

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

const TAGGED = /^bytes=\d+- "the tag"$/;
/** In place of the storage's address. */
const STORAGE = 'STORAGE';
const ANY = /^(bytes=\d+- "the tag")?$/;
const AFTER_200_000 = 'bytes=200000- "the tag"';

const CUT_REST = send.cut(50_000, {
	from: 100_000,
	headers: { 'content-range': 'bytes 100000-299999/300000' },
});
const CUTS: Array<[string, send.Sending]> = [
	['within a body of known length', send.cut(200_000)],
	['within a body of unknown length', send.cut(200_000, { isLengthKnown: false })],
	['after the headers', send.cut(0)],
];

/** What a storage may answer that is asked for the rest, and how many requests it takes then. */
const INSTEAD: Array<[string, send.Sending, number]> = [
	['the whole object again', send.whole(), 2],
	['another object', send.whole({ ...send.HEADERS, etag: '"other"' }), 3],
	['the rest of another object', send.rest({ etag: '"other"' }), 3],
	['another part of it', send.rest({ shift: 1 }), 3],
	['a longer object', send.rest({ body: Buffer.concat([send.BODY, send.BODY]) }), 3],
	['that it has changed', send.refusal('PreconditionFailed', 412), 3],
	['that there is no such part', send.refusal('InvalidRange', 416), 3],
	['to come later', send.refusal('SlowDown', 503), 3],
];

/**
 * What the storage answers one after another (the whole object after that), `Range` and `If-Match` of each request,
 * and why the download fails; without that, the object is complete.
 */
type Scenario = [
	name: string,
	sends: send.Sending[],
	ranges: Array<string | RegExp>,
	message?: string,
	advice?: RegExp,
];

const WEAK = { ...send.PLAIN, etag: 'W/"a"' };
const PACKED_REST = send.rest({ body: send.PACKED, headers: send.GZIP });
const TRY_AGAIN = /^Try again, or raise "Timeout" under Options\. Tried 4 times\.$/;
const stalled = send.stall(200_000);
const packed = send.whole(send.GZIP, send.PACKED);

const SCENARIOS: Scenario[] = [
	['a body that stalls', [stalled, send.rest()], ['', AFTER_200_000]],
	['headers and nothing else', [send.stall(0), send.rest()], ['', 'bytes=0- "the tag"']],
	['a body that trickles', [send.drip(1, TIMEOUT / 4), send.rest()], ['', TAGGED]],
	['a body that is slow, but goes on', [send.drip(30_000, TIMEOUT / 4)], ['']],
	[
		'a body that is cut several times',
		[send.cut(100_000), CUT_REST, send.rest()],
		['', 'bytes=100000- "the tag"', 'bytes=150000- "the tag"'],
	],
	['no answer within Timeout', [send.silence, send.whole()], ['', '']],
	['no entity tag', [send.stall(200_000, send.PLAIN), send.whole(send.PLAIN)], ['', '']],
	['a weak entity tag', [send.stall(200_000, WEAK), send.whole(WEAK)], ['', '']],
	['a compressed object', [packed], ['']],
	[
		'bytes labeled gzip of which the beginning alone is',
		[send.whole(send.GZIP, Buffer.concat([send.PACKED_WORD, Buffer.alloc(5000)]))],
		[''],
		'The object is stored as compressed, but its bytes cannot be decompressed',
	],
	// The rest of the compressed bytes is not the rest of the object.
	[
		'a compressed object that stalls',
		[send.stall(200_000, send.GZIP, send.PACKED), PACKED_REST, packed],
		['', TAGGED, ''],
	],
	// Nothing is mixed.
	...INSTEAD.map(([name, sending, count]): Scenario => [
		`in place of the rest, ${name}`,
		[stalled, sending, send.rest()],
		['', AFTER_200_000, ANY].slice(0, count),
	]),
	...CUTS.flatMap(([where, cut]): Scenario[] => [
		[`a cut ${where}, twice`, [cut, cut, send.whole()], times(3, ANY)],
		[
			`a cut ${where}, each time`,
			times(4, cut),
			times(4, ANY),
			`The download from ${STORAGE} was cut off`,
		],
	]),
	[
		'a body that stalls each time',
		times(4, send.stall(50)),
		times(4, ANY),
		`The download from ${STORAGE} stopped: hardly a byte came within ${TIMEOUT} ms`,
		TRY_AGAIN,
	],
	...['gzip', 'deflate', 'br'].map((encoding): Scenario => [
		`bytes labeled ${encoding} that are not`,
		[send.whole({ ...send.HEADERS, 'content-encoding': encoding })],
		[''],
		'The object is stored as compressed, but its bytes cannot be decompressed',
		/Store it again without Content-Encoding/,
	]),
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
	const left = SCENARIOS.map(([, sends]) => [...sends]);
	const closed = SCENARIOS.map(() => 0);
	platform.answers(({ params }) => ({
		body: { result: 0, url: `${storage.url()}/b1/${params.key}` },
	}));
	storage.answers((request) => ({
		send: (response) => {
			const index = Number(keyOf(request));
			response.on('close', () => closed[index]++);
			(left[index].shift() ?? send.whole())(response, request);
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

	// All at the same time, since most of them take some Timeouts; the first download of all takes longest.
	beforeAll(async () => {
		closed = play();
		await download(String(SCENARIOS.length - 1), 60_000);
		closed = play();
		storage.requests.length = 0;
		platform.requests.length = 0;
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

	test.each(SCENARIOS.map(([name], index) => [name, index] as const))('%s', async (_, index) => {
		const [, , ranges, message, advice = ''] = SCENARIOS[index];
		const { items, error, requests, links, ms } = outcomes[index];
		if (message) {
			expectFailure(outcomes[index], message.replace(STORAGE, storage.url()), advice);
		} else {
			expect(error).toBeUndefined();
			expect(items[0].json).toMatchObject({ size: send.BODY.length, contentType: 'text/plain' });
			expect((await bytesOf(items[0].binary!.data)).equals(send.BODY)).toBe(true);
		}
		const asked = requests.map(({ headers }) =>
			`${headers.range ?? ''} ${headers['if-match'] ?? ''}`.trim(),
		);
		expect(asked).toEqual(
			ranges.map((range) => (range instanceof RegExp ? expect.stringMatching(range) : range)),
		);
		for (const { headers } of requests) expect(headers['accept-encoding']).toBe('identity');
		// Each time by a new link, and no request is left open.
		expect(links).toBeGreaterThanOrEqual(requests.length);
		await eventually(
			async () => closed[index],
			(count) => count === ranges.length,
			'All are closed',
		);
		expect(ms).toBeLessThan(TIMEOUT * 10);
	});
});

test('a file that cannot be kept is no failure of the storage', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-binaries-'));
	const remove = await keepBinariesInFiles(folder);
	// Where n8n wants a folder.
	writeFileSync(join(folder, 'workflows'), '');
	storage.answers(() => ({ send: (response) => send.whole()(response, storage.requests[0]) }));
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
