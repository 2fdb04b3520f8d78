import type { INodeListSearchItems } from 'n8n-workflow';
import { isRecord, pageOf, type Page } from '../answers';
import type { PageRequest } from '../objects/listing';
import { BadInput } from '../errors';
import { isGroup, PageGuard } from '../objects/pageGuard';
import { chosenHostGroup, entry, searched, PICKER_TIMEOUT_MS, type Search } from './search';

const OBJECTS_ON_A_PAGE = 100;

/** So many requests for a page, where the platform groups keys into many small groups. */
const MAX_REQUESTS = 10;
const MAX_EMPTY_PAGES = 50;

/** Objects are searched by the platform, by prefix, page by page: there may be millions. */
export const objectPicker = (bucketParameter: string): Search =>
	async function (filter, paginationToken) {
		return await searched(this, async (context) => {
			const bucketName = context.chosen(bucketParameter);
			if (!bucketName) throw new BadInput('Choose a bucket first', '');
			const hostGroup = chosenHostGroup(context);
			const askForPage = (maxKeys: number) => async (part: PageRequest) =>
				pageOf(
					await context.ask('s3.bucket.ListObjects', {
						...{ hostGroup, bucketName, maxKeys, ...part },
					}),
				);
			const first: PageRequest = filter ? { prefix: filter } : {};
			const left = paginationToken ? partsLeft(paginationToken) : [first];
			const results = await someObjects(left, askForPage(OBJECTS_ON_A_PAGE));
			if (results.length === 0 && filter && left.length === 0) {
				return { results: await objectsContaining(filter, askForPage(SEARCHED_PER_PAGE)) };
			}
			return { results, paginationToken: left.length > 0 ? JSON.stringify(left) : undefined };
		});
	};

/** How many keys are looked through for a text that no key begins with. */
const SEARCHED_OBJECTS = 5000;
const SEARCHED_PER_PAGE = 1000;

/** Objects whose keys contain a text, among the first of the bucket: the platform itself finds prefixes only. */
async function objectsContaining(text: string, ask: (part: PageRequest) => Promise<Page>) {
	const wanted = text.toLowerCase();
	const left: PageRequest[] = [{}];
	const found: INodeListSearchItems[] = [];
	const until = Date.now() + PICKER_TIMEOUT_MS;
	for (let searched = 0; left.length > 0 && searched < SEARCHED_OBJECTS && Date.now() < until;) {
		const page = await someObjects(left, ask, SEARCHED_PER_PAGE);
		if (page.length === 0) break;
		searched += page.length;
		// Not by push(...page), here and below: a page may hold more than arguments fit on the stack.
		for (const one of page) if (one.name.toLowerCase().includes(wanted)) found.push(one);
	}
	return found.slice(0, OBJECTS_ON_A_PAGE);
}

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

const ENDLESS = new BadInput(
	'The list does not come to an end: the platform answered the same page token twice',
	'Enter the key instead.',
);

const OUTDATED = new BadInput('The list is out of date', 'Close it and open it again.');

/**
 * Takes objects from the parts that are left, and leaves what is left then. The platform may group keys
 * that nobody asked to group (listing.ts): each group is a part of its own.
 */
async function someObjects(
	left: PageRequest[],
	ask: (part: PageRequest) => Promise<Page>,
	most = OBJECTS_ON_A_PAGE,
) {
	const results: INodeListSearchItems[] = [];
	const seen = new Set<string>();
	const until = Date.now() + PICKER_TIMEOUT_MS;
	const mayAsk = (asked: number) =>
		asked < (results.length > 0 ? MAX_REQUESTS : MAX_EMPTY_PAGES) && Date.now() < until;
	for (let asked = 0; left.length > 0 && mayAsk(asked); asked++) {
		if (results.length >= most) break;
		const [part] = left.splice(0, 1);
		const id = JSON.stringify([part.prefix, part.continuationToken]);
		if (seen.has(id)) throw ENDLESS;
		seen.add(id);
		const { nextToken, ...page } = await ask(part);
		const entries = new PageGuard(part.prefix ?? '').admit(page);
		for (const one of entries) if (!isGroup(one)) results.push(entry(one.key));
		const groups = entries.filter(isGroup);
		const rest = left.splice(0);
		for (const { commonPrefix } of groups) left.push({ prefix: commonPrefix });
		if (nextToken) left.push({ ...part, continuationToken: nextToken });
		for (const one of rest) left.push(one);
	}
	return results;
}
