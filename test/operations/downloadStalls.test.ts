import '../support/quickRetries';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { bytesOf, keepBinariesInFiles } from '../support/binary';
import { useEndpoint, xmlError } from '../support/endpoint';
import type { StubAnswer, StubRequest } from '../support/stub';

// Bodies that hang, trickle or break off, and how a download goes on from there.

const { platform, storage, linkTo, download } = useEndpoint();

/** The same bytes at every run: random ones may happen to be what a wrong label says. */
const BODY = Buffer.concat(
	Array.from({ length: 9375 }, (_, at) => createHash('sha256').update(String(at)).digest()),
);
const TAG = '"the tag"';
const HEADERS = { 'content-type': 'text/plain', etag: TAG };
const TIMEOUT = 1000;

type Sending = NonNullable<StubAnswer['send']>;

const whole =
	(headers: Record<string, string> = HEADERS, body = BODY): Sending =>
	(response) =>
		response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);

/** Sends a part of the body, and then nothing, without closing the connection. */
const stall =
	(bytes: number, headers: Record<string, string> = HEADERS): Sending =>
	(response) => {
		response.writeHead(200, { ...headers, 'content-length': BODY.length }).flushHeaders();
		response.write(BODY.subarray(0, bytes));
	};

const drips = new Set<NodeJS.Timeout>();
afterEach(() => drips.forEach((drip) => clearInterval(drip)));

/** A byte now and then, within the time that counts as silence. */
const trickle: Sending = (response) => {
	response.writeHead(200, { ...HEADERS, 'content-length': BODY.length }).flushHeaders();
	let at = 0;
	drips.add(setInterval(() => response.write(BODY.subarray(at, ++at)), TIMEOUT / 4));
};

/** The rest that was asked for. */
const rest =
	(request: StubRequest, { tag = TAG, body = BODY, shift = 0 } = {}): Sending =>
	(response) => {
		const from = Number(/^bytes=(\d+)-$/.exec(String(request.headers.range))![1]) + shift;
		response
			.writeHead(206, {
				...{ ...HEADERS, etag: tag, 'content-length': body.length - from },
				'content-range': `bytes ${from}-${body.length - 1}/${body.length}`,
			})
			.end(body.subarray(from));
	};

/** Answers the requests one after another. */
function answerWith(...sendings: Array<(request: StubRequest) => Sending>) {
	const left = [...sendings];
	storage.answers((request) => ({ send: (left.shift() ?? (() => whole()))(request) }));
}

const ranges = () =>
	storage.requests.map(({ headers }) => [headers.range, headers['if-match']].join(' ').trim());

const get = async (timeout = TIMEOUT) => {
	linkTo(`${storage.url()}/b1/a.txt?X-Amz-Signature=1`);
	return await download({ options: { timeout } });
};

// At the end: also the tests behind those of files keep theirs there.
let remove = () => {};
afterAll(() => remove());

