import { setTimeout as sleep } from 'node:timers/promises';
import { EDITS, edited } from './edits';
import type { FaultDetails, FaultRow, Outcome } from './fault';
import { sentToken, TOKENS, withGroupsOf, withNextToken, without } from './pages';
import { CUT, KEYS_REFUSED, type RequestRecord } from './record';
import {
	cutInHalf,
	failure,
	html,
	padded,
	slowly,
	stalled,
	withText,
	withWeakTags,
} from './spoiling';

/** A fault to provoke. */
export interface Fault extends FaultDetails {
	kind: FaultKind;
}

export type FaultKind = keyof typeof FAULT_KINDS;

const hasToken = (record: RequestRecord) => sentToken(record) !== undefined;

let tokensMade = 0;

/** What each kind does. */
export const FAULT_KINDS = {
	dropBefore: { hit: () => CUT },
	dropAfter: {
		hit: async (_, _record, work): Promise<Outcome> => {
			await work();
			return CUT;
		},
	},
	latency: {
		hit: async ({ ms = 1000 }, _, work) => {
			await sleep(ms, undefined, { ref: false });
			return await work();
		},
	},
	status: {
		hit: ({ status = 429, text = 'Too many requests', retryAfter = '1' }) => ({
			status,
			headers: { 'content-type': 'text/plain', 'retry-after': retryAfter },
			body: text,
		}),
	},
	badGateway: { hit: () => html(502, '502 Bad Gateway') },
	html200: { hit: () => html(200, 'Sign in') },
	truncatedJson: { hit: async (_, _record, work) => await cutInHalf(await work()) },
	code: {
		hit: ({ code = 99, text = 'unknown error, please try again later', status }, record) =>
			failure(record, { result: code, error: text, source: 'JEL' }, status),
	},
	nestedFailure: {
		hit: (
			{
				code = 4099,
				text = 'InternalError: We encountered an internal error',
				status,
				at = 'response',
			},
			record,
		) => failure(record, { result: code, error: text, source: 'S3' }, status, at),
	},
	redirect: {
		hit: ({ location = 'http://127.0.0.1:9/', status = 307 }) => ({
			status,
			headers: { location },
			body: '',
		}),
	},
	slowBody: { hit: async ({ ms = 2000 }, _, work) => await slowly(await work(), ms) },
	stalledBody: { hit: async (_, _record, work) => await stalled(await work()) },
	hugeAnswer: {
		hit: async ({ bytes = 50 * 1024 * 1024 }, _, work) => await padded(await work(), bytes),
	},
	emptyAnswer: {
		hit: async (_, { server }, work) =>
			withText(await work(), server === 'platform' ? '{"result":0}' : ''),
	},
	wrongGzip: {
		hit: async (_, _record, work) => {
			const answer = await work();
			return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' } };
		},
	},
	weakTags: { hit: async (_, _record, work) => await withWeakTags(await work()) },
	trimmedNames: {
		hit: async (_, { params }, work) =>
			await work(
				Object.fromEntries(Object.entries(params).map(([name, text]) => [name, text.trim()])),
			),
	},
	ignoredPrefix: {
		appliesTo: ({ params }) => Boolean(params['prefix']),
		hit: async (_, record, work) => await work(without(record, 'prefix')),
	},
	repeatToken: {
		appliesTo: hasToken,
		hit: async (_, record, work) =>
			await withNextToken(await work(), record, sentToken(record) ?? ''),
	},
	firstPageAgain: {
		appliesTo: hasToken,
		hit: async (_, record, work) =>
			await withNextToken(await work(without(record, ...TOKENS)), record, `again-${++tokensMade}`),
	},
	repeatedGroups: {
		appliesTo: hasToken,
		hit: async (_, record, work) =>
			await withGroupsOf(await work(without(record, ...TOKENS)), await work()),
	},
	keysRefused: {
		appliesTo: ({ apiMethod }) => apiMethod === 'DeleteObjects',
		hit: async ({ text = 'SlowDown' }, { params }, work) =>
			await work({ ...params, [KEYS_REFUSED]: text }),
	},
	foreignList: edited(EDITS.foreignList),
	loneElements: edited(EDITS.loneElements),
	unsortedKeys: edited(EDITS.unsortedKeys),
	encodedKeys: edited(EDITS.encodedKeys),
	truncationWord: edited(EDITS.truncationWord),
	hiddenSecrets: edited(EDITS.hiddenSecrets),
	disabledPairs: edited(EDITS.disabledPairs),
	otherTimes: edited(EDITS.otherTimes),
} satisfies Record<string, FaultRow>;
