import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { elements, elementText, escapeXml } from '../../../../nodes/shared/s3/xml';
import type { StubAnswer } from '../../../support/stub';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { itemOf } from '../operations';
import { inOrder } from '../meant';
import { mustBeReadable } from '../readable';
import { useStorage } from '../storage';
import { texts, wholeTexts } from '../values';

// What an S3 endpoint may answer: XML, pieces of it, somebody else's page.

const platform = usePlatform();
const storage = useStorage();

const ENTITIES = [
	'&amp;',
	'&constructor;',
	'&__proto__;',
	'&#x110000;',
	'&#99999999999;',
	'&#xd800;',
	'&#0;',
	'&#-1;',
	'&toString;',
	'&#x;',
];
const NAMES = ['Error', 'Code', 'Message', 'Key', 'DeleteResult', 'UploadId', 'ETag', 'Deleted'];

const contents = fc
	.array(fc.oneof(texts, fc.constantFrom(...ENTITIES)), { maxLength: 3 })
	.map((parts) => parts.join(''));

const xml = fc.letrec<{ node: string }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4, depthSize: 'medium' },
		contents,
		fc.constantFrom(
			'InternalError',
			'SlowDown',
			'NoSuchUpload',
			'<Code',
			'</Error>',
			'<?xml version="1.0"?>',
			'<Error/>',
		),
		fc
			.tuple(fc.constantFrom(...NAMES), fc.array(tie('node'), { maxLength: 3 }), fc.boolean())
			.map(
				([name, inner, isClosed]) => `<${name}>${inner.join('')}${isClosed ? `</${name}>` : ''}`,
			),
	),
})).node;

const answers: fc.Arbitrary<StubAnswer> = fc
	.tuple(fc.constantFrom(200, 200, 200, 301, 400, 403, 404, 500), xml, fc.boolean())
	.map(([status, body, hasTag]) => ({
		...{ status, body },
		...(hasTag && { headers: { etag: '"1"' } }),
	}));

/** Another's reader of XML, for what ours writes. */
const parser = new XMLParser({
	...{ trimValues: false, parseTagValue: false, processEntities: true, htmlEntities: true },
	isArray: (name: string) => name === 'Object',
});

const keysIn = (body: string): string[] => {
	const document = parser.parse(body) as { Delete: { Object: Array<{ Key: string }> } };
	return document.Delete.Object.map(({ Key }) => Key);
};

/** Whether XML has a form for all characters (XML 1.0, production 2). */
const isInXml = (text: string) =>
	[...text].every((character) => {
		const code = character.codePointAt(0) ?? 0;
		return [0x9, 0xa, 0xd].includes(code) || (code >= 0x20 && (code & ~1) !== 0xfffe);
	});

const file = { data: Buffer.from('x').toString('base64'), mimeType: 'text/plain' };

test(
	'Upload succeeds where the storage says so, and else says why not',
	async () => {
		const parameters = saved({
			...{ resource: 'object', operation: 'upload', hostGroup: 'hg', bucketName: 'logs' },
			...{ key: '={{ $json.key }}', binaryPropertyName: 'data' },
		});
		await holds(
			'S3 answers',
			20,
			batchesOf(answers, 25),
			async (given) => {
				storage.answers(({ path }) => given[Number(path.split('/').pop())]);
				const items = given.map((_, index) => ({
					...itemOf({ key: `${index}` }),
					binary: { data: file },
				}));
				const all = await platform.fates(parameters, items, () => storage.keysAnswer());
				all.forEach(({ out, failure }, index) => {
					const { status, headers } = given[index];
					if (failure !== undefined) mustBeReadable(failure, [String(given[index].body)]);
					else {
						expect(out[0].json.uploaded).toBe(true);
						expect({ status, tag: headers?.etag }).toEqual({ status: 200, tag: '"1"' });
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

test(
	'a deletion a thousand at a time names each key as it is, and reads back each refusal',
	async () => {
		const parameters = saved({
			...{
				resource: 'object',
				operation: 'deleteMany',
				hostGroup: 'hg',
				bucketName: '={{ $json.bucket }}',
			},
			...{ prefix: 'x', options: { through: 's3' } },
		});
		const keys = fc
			.uniqueArray(
				wholeTexts.map((text) => `x${text}`),
				{ minLength: 1, maxLength: 8 },
			)
			.map(inOrder);
		const inputs = fc.oneof(
			{
				weight: 2,
				arbitrary: fc.record({ keys, answer: fc.constant<StubAnswer | undefined>(undefined) }),
			},
			{
				weight: 1,
				arbitrary: fc.record({ keys, answer: answers as fc.Arbitrary<StubAnswer | undefined> }),
			},
		);
		await holds(
			'S3 answers',
			20,
			batchesOf(inputs, 25),
			async (given) => {
				const refusal = (index: number): StubAnswer => ({
					body: `<DeleteResult>${given[index].keys
						.filter((key, at) => at % 2 === 0 && isInXml(key))
						.map((key) => `<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code></Error>`)
						.join('')}</DeleteResult>`,
				});
				storage.answers(({ path }) => {
					const index = Number(/^\/bucket-(\d+)/.exec(path)?.[1]);
					return given[index].answer ?? refusal(index);
				});
				storage.requests.length = 0;
				const items = given.map((_, index) => itemOf({ bucket: `bucket-${index}` }));
				const all = await platform.fates(parameters, items, (index, { path }) =>
					path.endsWith('listobjects')
						? { body: { result: 0, objects: given[index].keys.map((key) => ({ key })) } }
						: storage.keysAnswer(),
				);
				all.forEach(({ out, failure }, index) => {
					const { keys: listed, answer } = given[index];
					expect(failure).toBeUndefined();
					expect(out.map(({ json }) => json.key)).toEqual(listed);
					const own = storage.requests.filter(({ path }) => path.startsWith(`/bucket-${index}?`));
					const sent = listed.filter(isInXml);
					own.forEach(({ body }) => expect(keysIn(body)).toEqual(sent));
					expect(own.length > 0).toBe(sent.length > 0);
					out.forEach(({ json }, at) => {
						if (json.deleted !== true) {
							mustBeReadable(json.failure, [String(json.key), answer ? String(answer.body) : '']);
						}
						if (!answer) expect(json.deleted).toBe(at % 2 === 1 && isInXml(listed[at]));
					});
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

test('reading XML never fails, and gives texts', async () => {
	await holds('S3 answers', 500, fc.tuple(xml, fc.constantFrom(...NAMES)), ([text, name]) => {
		const found = elements(text, name);
		expect(found.every((content) => text.includes(content))).toBe(true);
		const value = elementText(text, name);
		expect(['string', 'undefined']).toContain(typeof value);
		if (!/native code/.test(text)) expect(value ?? '').not.toContain('native code');
	});
});

test('what is written is what is read', async () => {
	await holds('S3 answers', 300, wholeTexts, (text) => {
		expect(elementText(`<Key>${escapeXml(text)}</Key>`, 'Key')).toBe(text);
	});
});
