import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { S3Failure } from '../failures';
import type { Answer } from '../traffic/record';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const HEADERS = { 'content-type': 'application/xml' };

/** A carriage return would be read as the end of a line. */
const ESCAPES: Record<string, string> = {
	...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' },
};

const builder = new XMLBuilder({
	ignoreAttributes: false,
	processEntities: false,
	tagValueProcessor: (_, value) => String(value).replace(/[&<>"\r]/g, (letter) => ESCAPES[letter]),
	suppressEmptyNode: false,
});

const parser = new XMLParser({
	ignoreAttributes: true,
	parseTagValue: false,
	trimValues: false,
	processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
	// For numeric ones (&#10;), which are XML's, but HTML's for this parser.
	htmlEntities: true,
	isArray: (_, path) => ['Delete.Object', 'CompleteMultipartUpload.Part'].includes(String(path)),
});

/** An answer with a document. Undefined fields are left out; lists become repeated elements. */
export function xml(root: string, content: object, status = 200): Answer {
	const document = { [root]: { '@_xmlns': NAMESPACE, ...content } };
	return { status, headers: HEADERS, body: DECLARATION + builder.build(document) };
}

/** The answer for a refusal. */
export function xmlFailure({ s3Code, message, status, resource }: S3Failure): Answer {
	const error = { Code: s3Code, Message: message, Resource: resource, RequestId: '0' };
	return { status, headers: HEADERS, body: DECLARATION + builder.build({ Error: error }) };
}

/** Reads a document whose root must be this one. */
export function readXml<T>(root: string, text: string): T {
	let document: Record<string, T>;
	try {
		document = parser.parse(text, true) as Record<string, T>;
	} catch {
		throw new S3Failure('MalformedXML');
	}
	if (typeof document[root] !== 'object') throw new S3Failure('MalformedXML');
	return document[root];
}
