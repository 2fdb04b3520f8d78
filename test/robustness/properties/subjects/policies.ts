import fc from 'fast-check';
import { policyDocument } from '../../../../nodes/shared/parse/policy';
import { BadInput } from '../../../../nodes/shared/errors';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { isWhole } from '../meant';
import { itemOf } from '../operations';
import { saved } from '../../../support/world';
import { mustBeReadable } from '../readable';
import { texts, values } from '../values';

// A policy reaches the platform letter for letter, or nothing is sent.

const { fates } = usePlatform();

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

/** A text with something cut out, put in or doubled. */
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

/** A document that a policy means; undefined where it cannot be meant. */
function documentMeant(value: unknown): Record<string, unknown> | undefined {
	let document: unknown;
	try {
		document = JSON.parse(typeof value === 'string' ? value : JSON.stringify(value)) as unknown;
	} catch {
		return undefined;
	}
	if (typeof value === 'string' && !isWhole(value)) return undefined;
	if (typeof document !== 'object' || document === null || Array.isArray(document))
		return undefined;
	if (!Object.hasOwn(document, 'Statement')) return undefined;
	const { Statement } = document as { Statement: unknown };
	const isMeant = typeof Statement === 'object' && Statement !== null;
	return isMeant ? (document as Record<string, unknown>) : undefined;
}

/** Expects that what is sent is what was entered: a text to the letter, an object by its contents. */
function mustSay(sent: string, entered: unknown) {
	if (typeof entered === 'string') expect(sent).toBe(entered);
	else expect(JSON.parse(sent)).toEqual(documentMeant(entered));
}

/** The JSON parser's words hold pieces of a text. */
const given = (value: unknown) => [typeof value === 'string' ? value : ''];

test(
	'Set sends it as it is, for its own bucket, or says what is wrong with it',
	async () => {
		const parameters = saved({
			...{ resource: 'policy', operation: 'set' },
			...{ hostGroup: 'hg', bucketName: 'logs', policy: '={{ $json.policy }}' },
		});
		await holds(
			'policies',
			40,
			batchesOf(policies),
			async (entered) => {
				const items = entered.map((policy) => itemOf({ policy }));
				const all = await fates(parameters, items, () => ({ body: { result: 0 } }));
				all.forEach(({ requests, failure }, index) => {
					if (documentMeant(entered[index])) {
						expect(failure).toBeUndefined();
						expect(requests).toHaveLength(1);
						const names = requests[0].form.map(([name]) => name).sort();
						expect(names).toEqual(['appid', 'bucketName', 'hostGroup', 'policy', 'ruk', 'session']);
						expect(requests[0].params).toMatchObject({ hostGroup: 'hg', bucketName: 'logs' });
						mustSay(requests[0].params.policy, entered[index]);
					} else {
						expect(requests).toEqual([]);
						expect(failure).toMatch(/^Policy /);
						mustBeReadable(failure, given(entered[index]));
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

test('the reader takes what is meant, and nothing else', async () => {
	await holds('policies', 500, policies, (entered) => {
		const meant = documentMeant(entered);
		try {
			mustSay(policyDocument(entered, 'Policy'), entered);
			expect(meant).toBeDefined();
		} catch (error) {
			if (!(error instanceof BadInput)) throw error;
			expect(meant).toBeUndefined();
			mustBeReadable(`${error.message}. ${error.advice}`, given(entered));
		}
	});
});
