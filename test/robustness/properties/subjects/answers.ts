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
import { payloads, results } from '../answerValues';
import { deletedBy, DONE, itemOf, onObjects, usePlatform } from '../batch';
import { holds } from '../holds';
import { inOrder, isWhole } from '../meant';
import { mustBeReadable } from '../readable';
import { fromItems, LISTINGS, TRIED } from '../tried';
import { texts, wholeTexts } from '../values';

// Whatever the platform answers: items, or a failure that a person understands.

const { eachItem, run } = usePlatform('answers');

const TAKEN = TRIED.map((tried) => ({
	parameters: fromItems(tried, 'name'),
	json: tried.right,
	name: `${tried.resource}: ${tried.operation}`,
}));
const LISTS = LISTINGS.map((parameters) => ({
	parameters: parameters as IDataObject,
	json: {},
	name: `${parameters.resource}: ${parameters.operation}, simplified: ${parameters.simplify}`,
}));

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

test.each([...TAKEN, ...LISTS])('any answer to $name', ({ parameters, json }) =>
	eachItem({
		...{ runs: 4, inputs: answers, parameters, item: () => itemOf({ ...json }) },
		answer: (given) => given,
		judge({ requests, out, failure }, given) {
			expect(requests.length).toBeGreaterThan(0);
			// A row as it was answered may have a field of this name.
			const isRow = parameters.simplify === false && /"error"/.test(String(given.body));
			if (!isRow && !saysDone(given)) expect(failure).toBeDefined();
			if (failure !== undefined && !isRow) {
				mustBeReadable(failure, [String(given.body)]);
				expect(Object.keys(out[0].json)).toEqual(['error']);
			}
		},
	}),
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

test.each(READERS)('reading %s gives it, or says what is missing', (_, reader) =>
	holds('answers', 120, payloads, (payload) => {
		try {
			reader(payload as Answer);
		} catch (error) {
			if (!(error instanceof UnexpectedAnswer)) throw error;
			expect(error.message.length).toBeLessThan(2000);
		}
	}),
);

const listed = (keys: unknown[]): StubAnswer => ({
	body: { result: 0, objects: inOrder(keys).map((key) => ({ key, size: 1 })) },
});

test('what is listed has the names that the platform gives it', () =>
	eachItem({
		...{ runs: 10, parameters: onObjects('getAll', { returnAll: true }), answer: listed },
		inputs: fc.uniqueArray(
			texts.filter((key) => key !== ''),
			{ maxLength: 8 },
		),
		judge({ out, failure }, keys) {
			expect(failure).toBeUndefined();
			expect(out.map(({ json }) => json.key)).toEqual(inOrder(keys));
		},
	}));

test('a deletion of many names exactly what was listed', () =>
	eachItem({
		...{ runs: 12, most: 20, parameters: onObjects('deleteMany', { prefix: 'x' }) },
		inputs: fc.uniqueArray(
			fc.oneof(
				{ weight: 5, arbitrary: texts.map((text): unknown => `x${text}`) },
				fc.constantFrom<unknown>(2 ** 60, 1.5, true),
			),
			{ minLength: 1, maxLength: 6 },
		),
		answer: (keys, { path }) => (path.endsWith('listobjects') ? listed(keys) : DONE),
		judge({ requests, out, failure }, keys) {
			// A number may be another key: its digits are lost on the way.
			const isKnown = keys.every((key) => typeof key === 'string');
			const going = keys.filter((key) => typeof key === 'string' && isWhole(key));
			expect(deletedBy(requests)).toEqual(isKnown ? going.sort() : []);
			if (!isKnown) return mustBeReadable(failure);
			expect(out).toHaveLength(keys.length);
			const left = out.filter(({ json }) => json.deleted !== true);
			left.forEach(({ json }) => mustBeReadable(json.failure, [String(json.key)]));
		},
	}));

const deleting = onObjects('delete', { key: '={{ $json.key }}' });
const refusing = ({ error, result }: { error: string; result: number }): StubAnswer => ({
	body: { result, error },
});

test('failures show names as they were entered, and their details the code', () =>
	eachItem({
		...{ runs: 10, parameters: deleting },
		inputs: fc.record({
			key: wholeTexts.filter((key) => key !== '' && Buffer.byteLength(key) <= 1024),
			error: texts,
			result: fc.constantFrom(2, 3, 5, 8, 4099),
		}),
		item: ({ key }) => itemOf({ key }),
		answer: refusing,
		judge({ failure }, { key, error, result }) {
			mustBeReadable(failure, [key, error]);
			expect(failure).toContain('The platform answered: "');
			if (result === 2) expect(failure).toContain(`Object Key "${key}"`);
		},
		async after([first]) {
			const { error } = await run(deleting, [itemOf({ key: first.key })], () => refusing(first));
			expect(error?.context.data).toEqual({ code: first.result, requestKey: 'item-0' });
		},
	}));
