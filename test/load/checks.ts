import type { Chapter } from '../../sandbox/n8n/checks/check';
import { holds, same } from '../../sandbox/n8n/checks/expect';
import type { N8nRest } from '../../sandbox/n8n/rest';
import type { Sandbox } from '../../sandbox/platform';
import type { Tally } from './callers';
import type { Flight } from './flight';
import { JOBS } from './jobs';
import { courseOf, type Sample } from './memory';
import type { Place } from './place';

/** What is left when the time is up. */
export interface Scene {
	sandbox: Sandbox;
	places: Place[];
	flight: Flight;
	tally: Tally;
	/** n8n's memory, without the warm-up. */
	samples: Sample[];
	n8n: N8nRest;
	seconds: number;
}

const MOST_SHOWN = 5;

/** The first of many texts, each on a line of its own. */
const first = (texts: string[]) =>
	[...new Set(texts)]
		.slice(0, MOST_SHOWN)
		.map((text) => `\n        ${text}`)
		.join('');

const executionsOf = ({ done }: Tally) => [...done.values()].reduce((sum, one) => sum + one, 0);

const work: Chapter<Scene> = {
	title: 'The work',
	checks: ({ tally, places, sandbox }) => [
		{
			name: 'every execution did what it says, by its items and by what is on the platform',
			run: () => {
				const { failures } = tally;
				holds(failures.length === 0, `${failures.length} failed:${first(failures)}`);
				for (const { name } of JOBS) holds(tally.done.get(name), `${name} never ran`);
				return Promise.resolve(`${executionsOf(tally)} executions`);
			},
		},
		{
			name: 'nothing else is gone, and nothing is left over',
			run: async () => {
				for (const place of places) {
					same((await place.accessKeys()).length, 1, `key pairs of ${place.name}`);
				}
				const [hostGroup] = sandbox.hostGroups;
				const buckets = await sandbox.store.listBuckets(sandbox.ownerUid, hostGroup);
				same(
					buckets.map(({ bucket }) => bucket),
					places.map(({ name }) => name),
					'buckets',
				);
				return `${places.length} accounts with one key pair each, ${buckets.length} buckets`;
			},
		},
	],
};

const requests: Chapter<Scene> = {
	title: 'Requests in flight',
	checks: ({ flight }) => [
		{
			name: 'at no moment more than the concurrencies of what was running, in sum and for each execution',
			run: () => {
				const { excesses, requests: count } = flight;
				holds(excesses.length === 0, `${excesses.length} times:${first(excesses)}`);
				holds(count > 0, 'there were none');
				return Promise.resolve(`${count} requests, each looked at as it came`);
			},
		},
		{
			name: 'executions with several items or objects do use their concurrency',
			run: () => {
				const many = JOBS.filter(({ usesAll }) => usesAll);
				for (const { name, concurrency } of many) {
					same(flight.peakOfJob.get(name), concurrency, `most in flight of one "${name}"`);
				}
				return Promise.resolve(`${many.length} workflows reached it`);
			},
		},
	],
};

/**
 * An execution whose node's context and items are never let go of holds 27 KB (measured: with a list that
 * keeps all of them). So this much is exceeded if one in twenty-seven is kept, or a kilobyte of each.
 */
const BYTES_AN_EXECUTION = 1024;

/** What is under way at one moment and not at another: medians without a leak differed by up to 1.1 MB. */
const CHANCE_BYTES = 2 * 2 ** 20;

const memory: Chapter<Scene> = {
	title: 'Memory of n8n',
	checks: ({ samples, tally }) => [
		{
			name: 'what lives in it does not grow',
			run: () => {
				holds(samples.length >= 6, `only ${samples.length} samples`);
				const allowed = CHANCE_BYTES + executionsOf(tally) * BYTES_AN_EXECUTION;
				const { start, end, fitted } = courseOf(samples, (one) => one.heapUsed + one.external);
				// What grows does so by both; by chance it is rarely both.
				const grown = Math.min(end - start, fitted);
				const text = `grown by ${Math.round(grown / 1024)} KB, allowed ${Math.round(allowed / 1024)} KB`;
				holds(grown <= allowed, text);
				return Promise.resolve(text);
			},
		},
	],
};

export const chapters = [work, requests, memory];
