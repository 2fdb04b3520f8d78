import fc from 'fast-check';
import { policyDocument } from '../../../../nodes/shared/parse/policy';
import { BadInput } from '../../../../nodes/shared/errors';
import { onObjects, usePlatform } from '../batch';
import { holds } from '../holds';
import { isWhole } from '../meant';
import { mustBeReadable } from '../readable';
import { texts, values } from '../values';

// A policy reaches the platform character for character, or nothing is sent.

const { eachItem } = usePlatform('policies');

const statements = fc.oneof(
	fc.array(fc.dictionary(texts, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }), { maxLength: 3 }),
	fc.dictionary(texts, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
	fc.jsonValue({ maxDepth: 1 }),
);

const documents = fc.record(
	{
		Version: fc.oneof(fc.constant('2012-10-17'), texts),
		Statement: statements,
		Id: texts,
		statement: statements,
		['__proto__']: fc.jsonValue({ maxDepth: 2 }),
	},
	{ requiredKeys: [] },
);

/** A text with something removed, inserted or doubled. */
const spoilt = fc
	.tuple(documents, fc.nat(60), fc.nat(3), texts)
	.map(([document, at, length, inserted]) => {
		const text = JSON.stringify(document, null, at % 3);
		return text.slice(0, at) + inserted + text.slice(at + length);
	});

const policies: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: documents.map((document) => JSON.stringify(document, null, '\t')) },
	{ weight: 4, arbitrary: documents },
	{ weight: 3, arbitrary: spoilt },
	{ weight: 3, arbitrary: values },
	fc.jsonValue().map((value) => JSON.stringify(value)),
);

/** The document that a policy means; undefined if it can't be meant. */
function documentMeant(value: unknown): Record<string, unknown> | undefined {
	let document: unknown;
	try {
		document = JSON.parse(typeof value === 'string' ? value : JSON.stringify(value)) as unknown;
	} catch {
		return undefined;
	}
	if (typeof value === 'string' && !isWhole(value)) return undefined;
	const isObject = (one: unknown): one is object => typeof one === 'object' && one !== null;
	if (!isObject(document) || Array.isArray(document)) return undefined;
	if (!Object.hasOwn(document, 'Statement')) return undefined;
	const meant = document as Record<string, unknown>;
	return isObject(meant.Statement) ? meant : undefined;
}

/** Expects that what was entered is sent: a text exactly, an object by its contents. */
function mustSay(sent: string, entered: unknown) {
	if (typeof entered === 'string') expect(sent).toBe(entered);
	else expect(JSON.parse(sent)).toEqual(documentMeant(entered));
}

/** The JSON parser's message quotes pieces of a text. */
const given = (value: unknown) => [typeof value === 'string' ? value : ''];

test('Set sends it as it is, for its own bucket, or says what is wrong with it', () =>
	eachItem({
		...{ runs: 40, inputs: policies },
		parameters: {
			...onObjects('set', { policy: '={{ $json.value }}' }),
			resource: 'policy',
		},
		judge({ requests, failure }, entered) {
			if (documentMeant(entered)) {
				expect(failure).toBeUndefined();
				expect(requests).toHaveLength(1);
				const names = requests[0].form.map(([name]) => name).sort();
				expect(names).toEqual(['appid', 'bucketName', 'hostGroup', 'policy', 'ruk', 'session']);
				expect(requests[0].params).toMatchObject({ hostGroup: 'hg', bucketName: 'logs' });
				return mustSay(requests[0].params.policy, entered);
			}
			expect(requests).toEqual([]);
			expect(failure).toMatch(/^Policy /);
			mustBeReadable(failure, given(entered));
		},
	}));

test('the reader accepts what is meant, and nothing else', () =>
	holds('policies', 500, policies, (entered) => {
		const meant = documentMeant(entered);
		try {
			mustSay(policyDocument(entered, 'Policy'), entered);
			expect(meant).toBeDefined();
		} catch (error) {
			if (!(error instanceof BadInput)) throw error;
			expect(meant).toBeUndefined();
			mustBeReadable(`${error.message}. ${error.advice}`, given(entered));
		}
	}));
