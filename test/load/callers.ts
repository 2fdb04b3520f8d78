import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import type { Flight } from './flight';
import type { Job } from './job';
import type { Place } from './place';
import { pathOf } from './workflow';

/** What callers have seen. */
export interface Tally {
	done: Map<string, number>;
	failures: string[];
}

/** As JSON, or as a form with the file to upload. */
function bodyOf({ file }: Job, fields: IDataObject): unknown {
	if (file === undefined) return fields;
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
	form.append('data', new Blob([file], { type: 'text/plain' }), 'file.txt');
	return form;
}

/** Has a job done once; throws what is wrong with it. */
async function once(url: string, job: Job, place: Place, flight: Flight): Promise<void> {
	const { name, hostGroup } = place;
	const prepared = await job.prepare(place);
	const fields = { name, hostGroup, bucket: name, ...prepared };
	flight.begin(name, job.name, job.concurrency);
	const { status, data } = await axios
		.post(`${url}/webhook/${pathOf(job)}`, bodyOf(job, fields), {
			...{ proxy: false, timeout: 120_000, validateStatus: () => true },
		})
		.finally(() => flight.end(name));
	if (status !== 200) throw new Error(`HTTP ${status} ${JSON.stringify(data)}`);
	await job.verify(place, data as IDataObject[], prepared);
}

/**
 * Calls without a pause until the time is up: each caller one job after the other, each beginning elsewhere in
 * the list, so that all jobs are under way at once.
 */
export async function callUntil(
	isOver: () => boolean,
	{ url, jobs, places, flight }: { url: string; jobs: Job[]; places: Place[]; flight: Flight },
): Promise<Tally> {
	const tally: Tally = { done: new Map(), failures: [] };
	const caller = async (place: Place, first: number) => {
		for (let at = first; !isOver(); at++) {
			const job = jobs[at % jobs.length];
			try {
				await once(url, job, place, flight);
				tally.done.set(job.name, (tally.done.get(job.name) ?? 0) + 1);
			} catch (error) {
				tally.failures.push(`${job.name}: ${(error as Error).message}`);
			}
		}
	};
	await Promise.all(places.map(caller));
	return tally;
}
