import type { Answer, CUT, RequestRecord } from './record';

/** Does what a request asks for, or what it would ask for with other parameters. */
export type Work = (params?: RequestRecord['params']) => Promise<Answer>;

/** An answer, or none. */
export type Outcome = Answer | typeof CUT;

/** What a kind of fault can be told. What is left out has the defaults of the kind. */
export interface FaultDetails {
	/** `s3.bucket.Create`, an S3 operation such as `PutObject`, or `*` (default). */
	method?: string;
	/** How many requests it hits: 1 by default, Infinity for all. */
	times?: number;
	/** Hits a matching request with this probability. */
	probability?: number;
	/** Makes the probability's dice the same in each run. */
	seedRandom?: number;
	match?: (record: RequestRecord) => boolean;
	code?: number;
	/** Also the word, the encoding, or the form of what is written otherwise. */
	text?: string;
	/** Where in the answer a nested failure stands. */
	at?: string;
	ms?: number;
	location?: string;
	status?: number;
	retryAfter?: string;
	bytes?: number;
}

export interface FaultRow {
	/** What is answered; `work` does what was asked for, or what other parameters ask for. */
	hit: (fault: FaultDetails, record: RequestRecord, work: Work) => Promise<Outcome> | Outcome;
	/** Whether it would show on this request at all; if not, it waits for another. */
	appliesTo?: (record: RequestRecord) => boolean;
}
