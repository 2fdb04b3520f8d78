import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { elements, elementText, escapeXml } from '../../../../nodes/shared/s3/xml';
import type { StubAnswer } from '../../../support/stub';
import { fileItem, itemOf, onObjects, usePlatform, useStorage } from '../batch';
import { holds } from '../holds';
import { inOrder } from '../meant';
import { mustBeReadable } from '../readable';
import { joinedFrom, texts, wholeTexts } from '../values';

// What an S3 endpoint may answer: XML, pieces of it, another server's page.

const { eachItem } = usePlatform('S3 answers');
const storage = useStorage();

const ENTITIES = [
	...['&amp;', '&constructor;', '&__proto__;', '&toString;'],
	...['&#x110000;', '&#99999999999;', '&#xd800;', '&#0;', '&#-1;', '&#x;'],
];
const PIECES = [
	...['InternalError', 'SlowDown', 'NoSuchUpload'],
	...['<Code', '</Error>', '<?xml version="1.0"?>', '<Error/>'],
];
const NAMES = ['Error', 'Code', 'Message', 'Key', 'DeleteResult', 'UploadId', 'ETag', 'Deleted'];

const contents = fc
	.array(fc.oneof(texts, fc.constantFrom(...ENTITIES)), { maxLength: 3 })
	.map((parts) => parts.join(''));

const xml = fc.letrec<{ node: string }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4, depthSize: 'medium' },
		contents,
		fc.constantFrom(...PIECES),
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

/** Another XML parser, for what ours writes. */
const parser = new XMLParser({
	...{ trimValues: false, parseTagValue: false, processEntities: true, htmlEntities: true },
	isArray: (name: string) => name === 'Object',
});

const keysIn = (body: string): string[] => {
	const document = parser.parse(body) as { Delete: { Object: Array<{ Key: string }> } };
	return document.Delete.Object.map(({ Key }) => Key);
};

/** Whether XML can express all characters (XML 1.0, production 2). */
const isInXml = (text: string) =>
	[...text].every((character) => {
		const code = character.codePointAt(0) ?? 0;
		return [0x9, 0xa, 0xd].includes(code) || (code >= 0x20 && (code & ~1) !== 0xfffe);
	});

test('Upload succeeds if the storage says so, and otherwise says why not', () =>
	eachItem({
		...{ runs: 20, most: 25, inputs: answers, answer: storage.keysAnswer },
		parameters: onObjects('upload', { key: '={{ $json.key }}', binaryPropertyName: 'data' }),
		item: (_, index) => fileItem({ key: `${index}` }),
		before: (given) => storage.answers(({ path }) => given[Number(path.split('/').pop())]),
		judge({ out, failure }, { status, headers, body }) {
			if (failure !== undefined) return mustBeReadable(failure, [String(body)]);
			expect(out[0].json.uploaded).toBe(true);
			expect({ status, tag: headers?.etag }).toEqual({ status: 200, tag: '"1"' });
		},
	}));

/** The bucket of an item, by which the storage knows it. */
const bucketOf = (index: number) => `bucket-${index}`;
const isRefused = (key: string, at: number) => at % 2 === 0 && isInXml(key);

/** An answer that refuses every other key. */
const refusal = (keys: string[]): StubAnswer => ({
	body: `<DeleteResult>${keys
		.filter(isRefused)
		.map((key) => `<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code></Error>`)
		.join('')}</DeleteResult>`,
});

test('a deletion a thousand at a time names each key as it is, and reads each refusal', () => {
	const keys = fc
		.uniqueArray(joinedFrom(fc.constant('x'), wholeTexts), { minLength: 1, maxLength: 8 })
		.map(inOrder);
	return eachItem({
		...{ runs: 20, most: 25 },
		inputs: fc.record({ keys, answer: fc.option(answers, { freq: 1, nil: undefined }) }),
		item: (_, index) => itemOf({ bucket: bucketOf(index) }),
		parameters: onObjects('deleteMany', {
			...{ bucketName: '={{ $json.bucket }}', prefix: 'x', options: { via: 's3' } },
		}),
		before(given) {
			storage.answers(({ path }) => {
				const { keys: sent, answer } = given[Number(/^\/bucket-(\d+)/.exec(path)?.[1])];
				return answer ?? refusal(sent);
			});
			storage.requests.length = 0;
		},
		answer: ({ keys: listed }, { path }) =>
			path.endsWith('listobjects')
				? { body: { result: 0, objects: listed.map((key) => ({ key })) } }
				: storage.keysAnswer(),
		judge({ out, failure }, { keys: listed, answer }, index) {
			expect(failure).toBeUndefined();
			expect(out.map(({ json }) => json.key)).toEqual(listed);
			const own = storage.requests.filter(({ path }) => path.startsWith(`/${bucketOf(index)}?`));
			const sent = listed.filter(isInXml);
			own.forEach(({ body }) => expect(keysIn(body)).toEqual(sent));
			expect(own.length > 0).toBe(sent.length > 0);
			out.forEach(({ json: { deleted, failure: text, key } }, at) => {
				if (deleted !== true) mustBeReadable(text, [String(key), String(answer?.body ?? '')]);
				if (!answer) expect(deleted).toBe(at % 2 === 1 && isInXml(listed[at]));
			});
		},
	});
});

test('reading XML never fails, and gives texts', () =>
	holds('S3 answers', 500, fc.tuple(xml, fc.constantFrom(...NAMES)), ([text, name]) => {
		const found = elements(text, name);
		expect(found.every((content) => text.includes(content))).toBe(true);
		const value = elementText(text, name);
		expect(['string', 'undefined']).toContain(typeof value);
		if (!/native code/.test(text)) expect(value ?? '').not.toContain('native code');
	}));

test('what is written is what is read', () =>
	holds('S3 answers', 300, wholeTexts, (text) => {
		expect(elementText(`<Key>${escapeXml(text)}</Key>`, 'Key')).toBe(text);
	}));
