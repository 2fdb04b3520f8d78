import type { IDataObject } from 'n8n-workflow';
import {
	ENVELOPE,
	LISTS,
	ONE_KEY,
	PAGE_FIELDS,
	POLICIES,
	ROLE_NAMES,
	VALUES,
	WRAPPERS,
} from './spellings';
import { isYes } from './values';

/** The platform's answer to one call: a JSON object with `result` 0. */
export type Answer = IDataObject;

/** An answer that brings something, but not what was asked for under any name that is known. */
export class Unreadable extends Error {
	constructor(role: keyof typeof ROLE_NAMES, container: unknown) {
		const names = isRecord(container) ? Object.keys(container) : [];
		super(
			`The answer of the platform was not understood: ${ROLE_NAMES[role]} is missing. ` +
				`Fields that came: ${names.length ? names.slice(0, 30).join(', ') : 'none'}`,
		);
	}
}

export type ListRole = keyof typeof LISTS;
export type ValueRole = keyof typeof VALUES;

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

/** The answer itself, then the objects in it that may wrap the payload. */
const containersOf = (answer: Answer): IDataObject[] => [
	answer,
	...WRAPPERS.map((name) => answer[name]).filter(isRecord),
];

/** The one value of a role in a row, by its first known spelling; undefined where there is none. */
export function read(row: IDataObject, role: ValueRole): string | number | boolean | undefined {
	return VALUES[role].map((name) => row[name]).find(isScalar);
}

/** As `read`, as text, and where it is missing an Unreadable that names the role and the row's fields. */
export function readNeeded(row: IDataObject, role: ValueRole & keyof typeof ROLE_NAMES): string {
	const value = read(row, role);
	if (value === undefined || value === '') throw new Unreadable(role, row);
	return String(value);
}

const arrayIn = (container: IDataObject, role: ListRole): unknown[] | undefined =>
	LISTS[role].map((name) => container[name]).find((value) => Array.isArray(value)) as
		unknown[] | undefined;

const onlyArrayIn = (container: IDataObject): unknown[] | undefined => {
	const arrays = Object.entries(container)
		.filter(([name, value]) => Array.isArray(value) && !PAGE_FIELDS.includes(name))
		.map(([, value]) => value as unknown[])
		.filter((value) => value.every(isRecord));
	return arrays.length === 1 ? arrays[0] : undefined;
};

const payloadNames = (container: IDataObject, ignored: string[]): string[] =>
	Object.keys(container).filter(
		(name) => !ignored.includes(name) && !(WRAPPERS.includes(name) && isRecord(container[name])),
	);

/**
 * The rows of the list that an answer holds.
 * @param textRole what a row is that comes as a plain text (a bucket's name, a key)
 * @returns each row as received; none where the answer has nothing beside its envelope, because the
 *   platform leaves out fields that are null
 * @throws Unreadable where the answer brings other fields and no list
 */
export function rowsOf(
	answer: Answer,
	role: ListRole & keyof typeof ROLE_NAMES,
	textRole: ValueRole,
): IDataObject[] {
	const containers = containersOf(answer);
	const rows =
		containers.map((container) => arrayIn(container, role)).find(Boolean) ??
		containers.map(onlyArrayIn).find(Boolean);
	if (rows) {
		return rows.map((row) => {
			if (isRecord(row)) return row;
			if (isScalar(row)) return { [VALUES[textRole][0]]: row };
			throw new Unreadable(role, answer);
		});
	}
	const ignored = role === 'objects' ? [...ENVELOPE, ...PAGE_FIELDS] : ENVELOPE;
	const unknown = containers.find((container) => payloadNames(container, ignored).length > 0);
	if (unknown) throw new Unreadable(role, unknown);
	return [];
}

/** A page of a listing of objects. */
export interface Page {
	rows: IDataObject[];
	/** Keys that the platform folded into one, by the delimiter that was asked for or that is its default. */
	commonPrefixes: string[];
	/** Where the next page begins; undefined on the last one. */
	nextToken?: string;
}

/** Reads a page; throws Unreadable for one that is cut off without a token to go on with. */
export function pageOf(answer: Answer): Page {
	const rows = rowsOf(answer, 'objects', 'objectKey');
	const containers = containersOf(answer);
	const find = (role: ValueRole) =>
		containers.map((container) => read(container, role)).find((value) => value !== undefined);
	const cutOff = find('isCutOff');
	const token = find('nextToken') ?? (isYes(cutOff) ? find('tokenWhenCutOff') : undefined);
	const isLast = cutOff === undefined ? !token : !isYes(cutOff);
	if (!isLast && !token) throw new Unreadable('nextToken', answer);
	const prefixes = containers
		.map((container) => arrayIn(container, 'commonPrefixes'))
		.find(Boolean);
	return {
		rows,
		commonPrefixes: (prefixes ?? []).map((prefix) =>
			isRecord(prefix) ? readPrefix(prefix) : String(prefix),
		),
		nextToken: isLast ? undefined : String(token),
	};
}

