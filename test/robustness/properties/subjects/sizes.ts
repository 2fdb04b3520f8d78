import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { globMatcher } from '../../../../nodes/shared/parse/glob';
import { elements } from '../../../../nodes/shared/s3/xml';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { count, holds, TEST_MS } from '../counting';
import { heapInUse } from '../heap';
import { itemOf } from '../operations';
import { mustBeReadable } from '../readable';
import { useStorage } from '../storage';

// Answers without end, without bottom or of any length: the memory and the time they take have a bound.

const { fates, requests } = usePlatform();
const storage = useStorage();

const inBucket = { resource: 'object', hostGroup: 'hg', bucketName: 'logs' };
const listing = saved({ ...inBucket, operation: 'getAll', returnAll: true });

const READING: IDataObject[] = [
	{ resource: 'account', operation: 'getAll', simplify: false },
	{ resource: 'account', operation: 'getAll' },
	{ resource: 'key', operation: 'getAll', simplify: false },
	{ resource: 'bucket', operation: 'getAll', simplify: false },
	{ ...listing, simplify: false },
	saved({ ...inBucket, operation: 'getPresignedUrl', key: 'a' }),
	saved({ resource: 'policy', operation: 'get', hostGroup: 'hg', bucketName: 'logs' }),
	saved({ resource: 'key', operation: 'generate', hostGroup: 'hg', name: 'shop' }),
];

/** So many levels of lists and objects, each in the one before. */
function nested(levels: number, name: string, isText: boolean): string {
	const value = `${`{"name":"a","accKey":"k","key":"k","${name}":[`.repeat(levels)}${']}'.repeat(levels)}`;
	return isText ? JSON.stringify(value) : value;
}

test(
	'an answer without bottom is told, and ends nothing else',
	async () => {
		const names = [
			'accounts',
			'array',
			'objects',
			'object',
			'response',
			'keys',
			'policy',
			'policies',
			'commonPrefixes',
		];
		const cases = fc.tuple(
			fc.constantFrom(...READING),
			fc.constantFrom(...names),
			fc.constantFrom(...names),
			fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 200, max: 30_000 })),
			fc.boolean(),
		);
		await holds('sizes', 80, cases, async ([parameters, outer, inner, levels, isText]) => {
			const body = `{"result":0,"${outer}":[${nested(levels, inner, isText)}]}`;
			const [{ failure }] = await fates(parameters, [itemOf({})], () => ({ body }));
			if (failure !== undefined) mustBeReadable(failure);
		});
	},
	TEST_MS,
);

test(
	'a policy without bottom is sent as it is, or refused',
	async () => {
		const parameters = saved({
			...{ resource: 'policy', operation: 'set', hostGroup: 'hg', bucketName: 'logs' },
			policy: '={{ $json.policy }}',
		});
		await holds(
			'sizes',
			40,
			fc.oneof(
				fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.constant(true)),
				// n8n itself goes no deeper into an expression's value.
				fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constant(false)),
			),
			async ([levels, isText]) => {
				const text = `{"Statement":[${nested(levels, 'a', false)}]}`;
				const policy: unknown = isText ? text : JSON.parse(text);
				const [fate] = await fates(parameters, [itemOf({ policy })], () => ({
					body: { result: 0 },
				}));
				if (fate.failure === undefined) expect(fate.requests[0].params.policy).toBe(text);
				else {
					expect(fate.requests).toEqual([]);
					expect(fate.failure).toMatch(/^Policy /);
					mustBeReadable(fate.failure);
				}
			},
		);
	},
	TEST_MS,
);

const MOST_MS = 5_000;
const lengths = fc.integer({ min: 10_000, max: 2_000_000 });

test(
	'a failure stays short and quick, however long the answer is',
	async () => {
		const units = fc.constantFrom(
			'policy ',
			'key ',
			'bucket object ',
			'limit2key',
			'x',
			' ',
			'a+/',
			'😀',
		);
		const shapes = fc.constantFrom<(text: string) => object>(
			(error) => ({ result: 99_999, error }),
			(error) => ({ result: 3, error, reason: error }),
			(name) => ({ result: 0, [name]: 1 }),
			(name) => ({ result: 0, array: [{ [name]: 1 }] }),
			(text) => ({ result: 0, object: text, response: { result: 4099, error: text } }),
		);
		await holds(
			'sizes',
			60,
			fc.tuple(fc.constantFrom(...READING), units, lengths, shapes),
			async ([parameters, unit, length, shape]) => {
				const body = shape(unit.repeat(length / unit.length));
				const begun = performance.now();
				const [{ failure }] = await fates(parameters, [itemOf({})], () => ({ body }));
				expect(performance.now() - begun).toBeLessThan(MOST_MS);
				if (failure !== undefined) expect(failure.length).toBeLessThan(4000);
			},
		);
	},
	TEST_MS,
);

