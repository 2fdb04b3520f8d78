import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import {
	accountsOf,
	keyPairsOf,
	pageOf,
	policyOf,
	rowsOf,
	UnexpectedAnswer,
	urlOf,
	type Answer,
} from '../../../../nodes/shared/answers';
import type { StubAnswer } from '../../../support/stub';
import { saved } from '../../../support/world';
import { payloads, results } from '../answerValues';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { inOrder, isWhole } from '../meant';
import { fromItems, itemOf, TRIED } from '../operations';
import { mustBeReadable } from '../readable';
import { texts, wholeTexts } from '../values';

// Whatever the platform answers: items, or a failure that a person understands.

const { fates } = usePlatform();

const TAKEN = TRIED.map((tried) => ({
	parameters: fromItems(tried, 'name') as IDataObject,
	json: tried.right,
	name: `${tried.resource}: ${tried.operation}`,
}));
const LISTS = ['account', 'key', 'bucket'].flatMap((resource) =>
	[true, false].map((simplify) => ({
		parameters: { resource, operation: 'getAll', returnAll: true, simplify } as IDataObject,
		json: {},
		name: `${resource}: getAll, simplified: ${simplify}`,
	})),
);

/** An answer that is an envelope, mostly. */
const answers: fc.Arbitrary<StubAnswer> = fc.oneof(
	{
		weight: 9,
		arbitrary: fc
			.tuple(results, payloads)
			.map(([result, payload]) => ({ body: JSON.stringify({ ...payload, result }) })),
	},
	fc.jsonValue().map((value) => ({ body: JSON.stringify(value) })),
	texts.map((body) => ({ body })),
	fc
		.tuple(fc.constantFrom(204, 400, 401, 404, 418, 500), texts)
		.map(([status, body]) => ({ status, body })),
);

/** Whether an answer may say that something was done: success by HTTP, and 0 as its result. */
function saysDone({ status = 200, body }: StubAnswer): boolean {
	try {
		const { result } = JSON.parse(String(body)) as { result: unknown };
		return status < 300 && (result === 0 || result === '0' || Object.is(result, -0));
	} catch {
		return false;
	}
}

test.each([...TAKEN, ...LISTS])(
	'any answer to $name',
	async ({ parameters, json }) => {
		await holds(
			'answers',
			4,
			batchesOf(answers),
			async (given) => {
				const items = given.map(() => itemOf({ ...json }));
				const all = await fates(parameters, items, (index) => given[index]);
				all.forEach(({ requests, out, failure }, index) => {
					expect(requests.length).toBeGreaterThan(0);
					// A row as it came may have a field of this name.
					const isRow = parameters.simplify === false && /"error"/.test(String(given[index].body));
					if (!isRow && !saysDone(given[index])) expect(failure).toBeDefined();
					if (failure !== undefined && !isRow) {
						mustBeReadable(failure, [String(given[index].body)]);
						expect(Object.keys(out[0].json)).toEqual(['error']);
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

const READERS: Array<[string, (answer: Answer) => unknown]> = [
	['accounts', accountsOf],
	['key pairs', keyPairsOf],
	['a page', pageOf],
	['a policy', policyOf],
	['a presigned URL', (answer) => new URL(urlOf(answer))],
	['buckets', (answer) => rowsOf(answer, 'buckets', 'bucketName')],
	['regions', (answer) => rowsOf(answer, 'regions', 'uniqueName')],
];

test.each(READERS)('reading %s gives it, or says what is missing', async (_, reader) => {
	await holds('answers', 120, payloads, (payload) => {
		try {
			reader(payload as Answer);
		} catch (error) {
			if (!(error instanceof UnexpectedAnswer)) throw error;
			expect(error.message.length).toBeLessThan(2000);
		}
	});
});

const LISTING = saved({
	...{ resource: 'object', operation: 'getAll', hostGroup: 'hg', bucketName: 'logs' },
	returnAll: true,
});

test(
	'what is listed is called as the platform calls it',
	async () => {
		const keys = fc.uniqueArray(
			texts.filter((key) => key !== ''),
			{ maxLength: 8 },
		);
		await holds(
			'answers',
			10,
			batchesOf(keys),
			async (given) => {
				const items = given.map(() => itemOf({}));
				const all = await fates(LISTING, items, (index) => ({
					body: { result: 0, objects: inOrder(given[index]).map((key) => ({ key, size: 1 })) },
				}));
				all.forEach(({ out, failure }, index) => {
					expect(failure).toBeUndefined();
					expect(out.map(({ json }) => json.key)).toEqual(inOrder(given[index]));
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

test(
	'a deletion of many names exactly what was listed',
	async () => {
		const parameters = saved({
			...{ resource: 'object', operation: 'deleteMany', hostGroup: 'hg', bucketName: 'logs' },
			prefix: 'x',
		});
		const keys = fc.uniqueArray(
			fc.oneof(
				{ weight: 5, arbitrary: texts.map((text): unknown => `x${text}`) },
				fc.constantFrom<unknown>(2 ** 60, 1.5, true),
			),
			{ minLength: 1, maxLength: 6 },
		);
		await holds(
			'answers',
			12,
			batchesOf(keys, 20),
			async (given) => {
				const items = given.map(() => itemOf({}));
				const all = await fates(parameters, items, (index, { path }) => ({
					body: path.endsWith('listobjects')
						? { result: 0, objects: inOrder(given[index]).map((key) => ({ key, size: 1 })) }
						: { result: 0 },
				}));
				all.forEach(({ requests, out, failure }, index) => {
					const deleted = requests
						.filter(({ path }) => path.endsWith('deleteobject'))
						.map(({ params }) => params.key);
					// A key that comes as a number may be another's: its digits are lost on the way.
					const isKnown = given[index].every((key) => typeof key === 'string');
					const going = given[index].filter((key) => typeof key === 'string' && isWhole(key));
					expect(deleted.sort()).toEqual(isKnown ? going.sort() : []);
					if (!isKnown) mustBeReadable(failure);
					else {
						expect(out).toHaveLength(given[index].length);
						out
							.filter(({ json }) => json.deleted !== true)
							.forEach(({ json }) => mustBeReadable(json.failure, [String(json.key)]));
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

test(
	'names in failures stand as they were entered',
	async () => {
		const parameters = saved({
			...{ resource: 'object', operation: 'delete', hostGroup: 'hg', bucketName: 'logs' },
			key: '={{ $json.key }}',
		});
		const keys = wholeTexts.filter((key) => key !== '' && Buffer.byteLength(key) <= 1024);
		await holds(
			'answers',
			10,
			batchesOf(fc.tuple(keys, texts, fc.constantFrom(2, 3, 5, 8, 4099))),
			async (given) => {
				const items = given.map(([key]) => itemOf({ key }));
				const all = await fates(parameters, items, (index) => ({
					body: { result: given[index][2], error: given[index][1] },
				}));
				all.forEach(({ failure }, index) => {
					const [key, error, code] = given[index];
					mustBeReadable(failure, [key, error]);
					expect(failure).toContain(`(code ${code}, `);
					if (code === 2) expect(failure).toContain(`Object Key "${key}"`);
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);