function readPrefix(row: IDataObject): string {
	const prefix = read(row, 'prefix');
	if (prefix === undefined) throw new Unreadable('commonPrefixes', row);
	return String(prefix);
}

/** One account, with its key pairs as received. */
export interface AccountRow {
	/** The row as received. */
	row: IDataObject;
	hostGroup?: string;
	name?: string;
	endpoint?: string;
	keys: IDataObject[];
}

/** What accounts have from the cluster that they stand in. */
type Cluster = Pick<AccountRow, 'hostGroup' | 'endpoint'>;

const textOrNone = (value: unknown) => (value === undefined ? undefined : String(value));

/**
 * The accounts in an answer to GetKeys: a list of accounts, a list of clusters that hold accounts, or
 * a list of key pairs that name their accounts.
 */
export function accountsOf(answer: Answer, cluster: Cluster = {}): AccountRow[] {
	return rowsOf(answer, 'accounts', 'accountName').flatMap((row): AccountRow[] => {
		const hostGroup = textOrNone(read(row, 'hostGroup')) ?? cluster.hostGroup;
		const endpoint = textOrNone(read(row, 'endpoint')) ?? cluster.endpoint;
		const keys = arrayIn(row, 'accountKeys');
		if (keys && keys.every((key) => isRecord(key) && read(key, 'accessKey') !== undefined)) {
			const name = textOrNone(read(row, 'accountName'));
			return [{ row, hostGroup, name, endpoint, keys: keys as IDataObject[] }];
		}
		if (arrayIn(row, 'accounts')) {
			const clusterName = hostGroup ?? textOrNone(read(row, 'accountName'));
			return accountsOf(row, { hostGroup: clusterName, endpoint });
		}
		const isPair = read(row, 'secretKey') !== undefined || read(row, 'accountName') === undefined;
		if (isPair) readNeeded(row, 'accessKey');
		const name = textOrNone(read(row, 'accountName'));
		return [{ row, hostGroup, name, endpoint, keys: isPair ? [row] : [] }];
	});
}

/** A key pair, where an answer to GenerateKey or RegenerateKeys holds it. */
export function keyPairOf(answer: Answer): IDataObject {
	const candidates = ONE_KEY.map((name) => answer[name]).map((value): unknown =>
		Array.isArray(value) ? value[0] : value,
	);
	const deeper = candidates
		.filter(isRecord)
		.flatMap((candidate) => ONE_KEY.map((name) => candidate[name]))
		.map((value): unknown => (Array.isArray(value) ? value[0] : value));
	const pair = [...candidates, answer, ...deeper]
		.filter(isRecord)
		.find((candidate) => read(candidate, 'secretKey') !== undefined);
	if (!pair) throw new Unreadable('secretKey', answer);
	readNeeded(pair, 'accessKey');
	return pair;
}

/** The presigned URL in an answer. */
export function urlOf(answer: Answer): string {
	const url = containersOf(answer)
		.flatMap((container) => VALUES.presignedUrl.map((name) => container[name]))
		.find((value) => typeof value === 'string' && /^https?:\/\//i.test(value));
	if (typeof url !== 'string') throw new Unreadable('presignedUrl', answer);
	return url;
}

/**
 * The policy in an answer, parsed; undefined where there is none.
 * @throws Unreadable where a policy comes as a text that is not JSON
 */
export function policyOf(answer: Answer): unknown {
	const containers = containersOf(answer);
	const found = containers
		.flatMap((container) => [...VALUES.policy, ...POLICIES].map((name) => container[name]))
		.map((value): unknown =>
			Array.isArray(value) ? (value.length === 1 ? value[0] : value) : value,
		)
		.find((value) => isPolicy(parsed(value)));
	if (Array.isArray(found)) return found.map(parsed);
	if (found !== undefined) return parsed(found);
	const hasPayload = containers.some((container) => payloadNames(container, ENVELOPE).length > 0);
	if (hasPayload && !isEmptyList(answer)) throw new Unreadable('policy', answer);
	return undefined;
}

const isEmptyList = (answer: Answer) =>
	[...VALUES.policy, ...POLICIES].some((name) => {
		const value = answer[name];
		return value === '' || (Array.isArray(value) && value.length === 0);
	});

const isPolicy = (value: unknown): boolean =>
	Array.isArray(value)
		? value.length > 0 && value.every((entry) => isPolicy(parsed(entry)))
		: isRecord(value) && ('Statement' in value || 'Version' in value || 'statement' in value);

function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}
