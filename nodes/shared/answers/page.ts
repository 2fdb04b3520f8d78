import type { IDataObject } from 'n8n-workflow';
import {
	containersOf,
	isName,
	isRecord,
	listIn,
	read,
	readAny,
	readRequired,
	rowsOf,
	UnexpectedAnswer,
	type Answer,
	type ValueRole,
} from './read';
import { fieldsNamed } from './foldedNames';
import { VALUES } from './fieldNames';
import { yesOrNo } from './values';

/** A page of a listing of objects. */
export interface Page {
	rows: IDataObject[];
	/** Keys that the platform folded into one, by the delimiter that was asked for or that is its default. */
	commonPrefixes: string[];
	/** Where the next page begins; undefined on the last one. */
	nextToken?: string;
}

/** Reads a page; throws UnexpectedAnswer for one that is cut off without a token to go on with. */
export function pageOf(answer: Answer): Page {
	const rows = rowsOf(answer, 'objects', 'objectKey');
	const containers = containersOf(answer);
	const prefixes = containers.map((container) => listIn(container, 'commonPrefixes')).find(Boolean);
	const commonPrefixes = (prefixes ?? []).map((prefix) => readPrefix(prefix, answer));
	const decode = decoderOf(answer);
	return {
		rows: decode ? rows.map((row) => withKeyDecoded(row, decode)) : rows,
		commonPrefixes: decode ? commonPrefixes.map(decode) : commonPrefixes,
		nextToken: tokenOf(answer, decode),
	};
}

type Decode = (text: string) => string;

const firstOf = (answer: Answer, role: ValueRole) =>
	containersOf(answer)
		.map((container) => readAny(container, role))
		.find((value) => value !== undefined);

/** A token that is there is followed, unless it is denied clearly that there is more. */
function tokenOf(answer: Answer, decode?: Decode): string | undefined {
	const cutOff = firstOf(answer, 'isCutOff');
	const isSaid = cutOff !== undefined && cutOff !== '';
	const isCutOff = yesOrNo(cutOff);
	if (isSaid && isCutOff === undefined)
		throw new UnexpectedAnswer('isCutOff', answer, 'is not clear');
	if (isCutOff === false) return undefined;
	const marker = firstOf(answer, 'nextMarker');
	const token = [
		firstOf(answer, 'nextToken'),
		typeof marker === 'string' && decode ? decode(marker) : marker,
		isCutOff ? firstOf(answer, 'tokenWhenCutOff') : undefined,
	].find((value) => !isNone(value));
	if (token === undefined && !isCutOff) return undefined;
	if (token === undefined) throw new UnexpectedAnswer('nextToken', answer);
	if (!isName(token)) throw new UnexpectedAnswer('nextToken', answer, 'is not a text');
	return String(token);
}

const isNone = (token: unknown) => token === undefined || ['', false, 0].includes(token as never);

function readPrefix(prefix: unknown, answer: Answer): string {
	if (typeof prefix === 'string') return prefix;
	const text = isRecord(prefix) ? read(prefix, 'prefix') : undefined;
	if (typeof text === 'string') return text;
	throw new UnexpectedAnswer('prefix', isRecord(prefix) ? prefix : answer);
}

/**
 * How the names of a page are decoded: with EncodingType "url" S3 writes keys, prefixes and markers as
 * forms do (Amazon S3 API Reference, ListObjects).
 * @throws UnexpectedAnswer for another encoding, since its keys would name other objects
 */
function decoderOf(answer: Answer): Decode | undefined {
	const encoding = firstOf(answer, 'encoding');
	if (encoding === undefined || encoding === '') return undefined;
	if (typeof encoding !== 'string' || encoding.toLowerCase() !== 'url') {
		throw new UnexpectedAnswer('encoding', answer, 'is unknown');
	}
	return (text) => {
		const decoded = decodedForm(text);
		if (decoded === undefined) throw new UnexpectedAnswer('encoding', answer, 'is not kept');
		return decoded;
	};
}

function decodedForm(text: string): string | undefined {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return undefined;
	}
}

function withKeyDecoded(row: IDataObject, decode: Decode): IDataObject {
	const key = readRequired(row, 'objectKey');
	const fields = fieldsNamed(row, VALUES.objectKey).flat();
	const holdKey = fields.filter((name) => String(row[name]) === key);
	return { ...row, ...Object.fromEntries(holdKey.map((name) => [name, decode(key)])) };
}
