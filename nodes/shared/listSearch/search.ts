import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Answer } from '../answers';
import { connect } from '../api/client';
import { openGate, type Gate } from '../api/gate';
import { isNotPermitted } from '../api/failures';
import type { ApiMethod, Parameters, ParametersOf } from '../api/methods';
import { DEFAULT_CONCURRENCY } from '../fields/options';
import { BadInput } from '../errors';
import { emptyField, optionalName, wholeNumber } from '../parse/text';

export type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** What the rows of a list are made from: asks the platform, by the values chosen above the picker. */
export interface SearchContext {
	ask: <M extends ApiMethod>(method: M, parameters: ParametersOf<M>) => Promise<Answer>;
	/** A sibling parameter's value; empty where none is chosen. */
	chosen: (name: string) => string;
}

/** A picker: a list of entries, of which those show that contain the search text. */
export const listSearchMethod = (
	list: (asking: SearchContext) => Promise<INodeListSearchItems[]>,
): Search =>
	async function (filter = '') {
		const wanted = filter.toLowerCase();
		return await searched(this, async (asking) => {
			const results = await list(asking);
			return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
		});
	};

/** @throws BadInput where an option or the credential cannot be read */
async function searchContext(context: ILoadOptionsFunctions, gate: Gate): Promise<SearchContext> {
	const platform = await connect(context, DEFAULT_CONCURRENCY, gate.secrets);
	const options = (context.getCurrentNodeParameter('options') ?? {}) as IDataObject;
	// What an expression that gives nothing becomes on its way from the editor. It doesn't mean one's own storage.
	if (options.ownerUid === null) throw emptyField(LABELS.ownerUid);
	const ownerUid = wholeNumber(1)(options.ownerUid, LABELS.ownerUid);
	const common: Parameters = ownerUid === undefined ? {} : { ownerUid };
	return {
		chosen: (name) => {
			// Of a field that the operation does not have, n8n cannot extract a value.
			if (context.getCurrentNodeParameter(name) === undefined) return '';
			const value: unknown = context.getCurrentNodeParameter(name, { extractValue: true });
			return optionalName(value, LABELS[name]) ?? '';
		},
		ask: async (method, parameters) =>
			await platform.call({
				method,
				parameters: { ...common, ...parameters },
				timeout: PICKER_TIMEOUT_MS,
				patience: PATIENCE,
				labels: LABELS,
			}),
	};
}

/** Somebody waits before the screen. */
export const PICKER_TIMEOUT_MS = 10_000;
const PATIENCE = { attempts: 2, pauseMs: 1000 };

/** What a source gives; nothing where the token may not ask it. Every other failure is shown. */
export async function unlessForbidden<T>(source: Promise<T[]>): Promise<T[] | undefined> {
	return await source.catch(async (error: unknown) =>
		isNotPermitted(error) ? undefined : await Promise.reject(error),
	);
}

/** The labels of what pickers read and send, for failures. */
const LABELS: Record<string, string> = {
	hostGroup: 'Host Group',
	accountName: 'Account',
	bucketName: 'Bucket',
	srcBucketName: 'Source Bucket',
	ownerUid: 'Owner UID',
	prefix: 'The search text',
};

/** @throws BadInput where no host group is chosen yet */
export function chosenHostGroup({ chosen }: SearchContext): string {
	const hostGroup = chosen('hostGroup');
	if (hostGroup === '') throw new BadInput('Choose a host group first', '');
	return hostGroup;
}

/** A picker's list, without a secret, or its failure in words: n8n shows only the message. */
export async function searched(
	context: ILoadOptionsFunctions,
	search: (asking: SearchContext) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	const gate = await openGate(context);
	try {
		return gate.list(await search(await searchContext(context, gate)));
	} catch (error) {
		throw gate.failure(context.getNode(), error).error;
	} finally {
		gate.close();
	}
}

/** An entry of a list; what it stands for is its name, unless that is said. */
export const entry = (name: unknown, value: unknown = name): INodeListSearchItems => ({
	name: asNoExpression(String(name), (text) => `"${text}"`),
	value: asNoExpression(String(value), asLiteral),
});

/**
 * n8n's editor stores both the name and the value of what is picked, and takes each that begins with "=" for an
 * expression (isExpression in n8n-workflow): `=report.csv` would name `report.csv`.
 */
const asNoExpression = (text: string, meant: (text: string) => string) =>
	text.startsWith('=') ? meant(text) : text;

/**
 * An expression that gives exactly this text. Whatever could mean something to n8n's parser (braces, quotes,
 * backslashes, ".constructor") is escaped.
 */
const asLiteral = (text: string): string =>
	`={{ "${text.replace(/[^a-zA-Z0-9 /_-]/g, escapedUnit)}" }}`;

const escapedUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const byName = (a: INodeListSearchItems, b: INodeListSearchItems) => a.name.localeCompare(b.name);

/** Each value once, in the order given. */
export const unique = (entries: INodeListSearchItems[]): INodeListSearchItems[] => [
	...new Map(entries.map((item) => [item.value, item])).values(),
];

/** Each value once, in the order of the names. */
export const distinct = (entries: INodeListSearchItems[]): INodeListSearchItems[] =>
	unique(entries).sort(byName);

/** Whether what has this host group, if the platform told one, is in the chosen one. */
export const isIn = (hostGroup: string, own: unknown) =>
	hostGroup === '' || own === undefined || own === hostGroup;
