import { isReadOnly, keysOf, OPERATIONS, whereOf } from '../../support/operations';
import { keysLost, isComplete, outsideExpected, requestsExpected, workedBefore } from './expected';
import { foreignLabels } from './labels';
import { isStopped, type Seen, type Trial } from './provoke';
import type { Outcome } from './table';
import { TEXTS } from './texts';

const MAY_BE_DONE = /may have done it all the same/;
/** What the failure of an operation that must not be repeated says about finding out whether it was done. */
const LOOK: Record<string, RegExp> = {
	'account create': /Account: Get Many shows whether it exists/,
	'bucket create': /Bucket: Get Many shows whether it exists/,
};

/** Compares what was seen with a cell's outcome. */
export function judge(outcome: Outcome, trial: Trial, seen: Seen): void {
	judgeRequests(outcome, trial, seen);
	judgeOutside(outcome, trial, seen);
	judgeItems(outcome, trial, seen);
	for (const text of textsOf(seen)) judgeText(text, outcome, trial, seen);
	judgeDetails(trial, seen);
}

function judgeRequests(outcome: Outcome, trial: Trial, { sent }: Seen): void {
	if (trial.fault.isNotCounted) return;
	const expected = requestsExpected(outcome, trial);
	// What is taken as complete may end a listing early.
	if (outcome === 'taken') expect(sent.length).toBeGreaterThanOrEqual(expected);
	else expect(sent).toHaveLength(expected);
}

function judgeOutside(outcome: Outcome, trial: Trial, seen: Seen): void {
	const expected = outsideExpected(outcome, trial, seen);
	const isCutOff = trial.fault.name === 'too slow' && whereOf(trial.request) === 'endpoints';
	// Whoever stops waiting also stops sending the body. Whether it arrived depends on the moment.
	if (isCutOff && !isComplete(outcome, trial)) {
		const undone = { ...trial, fault: { ...trial.fault, isWorkDone: false } };
		expect([outsideExpected(outcome, undone, seen), expected]).toContainEqual(seen.after);
	} else {
		expect(seen.after).toEqual(expected);
	}
}

/** Each input item has its items or its failure, each object its own. */
function judgeItems(outcome: Outcome, trial: Trial, seen: Seen): void {
	const { example, request } = trial;
	const { json, failures, things } = seen;
	if (outcome === 'taken') return expect(failures).toEqual([]);
	if (!isComplete(outcome, trial) && !isReported(trial)) {
		expect(json).toEqual([]);
		return expect(failures).toEqual([expect.any(String)]);
	}
	expect(failures).toEqual([]);
	if (!isComplete(outcome, trial) && example.givesWithout) {
		const items = example.givesWithout(things, request.method);
		return expect(json).toEqual(items.map((item) => expect.objectContaining(item) as object));
	}
	const lost = keysLost(outcome, trial, seen);
	const expected = example.gives(things, keysOf(example)).map((item) => {
		const isLost = lost.includes(String(item.srcKey ?? item.key)) && request.isReported;
		return expect.objectContaining(isLost ? failed(item) : item);
	});
	if (isComplete(outcome, trial)) {
		trial.fault.check?.(json);
		judgePair(trial, seen);
	}
	if (example.givesMore) expect(json).toEqual(expect.arrayContaining(expected));
	else expect(json).toEqual(expected);
}

/** A platform that nothing can be asked has nothing to report. */
const isReported = ({ request, fault }: Trial) =>
	request.isReported === true &&
	!(fault.sandbox && !fault.fault && whereOf(request) === 'platform');

/** A new pair exists, and did not before: nobody gets an old one as new. */
function judgePair({ example }: Trial, { json, pairs, things }: Seen): void {
	if (!example.requests.some(({ kind }) => kind === 'heals')) return;
	const [{ accessKey, secretKey }] = json;
	expect(pairs).toContainEqual({ accKey: accessKey, secretKey });
	expect([things.accessKey, things.inUse, things.spare]).not.toContain(accessKey);
}

/** The item of an object that could not be worked on. */
const failed = (item: object) => ({
	...(JSON.parse(JSON.stringify(item).replaceAll(':true', ':false')) as object),
	failure: expect.any(String) as string,
});

/** The code of the answer and the request key, which the platform's provider needs, are with the failure. */
function judgeDetails({ request, fault, times }: Trial, { failures, details }: Seen): void {
	const { code } = TEXTS[fault.name] ?? {};
	if (!isStopped(fault, times) || failures.length === 0 || code === undefined) return;
	if (whereOf(request) === 'platform') {
		const requestKey: unknown = expect.stringMatching(/^[\da-f-]{36}$/);
		expect(details).toEqual(code === null ? { requestKey } : { code, requestKey });
	}
}

/** Whatever says that something failed. */
export const textsOf = ({ json, failures }: Seen): string[] => [
	...failures,
	...json.flatMap(({ failure }) => (typeof failure === 'string' ? [failure] : [])),
];

function judgeText(text: string, outcome: Outcome, trial: Trial, { things }: Seen): void {
	const { example, request, fault } = trial;
	const { headers, ...texts } = TEXTS[fault.name];
	const patterns = (request.kind === 'looks' && headers) || texts[whereOf(request)];
	for (const pattern of patterns) expect(text).toMatch(pattern);
	expect(text).not.toContain(things.secretKey);
	const row = OPERATIONS.find(
		({ resource, value }) => resource === example.resource && value === example.operation,
	);
	expect(foreignLabels(text, row!)).toEqual([]);
	const look = LOOK[`${example.resource} ${example.operation}`];
	if (outcome.endsWith('?')) {
		expect(text).toMatch(MAY_BE_DONE);
		if (look) expect(text).toMatch(look);
	} else {
		expect(text).not.toMatch(MAY_BE_DONE);
	}
	if (outcome.startsWith('repeats')) expect(text).toMatch('Tried 4 times.');
	if (outcome === 'breaks' && !isReadOnly(example)) {
		const worked = workedBefore(trial);
		if (worked === 0) expect(text).not.toMatch('Up to then');
		else expect(text).toMatch(`Up to then: ${worked} of ${worked} matching objects`);
	}
}
