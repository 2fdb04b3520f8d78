import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import {
	accountsOf,
	isRecord,
	pageOf,
	read,
	readNeeded,
	rowsOf,
	type Answer,
	type Page,
} from './answers';
import { connect } from './client';
import type { Call, Parameters } from './request';
import type { PageRequest } from './listing';
import { BadInput } from './operation';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT_MS } from './options';
import { optionalText, wholeNumber } from './readers';
import { S3_ENGINES } from './answers/spellings';
import { isYes } from './answers/values';
import { wordsOf } from './words';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** What the rows of a list are made from: asks the platform, by the values chosen above the picker. */
interface Asking {
	ask: (method: Call['method'], parameters?: Parameters) => Promise<Answer>;
	/** A sibling parameter's value; empty where none is chosen. */
	chosen: (name: string) => string;
}

/** A picker: a list of entries, of which those show that contain the search text. */
const picker = (list: (asking: Asking) => Promise<INodeListSearchItems[]>): Search =>
	async function (filter = '') {
		const results = await inWords(this, async () => await list(await askingFor(this)));
		const wanted = filter.toLowerCase();
		return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
	};

async function askingFor(context: ILoadOptionsFunctions): Promise<Asking> {
	const platform = await connect(context, DEFAULT_CONCURRENCY);
	const options = (context.getCurrentNodeParameter('options') ?? {}) as IDataObject;
	const ownerUid = wholeNumber(1)(options.ownerUid, LABELS.ownerUid);
	const common: Parameters = ownerUid === undefined ? {} : { ownerUid };
	return {
		chosen: (name) => {
			const value: unknown = context.getCurrentNodeParameter(name, { extractValue: true });
			return optionalText(value, LABELS[name])?.trim() ?? '';
		},
		ask: async (method, parameters = {}) =>
			await platform.call({
				method,
				parameters: { ...common, ...parameters },
				rules: { repeatable: true },
				timeout: DEFAULT_TIMEOUT_MS,
				labels: LABELS,
			}),
	};
}

/** The labels of what pickers read and send, for failures. */
const LABELS: Record<string, string> = {
	hostGroup: 'Host Group',
	bucketName: 'Bucket',
	srcBucketName: 'Source Bucket',
	ownerUid: 'Owner UID',
	prefix: 'The search text',
};

/** Shows a picker's failure in words: n8n shows only the message. */
async function inWords<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const words = wordsOf(error);
		const message = words?.message ?? (error instanceof Error ? error.message : String(error));
		throw new NodeOperationError(context.getNode(), message, {
			description: words?.advice,
		});
	}
}

const entry = (name: unknown, value: unknown = name): INodeListSearchItems => ({
	name: String(name),
	value: String(value),
});

const byName = (a: INodeListSearchItems, b: INodeListSearchItems) => a.name.localeCompare(b.name);

function distinct(entries: INodeListSearchItems[]): INodeListSearchItems[] {
	return [...new Map(entries.map((item) => [item.value, item])).values()].sort(byName);
}

/** The S3 clusters among the platform's regions. */
async function regionsWithS3({ ask }: Asking): Promise<INodeListSearchItems[]> {
	const regions = rowsOf(await ask('environment.control.GetRegions'), 'regions', 'uniqueName');
	return regions.flatMap((region) =>
		rowsOf(region, 'nodeGroups', 'uniqueName')
			.filter(isS3Cluster)
			.map((group) => {
				const uniqueName = readNeeded(group, 'uniqueName');
				const label = read(group, 'displayName') ?? read(region, 'displayName');
				return entry(label ? `${label} (${uniqueName})` : uniqueName, uniqueName);
			}),
	);
}

function isS3Cluster(group: IDataObject): boolean {
	const isEnabled = read(group, 'isEnabled');
	const isOffered = isEnabled === undefined || isYes(isEnabled);
	return isOffered && S3_ENGINES.includes(String(read(group, 'engine')).toUpperCase());
}

/** The host groups that the owner's accounts and buckets name. */
async function hostGroupsInUse({ ask }: Asking): Promise<INodeListSearchItems[]> {
	const [accounts, buckets] = await Promise.all([
		ask('s3.account.GetKeys').then((answer) => accountsOf(answer).map((row) => row.hostGroup)),
		ask('s3.bucket.List').then((answer) =>
			rowsOf(answer, 'buckets', 'bucketName').map((row) => read(row, 'hostGroup')),
		),
	]);
	return [...accounts, ...buckets].filter((name) => name !== undefined).map((name) => entry(name));
}

/** A token that may only call S3 methods cannot ask for regions; then what is in use has to do. */
async function hostGroups(asking: Asking): Promise<INodeListSearchItems[]> {
	const regions = await regionsWithS3(asking).catch(() => []);
	return distinct(regions.length > 0 ? regions : await hostGroupsInUse(asking));
}

