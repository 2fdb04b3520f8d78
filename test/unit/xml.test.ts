import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { elements, elementText, escapeXml } from '../../nodes/shared/s3/xml';

// Another's reader of XML, for what ours writes.
const parser = new XMLParser({
	...{ trimValues: false, parseTagValue: false, processEntities: true, htmlEntities: true },
});

const texts = fc.string({
	unit: fc.constantFrom(...'<>&"\'; \n\t\rax#1üé', '&amp;', ']]>', '<!--', '😀'),
	maxLength: 20,
});

test('any key stands in a document as it is', () => {
	fc.assert(
		fc.property(texts, (key) => {
			const document = `<Object><Key>${escapeXml(key)}</Key></Object>`;
			expect(parser.parse(document).Object.Key).toBe(key);
			expect(elementText(document, 'Key')).toBe(key);
		}),
		{ numRuns: 2000 },
	);
});

test.each([
	['a<b>&"\'', 'a&lt;b&gt;&amp;&quot;&apos;'],
	['a\nb\rc\td', 'a&#10;b&#13;c&#9;d'],
	['ü😀', 'ü😀'],
])('%j is written as %s', (text, written) => {
	expect(escapeXml(text)).toBe(written);
});

test.each([
	['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
	['&#x1F600;&#252;&#xA;', '😀ü\n'],
	['&amp;lt;', '&lt;'],
	...['&unknown; & &;', '&constructor;', '&__proto__;', '&#x110000;&#99999999999;'].map((text) => [
		...[text, text],
	]),
])('%s is read as %j', (written, text) => {
	expect(elementText(`<A>${written}</A>`, 'A')).toBe(text);
});

const ANSWER = `<?xml version="1.0"?>
<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
	<Error><Key>a</Key><Code>AccessDenied</Code></Error>
	<Error><Key>b</Key><Code/></Error>
	<Errors>not one</Errors>
</DeleteResult>`;

test('reads each element of a name, and the first text', () => {
	expect(elements(ANSWER, 'Error')).toEqual([
		'<Key>a</Key><Code>AccessDenied</Code>',
		'<Key>b</Key><Code/>',
	]);
	expect(elementText(ANSWER, 'Key')).toBe('a');
	expect(elementText(ANSWER, 'UploadId')).toBeUndefined();
	expect(elementText('<Key></Key>', 'Key')).toBe('');
	expect(elementText('<A/><B/><A>x</A>', 'A')).toBe('x');
});
