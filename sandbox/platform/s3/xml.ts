import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { S3Failure } from '../failures';
import { S3Failure as Failure } from '../failures';
import type { Answer } from '../traffic/record';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const HEADERS = { 'content-type': 'application/xml' };

/** The letters that cannot stand as they are; a carriage return would be read as a line's end. */
const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\r': '&#13;',
};

const builder = new XMLBuilder({
	ignoreAttributes: false,
	processEntities: false,
	tagValueProcessor: (_, value) => escape(String(value)),
	suppressEmptyNode: false,
});

const parser = new XMLParser({
	ignoreAttributes: true,
	parseTagValue: false,
	trimValues: false,
	processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
	// Also those by number (&#10;), which this parser counts among HTML's and XML among its own.
	htmlEntities: true,
	isArray: (_, path) => ['Delete.Object', 'CompleteMultipartUpload.Part'].includes(String(path)),
});

/** An answer with a document. Fields without a value are left out; lists become repeated elements. */
export function xml(root: string, content: object, status = 200): Answer {
	const document = { [root]: { '@_xmlns': NAMESPACE, ...content } };
	return { status, headers: HEADERS, body: DECLARATION + builder.build(document) };
}

/** A refusal, as S3 words it. */
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
		throw new Failure('MalformedXML');
	}
	if (typeof document[root] !== 'object') throw new Failure('MalformedXML');
	return document[root];
}

function escape(text: string): string {
	return text.replace(/[&<>"\r]/g, (letter) => ESCAPES[letter]);
}