const isIn = (hostGroup: string, own: unknown) =>
	hostGroup === '' || own === undefined || own === hostGroup;

async function accountRows({ ask, chosen }: Asking) {
	const hostGroup = chosen('hostGroup');
	return accountsOf(await ask('s3.account.GetKeys')).filter((row) =>
		isIn(hostGroup, row.hostGroup),
	);
}

async function accounts(asking: Asking) {
	const names = (await accountRows(asking)).map(({ name }) => name);
	return distinct(names.filter((name) => name !== undefined).map((name) => entry(name)));
}

async function accessKeys(asking: Asking) {
	return distinct(
		(await accountRows(asking)).flatMap(({ name, keys }) =>
			keys.map((pair) => {
				const accKey = readNeeded(pair, 'accessKey');
				return entry(name ? `${accKey} (${name})` : accKey, accKey);
			}),
		),
	);
}

async function buckets({ ask, chosen }: Asking) {
	const hostGroup = chosen('hostGroup');
	const rows = rowsOf(await ask('s3.bucket.List'), 'buckets', 'bucketName');
	return distinct(
		rows
			.filter((row) => isIn(hostGroup, read(row, 'hostGroup')))
			.map((row) => entry(readNeeded(row, 'bucketName'))),
	);
}

const OBJECTS_ON_A_PAGE = 100;

/** So many requests for a page, where the platform groups keys into many small groups. */
const MAX_REQUESTS = 10;
const MAX_EMPTY_PAGES = 50;

/** Objects are searched by the platform, by prefix, page by page: there may be millions. */
const objectPicker = (bucketParameter: string): Search =>
	async function (filter, paginationToken) {
		return await inWords(this, async () => {
			const { ask, chosen } = await askingFor(this);
			const bucketName = chosen(bucketParameter);
			if (!bucketName) throw new BadInput('Choose a bucket first', '');
			const hostGroup = chosen('hostGroup');
			if (!hostGroup) throw new BadInput('Choose a host group first', '');
			const askForPage = async (part: PageRequest) =>
				pageOf(
					await ask('s3.bucket.ListObjects', {
						...{ hostGroup, bucketName, maxKeys: OBJECTS_ON_A_PAGE, ...part },
					}),
				);
			const first: PageRequest = filter ? { prefix: filter } : {};
			const left = paginationToken ? partsLeft(paginationToken) : [first];
			const results = await someObjects(left, askForPage);
			return { results, paginationToken: left.length > 0 ? JSON.stringify(left) : undefined };
		});
	};

/** Reads what a list handed out as its token, and n8n's editor hands back. */
function partsLeft(paginationToken: string): PageRequest[] {
	let parts: unknown;
	try {
		parts = JSON.parse(paginationToken);
	} catch {
		// Told below.
	}
	if (!Array.isArray(parts) || !parts.every(isRecord)) throw OUTDATED;
	return parts.map(({ prefix, continuationToken }) => ({
		...(typeof prefix === 'string' && { prefix }),
		...(typeof continuationToken === 'string' && { continuationToken }),
	}));
}

const OUTDATED = new BadInput('The list is out of date', 'Close it and open it again.');

/**
 * Takes objects from the parts that are left, and leaves what is left then. The platform may group keys
 * that nobody asked to group (listing.ts): each group is a part of its own.
 */
async function someObjects(left: PageRequest[], ask: (part: PageRequest) => Promise<Page>) {
	const results: INodeListSearchItems[] = [];
	const mayAsk = (asked: number) => asked < (results.length > 0 ? MAX_REQUESTS : MAX_EMPTY_PAGES);
	for (let asked = 0; left.length > 0 && mayAsk(asked); asked++) {
		if (results.length >= OBJECTS_ON_A_PAGE) break;
		const [part] = left.splice(0, 1);
		const { rows, commonPrefixes, nextToken } = await ask(part);
		results.push(...rows.map((row) => entry(readNeeded(row, 'objectKey'))));
		left.unshift(...commonPrefixes.map((prefix) => ({ prefix })));
		if (nextToken) left.splice(commonPrefixes.length, 0, { ...part, continuationToken: nextToken });
	}
	return results;
}

/** The lists behind the nodes' "From List", by the names that the fields ask for. */
export const listSearch = {
	searchHostGroups: picker(hostGroups),
	searchAccounts: picker(accounts),
	searchAccessKeys: picker(accessKeys),
	searchBuckets: picker(buckets),
	searchObjects: objectPicker('bucketName'),
	searchSourceObjects: objectPicker('srcBucketName'),
};
