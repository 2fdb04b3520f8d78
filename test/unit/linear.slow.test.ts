import type { IDataObject } from 'n8n-workflow';
import {
	accountsOf,
	findFailure,
	isNestedTooDeeply,
	keyPairsOf,
	mergedByName,
	newPairAmong,
	pageOf,
	policyOf,
} from '../../nodes/shared/answers';
import { fieldsNamed } from '../../nodes/shared/answers/foldedNames';
import { timeOf } from '../../nodes/shared/answers/times';
import { sizeNumber, unquoteETag } from '../../nodes/shared/answers/values';
import { apiBase } from '../../nodes/shared/api/address';
import { masked, quotable } from '../../nodes/shared/api/redact';
import { parseGlob } from '../../nodes/shared/parse/glob';
import { trimmed } from '../../nodes/shared/parse/trimmed';
import { parseEndpoint } from '../../nodes/shared/s3/endpointAddress';
import { elements, elementText, hasElement } from '../../nodes/shared/s3/xml';
import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { nodeOf } from '../support/world';

// What comes from outside takes time by its size: four times as much takes about four times as long. What compares
// each with each takes sixteen times.

const stub = useStub();

const MOST_TIMES = 9;

const of = <T>(count: number, each: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => each(index));

/** Field names that are one, as names are compared. */
const spellings = (count: number): string[] =>
	of(count, (index) =>
		[...index.toString(2)].reduce((name, bit) => name + (bit === '1' ? '_' : '-'), 'key'),
	);

const record = (names: string[], value: unknown = 1) =>
	Object.fromEntries(names.map((name) => [name, value])) as IDataObject;

const pair = (index: number) => ({ accKey: `K${index}`, secretKey: `S${index}` });
const pairs = (count: number) => of(count, (index) => ({ accessKey: `K${index}`, secretKey: 's' }));

type Work = () => unknown;

/** Each reader with the worst that it may get, by its size. */
const READERS: Array<[name: string, prepare: (size: number) => Work]> = [
	[
		'names of fields that are one',
		(n) => {
			const row = record(spellings(n));
			return () => fieldsNamed({ ...row }, ['key']);
		},
	],
	[
		'names of fields',
		(n) => {
			const row = record(of(n, (index) => `field${index}`));
			return () => fieldsNamed({ ...row }, ['key']);
		},
	],
	[
		'a failure within',
		(n) => {
			const answer = { objects: of(n, () => ({ response: [{ key: 'a' }] })) };
			return () => findFailure(answer);
		},
	],
	[
		'depth',
		(n) => {
			const answer = of(n, () => [[[1]]]);
			return () => isNestedTooDeeply(answer);
		},
	],
	[
		'accounts',
		(n) => {
			const answer = { accounts: of(n, (index) => ({ name: 'a', keys: [pair(index)] })) };
			return () => mergedByName(accountsOf(answer));
		},
	],
	[
		'pairs of two accounts',
		(n) => {
			const keys = of(n, pair);
			const answer = {
				accounts: [
					{ name: 'a', keys },
					{ name: 'a', keys },
				],
			};
			return () => mergedByName(accountsOf(answer));
		},
	],
	[
		'key pairs',
		(n) => {
			const answer = { keys: of(n, pair) };
			return () => keyPairsOf(answer);
		},
	],
	[
		'which pair is new',
		(n) => {
			const known = pairs(n);
			const all = pairs(n + 1);
			return () => newPairAmong(all, known);
		},
	],
	[
		'which secret is new',
		(n) => {
			const known = of(n, (index) => ({ accessKey: 'K', secretKey: `S${index}` }));
			return () => newPairAmong(known, known, 'K');
		},
	],
	[
		'a page',
		(n) => {
			const answer = { objects: of(n, (index) => ({ key: `k${index}` })), encodingType: 'url' };
			return () => pageOf(answer);
		},
	],
	[
		'a policy',
		(n) => {
			const answer = { policies: of(n, () => '{"Statement":[]}') };
			return () => policyOf(answer);
		},
	],
	['a time', (n) => () => timeOf(`2026-01-31${' '.repeat(n)}x`)],
	['a size', (n) => () => sizeNumber('1'.repeat(n))],
	['an entity tag', (n) => () => unquoteETag('&quot;'.repeat(n))],
	['an endpoint', (n) => () => parseEndpoint(`s3.example/${'/'.repeat(n)}x`)],
	['an address', (n) => () => apiBase(`s3.example${'/'.repeat(n)}x`)],
	['white space', (n) => () => trimmed(`a${' \u200b'.repeat(n)}b`)],
	['elements', (n) => () => elements('<Key>'.repeat(n), 'Key')],
	['attributes', (n) => () => hasElement('<Key a '.repeat(n), 'Key')],
	['an attribute', (n) => () => hasElement(`<Key${' '.repeat(n)}`, 'Key')],
	['references', (n) => () => elementText(`<Key>${'&#x41'.repeat(n)}</Key>`, 'Key')],
	['a long text', (n) => () => quotable(`${'a/'.repeat(n)} secret_key=`.repeat(2), {})],
	['named secrets', (n) => () => quotable('secret="'.repeat(n), {})],
	['passwords in links', (n) => () => quotable('://a:'.repeat(n), {})],
	[
		'a row',
		(n) => {
			const row = { keys: of(n, pair) };
			return () => masked(row);
		},
	],
	[
		'a pattern',
		(n) => () => parseGlob(`${'[a]'.repeat(Math.min(n, 1000))}*`).matches('a'.repeat(n)),
	],
];

