import { keysLost, isComplete, outsideExpected, requestsExpected } from './expected';
import { nameOf, whereOf } from './operations';
import type { Seen, Trial } from './provoke';
import type { Outcome } from './table';
import { TEXTS } from './texts';
import type { FaultThings } from './things';

const MAY_BE_DONE = /may have done it all the same/;
/** What must never be sent twice, with the words that say how to look whether it was done. */
const LOOK: Record<string, RegExp> = {
	'account create': /Account: Get Many shows whether it exists/,
	'bucket create': /Bucket: Get Many shows whether it exists/,
	'key generate': /Look with Access Key: Get Many before trying again.*should be revoked/,
	'key regenerate': /Look with Access Key: Get Many before trying again.*should be revoked/,
};

/** Holds what was seen against a cell's outcome. */
export function judge(outcome: Outcome, trial: Trial, seen: Seen): void {
	judgeRequests(outcome, trial, seen);
	judgeOutside(outcome, trial, seen);
	judgeItems(outcome, trial, seen);
	for (const text of textsOf(seen)) judgeText(text, outcome, trial, seen.things);
}

function judgeRequests(outcome: Outcome, trial: Trial, { sent }: Seen): void {
	if (trial.fault.isNotCounted) return;
	const expected = requestsExpected(outcome, trial);
	// What is taken for the whole may end a listing early.
	if (outcome === 'taken') expect(sent.length).toBeGreaterThanOrEqual(expected);
	else expect(sent).toHaveLength(expected);
}

function judgeOutside(outcome: Outcome, trial: Trial, seen: Seen): void {
	const expected = outsideExpected(outcome, trial, seen);
	const isCutOff = trial.fault.name === 'too slow' && whereOf(trial.request) === 'endpoints';
	// Whoever does not wait takes the body away that is on its way; it depends on the moment what came of it.
	if (isCutOff && !isComplete(outcome, trial)) {
		expect([seen.before, expected]).toContainEqual(seen.after);
	} else {
		expect(seen.after).toEqual(expected);
	}
}

/** Each input item has its items or its failure, each object its own. */
function judgeItems(outcome: Outcome, trial: Trial, seen: Seen): void {
	const { operation, request } = trial;
	const { json, failures, things } = seen;
	if (outcome === 'taken') return expect(failures).toEqual([]);
	if (!isComplete(outcome, trial) && !request.isReported) {
		expect(json).toEqual([]);
		return expect(failures).toEqual([expect.any(String)]);
	}
	expect(failures).toEqual([]);
	const lost = keysLost(outcome, trial, seen);
	const expected = operation.gives(things).map((item) => {
		const isLost = lost.includes(String(item.srcKey ?? item.key)) && request.isReported;
		return expect.objectContaining(isLost ? failed(item) : item);
	});
	if (isComplete(outcome, trial)) {
		trial.fault.check?.(json);
		judgePair(trial, seen);
	}
	if (operation.givesMore) expect(json).toEqual(expect.arrayContaining(expected));
	else expect(json).toEqual(expected);
}

/** A new pair is one that there is, and was not there before. */
function judgePair({ operation }: Trial, { json, pairs, things }: Seen): void {
	if (!['key generate', 'key regenerate'].includes(nameOf(operation))) return;
	const [{ accKey, secretKey }] = json;
	expect(pairs).toContainEqual({ accKey, secretKey });
	expect(accKey).not.toBe(things.accKey);
}

/** The item of an object with which it did not go well. */
const failed = (item: object) => ({
	...Object.fromEntries(
		Object.entries(item).map(([name, value]) => [
			name,
			value === true ? false : (value as unknown),
		]),
	),
	failure: expect.any(String) as string,
});

/** Whatever says that something failed. */
export const textsOf = ({ json, failures }: Seen): string[] => [
	...failures,
	...json.flatMap(({ failure }) => (typeof failure === 'string' ? [failure] : [])),
];

function judgeText(
	text: string,
	outcome: Outcome,
	{ operation, request, fault }: Trial,
	{ secretKey }: FaultThings,
): void {
	for (const pattern of TEXTS[fault.name][whereOf(request)]) expect(text).toMatch(pattern);
	expect(text).not.toContain(secretKey);
	const look = LOOK[`${operation.resource} ${operation.operation}`];
	if (outcome === 'unread' && look) {
		expect(text).toMatch(/The work is done all the same|was made/);
		expect(text).toMatch('Access Key: Get Many');
	}
	if (outcome.endsWith('?')) {
		expect(text).toMatch(MAY_BE_DONE);
		if (look) expect(text).toMatch(look);
	} else {
		expect(text).not.toMatch(MAY_BE_DONE);
	}
	if (outcome.startsWith('repeats')) expect(text).toMatch('Tried 4 times.');
	if (outcome === 'breaks' && operation.operation !== 'getAll') {
		const { listed = 4 } = fault;
		const worked = operation.variant === 'through S3' ? 0 : listed;
		expect(text).toMatch(`Up to then: ${worked} of ${worked} matching objects`);
	}
}