describe.each(['memory', 'files'])('into %s', (where) => {
	beforeAll(async () => {
		if (where === 'files') remove = await keepBinariesInFiles();
	});

	const mustBeWhole = async ({ items, error }: Awaited<ReturnType<typeof get>>) => {
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ size: BODY.length, contentType: 'text/plain' });
		expect((await bytesOf(items[0].binary!.data)).equals(BODY)).toBe(true);
	};

	test.each([
		['within the body', stall(200_000), 'bytes=200000- "the tag"'],
		['behind the headers', stall(0), 'bytes=0- "the tag"'],
	])('a body that stalls %s goes on from there, by a new link', async (_, sending, range) => {
		answerWith(() => sending, rest);
		const begun = Date.now();
		await mustBeWhole(await get());
		expect(Date.now() - begun).toBeLessThan(TIMEOUT * 10);
		expect(ranges()).toEqual(['', range]);
		expect(platform.requests.length).toBeGreaterThanOrEqual(2);
	});

	test('so does one that trickles', async () => {
		answerWith(() => trickle, rest);
		await mustBeWhole(await get());
		expect(ranges()[1]).toMatch(/^bytes=\d+- "the tag"$/);
	});

	test('and one that is cut, several times', async () => {
		const cut =
			(bytes: number): Sending =>
			(response) => {
				response.writeHead(200, { ...HEADERS, 'content-length': BODY.length });
				response.write(BODY.subarray(0, bytes), () => setTimeout(() => response.destroy(), 30));
			};
		const cutRest =
			(request: StubRequest): Sending =>
			(response) => {
				expect(request.headers.range).toBe('bytes=100000-');
				response.writeHead(206, {
					...{ ...HEADERS, 'content-length': 200_000 },
					'content-range': 'bytes 100000-299999/300000',
				});
				response.write(BODY.subarray(100_000, 150_000), () =>
					setTimeout(() => response.destroy(), 30),
				);
			};
		answerWith(() => cut(100_000), cutRest, rest);
		await mustBeWhole(await get(5_000));
		expect(ranges().slice(1)).toEqual(['bytes=100000- "the tag"', 'bytes=150000- "the tag"']);
	});

	const OTHERWISE: Array<[string, (request: StubRequest) => Sending, number]> = [
		['the whole object again', () => whole(), 2],
		['another object', () => whole({ ...HEADERS, etag: '"other"' }), 3],
		['the rest of another object', (request) => rest(request, { tag: '"other"' }), 3],
		['another part of it', (request) => rest(request, { shift: 1 }), 3],
		['a longer object', (request) => rest(request, { body: Buffer.concat([BODY, BODY]) }), 3],
		['that it has changed', () => refusal('PreconditionFailed', 412), 3],
		['that there is no such part', () => refusal('InvalidRange', 416), 3],
		['to come later', () => refusal('SlowDown', 503), 3],
	];
	const refusal =
		(code: string, status: number): Sending =>
		(response: ServerResponse) =>
			response.writeHead(status).end(String(xmlError(code, status).body));

	test.each(OTHERWISE)(
		'where the storage answers with %s, nothing is mixed',
		async (_, second, count) => {
			answerWith(
				() => stall(200_000),
				second,
				(request) => (request.headers.range ? rest(request) : whole()),
			);
			await mustBeWhole(await get());
			expect(storage.requests).toHaveLength(count);
		},
	);

	test.each([
		['no entity tag', { 'content-type': 'text/plain' }],
		['a weak one', { 'content-type': 'text/plain', etag: 'W/"a"' }],
	])('with %s it begins anew', async (_, headers) => {
		answerWith(
			() => stall(200_000, headers),
			() => whole(headers),
		);
		await mustBeWhole(await get());
		expect(ranges()).toEqual(['', '']);
	});

	test('stalled each time, that is said, and the requests are ended', async () => {
		const ended: Array<Promise<void>> = [];
		answerWith(
			...Array.from({ length: 4 }, (): (() => Sending) => () => (response) => {
				ended.push(new Promise((resolve) => response.on('close', resolve)));
				stall(50)(response);
			}),
		);
		const { items, error } = await get();
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			`The download from ${storage.url()} stopped: hardly a byte came within ${TIMEOUT} ms`,
		);
		expect(error?.description).toBe('Try again, or raise "Timeout" under Options. Tried 4 times.');
		expect(ended).toHaveLength(4);
		await Promise.all(ended);
	});

	test('a body that is slow, but goes on, is waited for', async () => {
		answerWith(() => (response) => {
			response.writeHead(200, { ...HEADERS, 'content-length': BODY.length });
			let at = 0;
			const drip = setInterval(() => {
				response.write(BODY.subarray(at, (at += 30_000)));
				if (at >= BODY.length) {
					clearInterval(drip);
					response.end();
				}
			}, TIMEOUT / 3);
			drips.add(drip);
		});
		await mustBeWhole(await get());
		expect(storage.requests).toHaveLength(1);
	});

	test.each(['gzip', 'deflate', 'br'])(
		'bytes labelled %s that are none: that is said',
		async (encoding) => {
			answerWith(() => whole({ ...HEADERS, 'content-encoding': encoding }));
			const { items, error } = await get();
			expect(items).toEqual([]);
			expect(error?.message).toBe(
				'The object is stored as compressed, but its bytes cannot be decompressed',
			);
			expect(error?.description).toMatch('Store it again without Content-Encoding');
			expect(storage.requests).toHaveLength(1);
		},
	);

	test('a packed object that stalls begins anew: its rest would be something else', async () => {
		const packed = gzipSync(BODY);
		const headers = { ...HEADERS, 'content-encoding': 'gzip' };
		const stalled: Sending = (response) => {
			response.writeHead(200, { ...headers, 'content-length': packed.length }).flushHeaders();
			response.write(packed.subarray(0, 200_000));
		};
		const packedRest =
			(request: StubRequest): Sending =>
			(response) => {
				const from = Number(/^bytes=(\d+)-$/.exec(String(request.headers.range))![1]);
				response
					.writeHead(206, {
						...{ ...headers, 'content-length': packed.length - from },
						'content-range': `bytes ${from}-${packed.length - 1}/${packed.length}`,
					})
					.end(packed.subarray(from));
			};
		answerWith(
			() => stalled,
			packedRest,
			() => whole(headers, packed),
		);
		await mustBeWhole(await get());
		expect(ranges()[2]).toBe('');
	});
});

test('a download that is over holds no clock: the process may end', async () => {
	answerWith(() => whole());
	const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
	const before = timers();
	await get(60_000);
	expect(timers()).toBeLessThanOrEqual(before);
});