function quickest(work: Work): number {
	const times = of(3, () => {
		const begun = performance.now();
		work();
		return performance.now() - begun;
	});
	return Math.min(...times);
}

const MEASURABLE_MS = 15;
const LARGEST = 2 ** 18;

test.each(READERS)('%s', (_, prepare) => {
	let size = 64;
	while (size < LARGEST && quickest(prepare(size)) < MEASURABLE_MS) size *= 2;
	// The least of three: another program may have had the processor.
	const ratios = of(3, () => {
		const before = Math.max(quickest(prepare(size)), 1);
		return quickest(prepare(size * 4)) / before;
	});
	expect(Math.min(...ratios)).toBeLessThan(MOST_TIMES);
});

/** Answers to operations, through the engine. */
const ANSWERS: Array<[name: string, operation: string, answerOf: (size: number) => object]> = [
	[
		'names of fields that are one',
		'bucket getAll',
		(n) => ({ array: [record(spellings(n), 'a')] }),
	],
	[
		'pairs of two accounts',
		'key getAll',
		(n) => {
			const keys = of(n, pair);
			return {
				accounts: [
					{ name: 'a', keys },
					{ name: 'a', keys },
				],
			};
		},
	],
	[
		'accounts',
		'account getAll',
		(n) => ({ accounts: of(n, (index) => ({ name: 'a', keys: [pair(index)] })) }),
	],
	['rows', 'bucket getAll', (n) => ({ buckets: of(n, (index) => ({ name: `b${index}` })) })],
];

test.each(ANSWERS)('%s: %s', async (_, operation, answerOf) => {
	const [resource, value] = operation.split(' ');
	const timeFor = async (size: number) => {
		stub.answers({ body: { result: 0, ...answerOf(size) } });
		const begun = performance.now();
		await runNode({
			node: nodeOf(resource),
			credential: { host: stub.url(), token: 't' },
			parameters: { resource, operation: value, returnAll: true },
		});
		return performance.now() - begun;
	};
	await timeFor(10);
	const before = await timeFor(4000);
	expect((await timeFor(16_000)) / before).toBeLessThan(MOST_TIMES);
});

test('as many pairs of one account as an answer may hold', () => {
	const answer = {
		accounts: [
			{ name: 'a', keys: [pair(0)] },
			{ name: 'a', keys: of(200_000, pair) },
		],
	};
	expect(mergedByName(accountsOf(answer))[0].keys).toHaveLength(200_001);
});
