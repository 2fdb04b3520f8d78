import type { INodeListSearchItems } from 'n8n-workflow';
import { isRecord, pageOf, type Page } from '../answers';
import type { PageRequest } from '../objects/listing';
import { BadInput } from '../errors';
import { isGroup, PageGuard } from '../objects/pageGuard';
import { searchContext, entry, withReadableErrors, PICKER_TIMEOUT_MS, type Search } from './search';

const OBJECTS_ON_A_PAGE = 100;

/** So many requests for a page, where the platform groups keys into many small groups. */
const MAX_REQUESTS = 10;
const MAX_EMPTY_PAGES = 50;

/** Objects are searched by the platform, by prefix, page by page: there may be millions. */
export const objectPicker = (bucketParameter: string): Search =>
	async function (filter, paginationToken) {
		return await withReadableErrors(this, async () => {
			const { ask, chosen } = await searchContext(this);
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

const ENDLESS = new BadInput(
	'The list does not come to an end: the platform answered the same page token twice',
	'Enter the key by hand.',
);

const OUTDATED = new BadInput('The list is out of date', 'Close it and open it again.');

/**
 * Takes objects from the parts that are left, and leaves what is left then. The platform may group keys
 * that nobody asked to group (listing.ts): each group is a part of its own.
 */
async function someObjects(left: PageRequest[], ask: (part: PageRequest) => Promise<Page>) {
	const results: INodeListSearchItems[] = [];
	const seen = new Set<string>();
	const until = Date.now() + PICKER_TIMEOUT_MS;
	const mayAsk = (asked: number) =>
		asked < (results.length > 0 ? MAX_REQUESTS : MAX_EMPTY_PAGES) && Date.now() < until;
	for (let asked = 0; left.length > 0 && mayAsk(asked); asked++) {
		if (results.length >= OBJECTS_ON_A_PAGE) break;
		const [part] = left.splice(0, 1);
		const id = JSON.stringify([part.prefix, part.continuationToken]);
		if (seen.has(id)) throw ENDLESS;
		seen.add(id);
		const { nextToken, ...page } = await ask(part);
		const entries = new PageGuard(part.prefix ?? '').admit(page);
		results.push(...entries.flatMap((one) => (isGroup(one) ? [] : [entry(one.key)])));
		const groups = entries.filter(isGroup);
		left.unshift(...groups.map(({ commonPrefix }) => ({ prefix: commonPrefix })));
		if (nextToken) left.splice(groups.length, 0, { ...part, continuationToken: nextToken });
	}
	return results;
}
