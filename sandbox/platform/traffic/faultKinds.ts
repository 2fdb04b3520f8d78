import { setTimeout as sleep } from 'node:timers/promises';
import { CUT, type Answer, type RequestRecord } from './record';
import {
	cutInHalf,
	failure,
	html,
	padded,
	repeatToken,
	sentToken,
	slowly,
	withText,
} from './spoiling';

/** A fault to provoke. What is left out has the defaults of its kind. */
export interface Fault {
	/** `s3.bucket.Create`, an S3 operation such as `PutObject`, or `*` (default). */
	method?: string;
	kind: FaultKind;
	/** How many requests it hits: 1 by default, Infinity for all. */
	times?: number;
	/** Hits a matching request with this probability. */
	probability?: number;
	/** Makes the probability's dice the same in each run. */
	seedRandom?: number;
	match?: (record: RequestRecord) => boolean;
	code?: number;
	text?: string;
	ms?: number;
	location?: string;
	status?: number;
	bytes?: number;
}

export type FaultKind =
	| 'dropBefore'
	| 'dropAfter'
	| 'latency'
	| 'status'
	| 'badGateway'
	| 'truncatedJson'
	| 'code'
	| 'nestedFailure'
	| 'redirect'
	| 'slowBody'
	| 'hugeAnswer'
	| 'repeatToken'
	| 'emptyAnswer'
	| 'html200';

type Outcome = Answer | typeof CUT;

interface FaultRow {
	/** In the work's place: it is not done. Undefined: it is done after all. */
	before?: (fault: Fault, record: RequestRecord) => Promise<Outcome | undefined> | Outcome;
	/** After the work is done: what becomes of its answer. */
	after?: (fault: Fault, answer: Answer, record: RequestRecord) => Promise<Outcome> | Outcome;
	/** Whether it would show on this request at all; if not, it waits for another. */
	appliesTo?: (record: RequestRecord) => boolean;
}

/** What each kind does. */
export const FAULT_KINDS: Record<FaultKind, FaultRow> = {
	dropBefore: { before: () => CUT },
	dropAfter: { after: () => CUT },
	latency: {
		before: async ({ ms = 1000 }) => {
			await sleep(ms, undefined, { ref: false });
			return undefined;
		},
	},
	status: {
		before: ({ status = 429, text = 'Too many requests' }) => ({
			status,
			headers: { 'content-type': 'text/plain', 'retry-after': '1' },
			body: text,
		}),
	},
	badGateway: { before: () => html(502, '502 Bad Gateway') },
	html200: { before: () => html(200, 'Sign in') },
	truncatedJson: { after: (_, answer) => cutInHalf(answer) },
	code: {
		before: ({ code = 99, text = 'unknown error, please try again later', status }, record) =>
			failure(record, { result: code, error: text, source: 'JEL' }, status),
	},
	nestedFailure: {
		before: (
			{ code = 4099, text = 'InternalError: We encountered an internal error', status },
			record,
		) => {
			const response = { result: code, error: text, source: 'S3' };
			return failure(record, { result: 0, source: 'JEL', response }, status);
		},
	},
	redirect: {
		before: ({ location = 'http://127.0.0.1:9/', status = 307 }) => ({
			status,
			headers: { location },
			body: '',
		}),
	},
	slowBody: { after: ({ ms = 2000 }, answer) => slowly(answer, ms) },
	hugeAnswer: { after: ({ bytes = 50 * 1024 * 1024 }, answer) => padded(answer, bytes) },
	repeatToken: {
		appliesTo: (record) => sentToken(record) !== undefined,
		after: (_, answer, record) => repeatToken(answer, record),
	},
	emptyAnswer: {
		after: (_, answer, { server }) => withText(answer, server === 'platform' ? '{"result":0}' : ''),
	},
};
