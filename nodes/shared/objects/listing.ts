import { sleep } from 'n8n-workflow';
import { pageOf, type Answer, type Page } from '../answers';
import { CallFailed } from '../api/failures';
import { isGroup, PageGuard, type Entry } from './pageGuard';

export type { Entry, ObjectEntry } from './pageGuard';

/** What a listing varies from page to page. */
export interface PageRequest {
	prefix?: string;
	continuationToken?: string;
}

/** Asks for one page of a bucket's objects. */
export type AskForPage = (request: PageRequest) => Promise<Answer>;

interface Listing extends PageRequest {
	/** Whether the user asked for groups; without, a group is opened, so that no object is hidden. */
	isGrouped: boolean;
	/** Whether the next page is asked for while this one is worked on; not where a listing may end early. */
	isPrefetched?: boolean;
	/** What stands before the first entry; where a group is opened, a platform may repeat it in there. */
	after?: Entry;
}

/**
 * The objects of a bucket, in the order of S3: by the bytes of their keys. They come in batches, as the
 * pages hold them, since waiting for each object by itself costs more than reading it.
 *
 * The platform is documented to group keys by a comma when nobody asked for it (its reference:
 * "delimiter, default ,"). So groups that nobody asked for are listed in their turn.
 * @throws CallFailed when the platform hands out a page token for the second time, or lists what was not asked for
 */
export async function* listObjects(ask: AskForPage, listing: Listing): AsyncGenerator<Entry[]> {
	const { isGrouped, isPrefetched, prefix = '', after } = listing;
	const guard = new PageGuard(prefix, after);
	for await (const page of pages(ask, listing)) {
		const before = guard.last;
		const entries = guard.admit(page);
		if (isGrouped) {
			yield entries;
			continue;
		}
		const groups = prefetch(
			entries.flatMap((entry, at) => {
				if (!isGroup(entry)) return [];
				const opened = { isGrouped, isPrefetched, prefix: entry.commonPrefix };
				return () => listObjects(ask, { ...opened, after: entries[at - 1] ?? before });
			}),
			isPrefetched ? GROUPS_AHEAD : 1,
		);
		let batch: Entry[] = [];
		for (const entry of entries) {
			if (!isGroup(entry)) {
				batch.push(entry);
				continue;
			}
			yield batch;
			batch = [];
			yield* groups.next().value as AsyncIterable<Entry[]>;
		}
		yield batch;
	}
}

/** So many groups are opened before their turn, since each costs a request. */
const GROUPS_AHEAD = 10;

/** Hands out listings in their order, so many of them begun before their turn. */
function* prefetch<T>(
	openings: Array<() => AsyncGenerator<T>>,
	ahead: number,
): Generator<AsyncIterable<T>> {
	const begun: Array<AsyncIterable<T>> = [];
	for (let at = 0; at < openings.length; at++) {
		while (begun.length < ahead && at + begun.length < openings.length) {
			begun.push(startEagerly(openings[at + begun.length]()));
		}
		yield begun.shift() as AsyncIterable<T>;
	}
}

/** Asks a generator for its first value now, not only when somebody wants it. */
function startEagerly<T>(source: AsyncGenerator<T>): AsyncIterable<T> {
	const first = source.next();
	first.catch(() => {});
	return (async function* () {
		for (let next = await first; !next.done; next = await source.next()) yield next.value;
	})();
}

async function* pages(ask: AskForPage, listing: Listing): AsyncGenerator<Page> {
	const { prefix, continuationToken, isPrefetched } = listing;
	const seen = new Set<string | undefined>([continuationToken]);
	const askFor = (token: string | undefined) => {
		const answer = ask({ prefix, continuationToken: token });
		// Whoever waits for it sees the failure; if nobody does any more, it must not end the process.
		answer.catch(() => {});
		return answer;
	};
	for (let answer = askFor(continuationToken); ;) {
		const page = pageOf(await answer);
		const { nextToken } = page;
		const isNew = !seen.has(nextToken);
		const ahead = isPrefetched && nextToken && isNew ? askFor(nextToken) : undefined;
		// Reading a page keeps the event loop busy; the request for the next one is to be on its way before.
		if (ahead) await sleep(0);
		yield page;
		if (nextToken === undefined) return;
		if (!isNew) throw new CallFailed(REPEATED_TOKEN);
		seen.add(nextToken);
		answer = ahead ?? askFor(nextToken);
	}
}

const REPEATED_TOKEN = {
	message:
		'The listing does not come to an end: the platform answered the same continuation token twice',
	advice: 'Try again; if it happens again, report it to the provider of the platform.',
};
