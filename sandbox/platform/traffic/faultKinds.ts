import { setTimeout as sleep } from 'node:timers/promises';
import { EDITS } from './edits';
import { CUT, html, KEYS_REFUSED, withBody, type Answer, type RequestRecord } from './record';
import * as spoiling from './spoiling';

/** Does what a request asks for, or what it would ask for with other parameters. */
export type Work = (params?: RequestRecord['params']) => Promise<Answer>;

export type Outcome = Answer | typeof CUT;

/** A fault to provoke. Undefined details have the kind's defaults. */
export interface Fault {
	kind: FaultKind;
	/** `s3.bucket.Create`, an S3 operation such as `PutObject`, or `*` (default). */
	method?: string;
	/** How many requests it hits: 1 by default, Infinity for all. */
	times?: number;
	/** Hits a matching request with this probability. */
	probability?: number;
	/** Makes the random numbers the same in each run. */
	seedRandom?: number;
	match?: (record: RequestRecord) => boolean;
	code?: number;
	/** Also the word, the encoding, the mask or the format that an edit writes. */
	text?: string;
	/** Where in the answer a nested failure is. */
	at?: string;
	ms?: number;
	location?: string;
	status?: number;
	retryAfter?: string;
	bytes?: number;
}

type FaultDetails = Omit<Fault, 'kind'>;

export interface FaultRow {
	/** Gives the answer; `work` does what was requested. */
	hit: (fault: FaultDetails, record: RequestRecord, work: Work) => Promise<Outcome> | Outcome;
	/** Whether it would show on this request; if not, it waits for another. */
	appliesTo?: (record: RequestRecord) => boolean;
}

const UNKNOWN = 'unknown error, please try again later';
const INTERNAL = 'InternalError: We encountered an internal error';
const { sentToken, TOKENS, without } = spoiling;
const hasToken = (record: RequestRecord) => sentToken(record) !== undefined;

let tokensMade = 0;

/** A fault that does the work and spoils the answer. */
const spoiled = (
	spoil: (answer: Answer, fault: FaultDetails) => Answer | Promise<Answer>,
): FaultRow => ({ hit: async (fault, _, work) => await spoil(await work(), fault) });

const edited = (name: keyof typeof EDITS): FaultRow => ({
	...spoiled(async (answer, { text }) => {
		const edit = EDITS[name] as (payload: object, detail?: string) => object;
		return withBody(answer, JSON.stringify(edit(await spoiling.jsonOf(answer), text)));
	}),
	appliesTo: ({ server }) => server === 'platform',
});

const row = (hit: FaultRow['hit'], appliesTo?: FaultRow['appliesTo']): FaultRow => ({
	...{ hit, appliesTo },
});

export const FAULT_KINDS = {
	dropBefore: row(() => CUT),
	dropAfter: row(async (_, _record, work): Promise<Outcome> => {
		await work();
		return CUT;
	}),
	latency: row(async ({ ms = 1000 }, _, work) => {
		await sleep(ms, undefined, { ref: false });
		return await work();
	}),
	status: row(({ status = 429, text = 'Too many requests', retryAfter = '1' }) => ({
		status,
		headers: { 'content-type': 'text/plain', 'retry-after': retryAfter },
		body: text,
	})),
	badGateway: row(() => html(502, '502 Bad Gateway')),
	gatewayAfter: row(async ({ status = 502, location = 'http://127.0.0.1:9/' }, _, work) => {
		await work();
		const answer = html(status, `${status} of a gateway`);
		return status < 400 && status > 299 ? { ...answer, headers: { location }, body: '' } : answer;
	}),
	html200: row(() => html(200, 'Sign in')),
	code: row(({ code = 99, text = UNKNOWN, status }, record) =>
		spoiling.failure(record, { result: code, error: text, source: 'JEL' }, status),
	),
	nestedFailure: row(({ code = 4099, text = INTERNAL, status, at = 'response' }, record) =>
		spoiling.failure(record, { result: code, error: text, source: 'S3' }, status, at),
	),
	redirect: row(({ location = 'http://127.0.0.1:9/', status = 307 }) => ({
		...{ status, headers: { location }, body: '' },
	})),
	truncatedJson: spoiled(spoiling.cutInHalf),
	slowBody: spoiled((answer, { ms = 2000 }) => spoiling.slowly(answer, ms)),
	stalledBody: spoiled(spoiling.stalled),
	hugeAnswer: spoiled((answer, { bytes = 50 * 1024 * 1024 }) => spoiling.padded(answer, bytes)),
	emptyAnswer: row(async (_, { server }, work) =>
		withBody(await work(), server === 'platform' ? '{"result":0}' : ''),
	),
	wrongGzip: spoiled((answer) => ({
		...answer,
		headers: { ...answer.headers, 'content-encoding': 'gzip' },
	})),
	weakTags: spoiled(spoiling.withWeakTags),
	trimmedNames: row(async (_, { params }, work) => {
		const trimmed = Object.entries(params).map(([name, text]) => [name, text.trim()]);
		return await work(Object.fromEntries(trimmed));
	}),
	ignoredPrefix: row(
		async (_, record, work) => await work(without(record, 'prefix')),
		({ params }) => Boolean(params.prefix),
	),
	repeatToken: row(
		async (_, record, work) =>
			await spoiling.withNextToken(await work(), record, sentToken(record) ?? ''),
		hasToken,
	),
	firstPageAgain: row(async (_, record, work) => {
		const first = await work(without(record, ...TOKENS));
		return await spoiling.withNextToken(first, record, `again-${++tokensMade}`);
	}, hasToken),
	repeatedGroups: row(
		async (_, record, work) =>
			await spoiling.withGroupsOf(await work(without(record, ...TOKENS)), await work()),
		hasToken,
	),
	keysRefused: row(
		async ({ text = 'SlowDown' }, { params }, work) =>
			await work({ ...params, [KEYS_REFUSED]: text }),
		({ apiMethod }) => apiMethod === 'DeleteObjects',
	),
	foreignList: edited('foreignList'),
	loneElements: edited('loneElements'),
	unsortedKeys: edited('unsortedKeys'),
	encodedKeys: edited('encodedKeys'),
	truncationWord: edited('truncationWord'),
	hiddenSecrets: edited('hiddenSecrets'),
	disabledPairs: edited('disabledPairs'),
	otherTimes: edited('otherTimes'),
};

export type FaultKind = keyof typeof FAULT_KINDS;