test(
	'nor does the storage’s answer make it long',
	async () => {
		const units = fc.constantFrom(
			'<Code>',
			'<Code ',
			'<Message>a',
			'<Error><Code>',
			'&#x41;',
			'x',
			'<Code></Code',
			' ',
		);
		const parameters = saved({
			...inBucket,
			operation: 'upload',
			key: 'a',
			binaryPropertyName: 'data',
		});
		const file = { data: 'eA==', mimeType: 'text/plain' };
		await holds(
			'sizes',
			40,
			fc.tuple(units, lengths, fc.constantFrom(200, 403), fc.constantFrom('', '</Code>')),
			async ([unit, length, status, end]) => {
				storage.answers({
					status,
					body: `<Error><Code>${unit.repeat(length / unit.length)}${end}`,
				});
				const begun = performance.now();
				const [{ failure }] = await fates(parameters, [{ json: {}, binary: { data: file } }], () =>
					storage.keysAnswer(),
				);
				expect(performance.now() - begun).toBeLessThan(MOST_MS);
				mustBeReadable(failure);
			},
		);
	},
	TEST_MS,
);

test('XML of half a million elements without ends is read in no time', async () => {
	const units = fc.constantFrom('<Key>', '<Key ', '<Key a="1">', '</Key', '<Key><Key>x</Key>');
	await holds('sizes', 10, fc.tuple(units, lengths), ([unit, length]) => {
		const begun = performance.now();
		elements(unit.repeat(length / unit.length), 'Key');
		expect(performance.now() - begun).toBeLessThan(MOST_MS);
	});
});

test('no pattern takes long', async () => {
	const pieces = fc.constantFrom('*', '**', '?', '[a-z]', '{a,b}', '{*a,*b}', 'a', '/', '**/');
	const patterns = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));
	await holds(
		'sizes',
		150,
		fc.tuple(patterns, fc.constantFrom('a', 'ab', 'a/', '/')),
		([pattern, unit]) => {
			const begun = performance.now();
			globMatcher(pattern)(unit.repeat(1024 / unit.length));
			expect(performance.now() - begun).toBeLessThan(MOST_MS);
		},
	);
});

test(
	'a listing that never ends takes no more memory with every page',
	async () => {
		const PAGES = 600;
		const TOKEN_BYTES = 200;
		const used: number[] = [];
		let page = 0;
		const answering = () => {
			if (page === PAGES / 3 || page === PAGES - 1) used.push(heapInUse());
			const nextContinuationToken =
				page++ < PAGES ? String(page).padStart(TOKEN_BYTES, 't') : undefined;
			// Each brings something new: a listing of pages that bring nothing is given up.
			const objects = [{ key: String(page).padStart(TOKEN_BYTES, '0') }];
			return { body: { result: 0, objects, nextContinuationToken } };
		};
		// The stub keeps what it was asked.
		const forget = setInterval(() => (requests.length = 0), 50);
		await fates(listing, [itemOf({})], answering);
		clearInterval(forget);
		count('sizes', PAGES);
		expect(page).toBe(PAGES + 1);
		expect(used[1] - used[0]).toBeLessThan(8);
	},
	TEST_MS,
);

test(
	'groups that lie in one another without end are left at the length of a key',
	async () => {
		await holds('sizes', 20, fc.integer({ min: 20, max: 300 }), async (step) => {
			const answering = (_: number, { params }: { params: Record<string, string> }) => ({
				body: {
					result: 0,
					objects: [],
					commonPrefixes: [`${params.prefix ?? ''}${'g'.repeat(step)},`],
				},
			});
			const [{ failure, requests: asked }] = await fates(listing, [itemOf({})], answering);
			expect(failure).toMatch(/^The listing does not come to an end/);
			mustBeReadable(failure);
			expect(asked.length).toBeLessThan(1024 / step + 2);
		});
	},
	TEST_MS,
);
