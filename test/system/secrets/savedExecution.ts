import type { Scenario } from './scenario';

export type Server = 'platform' | 'S3 endpoint';

export type Place =
	| 'execution'
	| 'answer'
	| 'database row'
	| 'file'
	| `${Server}: ${'URL' | 'headers' | 'body'}`
	| 'decrypted credential';

/** A piece of what is searched. */
export interface Piece {
	place: Place;
	/** Where in it: a field, a row, a file's name. */
	address: string;
	/** What wrote it, if that is known. */
	scenario?: Scenario;
	bytes: Buffer;
}

/** What n8n saved of one execution. */
export interface SavedExecution {
	id: string;
	scenario?: Scenario;
	/** The id of the call that it answered. */
	call: string;
	/** What the operation returned. */
	items: Array<Record<string, unknown>>;
	failures: string[];
	pieces: Piece[];
}
