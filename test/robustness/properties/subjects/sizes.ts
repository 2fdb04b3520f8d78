import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseGlob } from '../../../../nodes/shared/parse/glob';
import { elements } from '../../../../nodes/shared/s3/xml';
import { count } from '../../figures';
import { fileItem, itemOf, onObjects, usePlatform, useStorage } from '../batch';
import { holds } from '../holds';
import { mustBeReadable } from '../readable';
import { READING } from '../tried';

// Answers without end, of any depth or length: the memory and time that they take are limited.

const { fateOf, requests } = usePlatform('sizes');
const storage = useStorage();

const listing = onObjects('getAll', { returnAll: true });

/** So many levels of lists and objects, each in the one before. */
function nested(levels: number, name: string, isText: boolean): string {
	const value = `${`{"name":"a","accKey":"k","key":"k","${name}":[`.repeat(levels)}${']}'.repeat(levels)}`;
	return isText ? JSON.stringify(value) : value;
}

const NESTING = [
	...['accounts', 'array', 'objects', 'object', 'response', 'keys', 'policy', 'policies'],
	'commonPrefixes',
];

test('an answer of any depth is reported, and ends nothing else', () => {
	const cases = fc.tuple(
		fc.constantFrom(...READING),
		fc.constantFrom(...NESTING),
		fc.constantFrom(...NESTING),
		fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 200, max: 30_000 })),
		fc.boolean(),
	);
	return holds('sizes', 80, cases, async ([parameters, outer, inner, levels, isText]) => {
		const body = `{"result":0,"${outer}":[${nested(levels, inner, isText)}]}`;
		const { failure } = await fateOf(parameters, itemOf({}), () => ({ body }));
		if (failure !== undefined) mustBeReadable(failure);
	});
});

test('a policy of any depth is sent as it is, or refused', () => {
	const parameters = { ...onObjects('set', { policy: '={{ $json.policy }}' }), resource: 'policy' };
	const depths = fc.oneof(
		fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.constant(true)),
		// n8n itself goes no deeper into an expression's value.
		fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constant(false)),
	);
	return holds('sizes', 40, depths, async ([levels, isText]) => {
		const text = `{"Statement":[${nested(levels, 'a', false)}]}`;
		const policy: unknown = isText ? text : JSON.parse(text);
		const { failure, requests: sent } = await fateOf(parameters, itemOf({ policy }));
		if (failure === undefined) return expect(sent[0].params.policy).toBe(text);
		expect(sent).toEqual([]);
		expect(failure).toMatch(/^Policy /);
		mustBeReadable(failure);
	});
});

const MOST_MS = 5_000;
const lengths = fc.integer({ min: 10_000, max: 2_000_000 });

/** Expects that something does not take long. */
async function mustBeQuick<T>(work: () => T | Promise<T>): Promise<T> {
	const begun = performance.now();
	const result = await work();
	expect(performance.now() - begun).toBeLessThan(MOST_MS);
	return result;
}

/** A text of a length, of one unit again and again. */
const longTexts = (...units: string[]) =>
	fc
		.tuple(fc.constantFrom(...units), lengths)
		.map(([unit, length]) => unit.repeat(length / unit.length));

test('a failure is short and quick, however long the answer is', () => {
	const texts = longTexts(
		...['policy ', 'key ', 'bucket object ', 'limit2key', 'x', ' ', 'a+/', '😀'],
	);
	const shapes = fc.constantFrom<(text: string) => object>(
		(error) => ({ result: 99_999, error }),
		(error) => ({ result: 3, error, reason: error }),
		(name) => ({ result: 0, [name]: 1 }),
		(name) => ({ result: 0, array: [{ [name]: 1 }] }),
		(text) => ({ result: 0, object: text, response: { result: 4099, error: text } }),
	);
	const cases = fc.tuple(fc.constantFrom(...READING), texts, shapes);
	return holds('sizes', 60, cases, async ([parameters, text, shape]) => {
		const body = shape(text);
		const { failure } = await mustBeQuick(() => fateOf(parameters, itemOf({}), () => ({ body })));
		if (failure !== undefined) expect(failure.length).toBeLessThan(4000);
	});
});

test('so is one about the storage', () => {
	const texts = longTexts(
		...['<Code>', '<Code ', '<Message>a', '<Error><Code>', '&#x41;', 'x', '<Code></Code', ' '],
	);
	const parameters = onObjects('upload', { key: 'a', binaryPropertyName: 'data' });
	const cases = fc.tuple(texts, fc.constantFrom(200, 403), fc.constantFrom('', '</Code>'));
	return holds('sizes', 40, cases, async ([text, status, end]) => {
		storage.answers({ status, body: `<Error><Code>${text}${end}` });
		const { failure } = await mustBeQuick(() =>
			fateOf(parameters, fileItem({}), storage.keysAnswer),
		);
		mustBeReadable(failure);
	});
});

test('XML of half a million elements without ends is read quickly', () => {
	const texts = longTexts('<Key>', '<Key ', '<Key a="1">', '</Key', '<Key><Key>x</Key>');
	return holds('sizes', 10, texts, async (text) => {
		await mustBeQuick(() => elements(text, 'Key'));
	});
});

test('no pattern takes long', () => {
	const pieces = fc.constantFrom('*', '**', '?', '[a-z]', '{a,b}', '{*a,*b}', 'a', '/', '**/');
	// So short that none stands for too many patterns.
	const patterns = fc.array(pieces, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(''));
	const cases = fc.tuple(patterns, fc.constantFrom('a', 'ab', 'a/', '/'));
	return holds('sizes', 150, cases, async ([pattern, unit]) => {
		await mustBeQuick(() => parseGlob(pattern).matches(unit.repeat(1024 / unit.length)));
	});
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The memory in use, in MiB, after garbage collection. */
function heapInUse(): number {
	collect();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / 2 ** 20;
}

test('a listing that never ends takes no more memory with every page', async () => {
	const PAGES = 600;
	const TOKEN_BYTES = 200;
	const used: number[] = [];
	let page = 0;
	const answering = () => {
		if (page === PAGES / 3 || page === PAGES - 1) used.push(heapInUse());
		const token = page++ < PAGES ? String(page).padStart(TOKEN_BYTES, 't') : undefined;
		// Each brings something new: a listing whose pages bring nothing is given up.
		const objects = [{ key: String(page).padStart(TOKEN_BYTES, '0') }];
		return { body: { result: 0, objects, nextContinuationToken: token } };
	};
	// The stub keeps what it was asked.
	const forget = setInterval(() => (requests.length = 0), 50);
	await fateOf(listing, itemOf({}), answering);
	clearInterval(forget);
	count('sizes', PAGES);
	expect(page).toBe(PAGES + 1);
	expect(used[1] - used[0]).toBeLessThan(8);
});

test('groups within groups without end are given up at the length of a key', () =>
	holds('sizes', 20, fc.integer({ min: 20, max: 300 }), async (step) => {
		const answering = (
			_: number,
			{ params: { prefix = '' } }: { params: Record<string, string> },
		) => ({
			body: { result: 0, objects: [], commonPrefixes: [`${prefix}${'g'.repeat(step)},`] },
		});
		const { failure, requests: asked } = await fateOf(listing, itemOf({}), answering);
		expect(failure).toMatch(/^The listing does not come to an end/);
		mustBeReadable(failure);
		expect(asked.length).toBeLessThan(1024 / step + 2);
	}));
