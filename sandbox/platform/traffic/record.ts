/** A request as it came, and how it was answered. */
export interface RequestRecord {
	method: string;
	path: string;
	/** Raw. */
	query: string;
	headers: Record<string, string | string[] | undefined>;
	/** The raw form text of a platform request; of one to an S3 endpoint its beginning, with `recordBodies`. */
	readonly body: string;
	params: Record<string, string>;
	/** The platform's method (`s3.bucket.ListObjects`) or the S3 operation (`PutObject`). */
	apiMethod?: string;
	/** `platform`, or the host group whose S3 endpoint it was. */
	server: 'platform' | string;
	receivedAt: number;
	status?: number;
	result?: number;
}

/** What a server answers. */
export interface Answer {
	status: number;
	headers: Record<string, string | number>;
	body: string | Buffer | NodeJS.ReadableStream;
	/** The envelope's code, for the record. */
	result?: number;
}

/** The connection is cut and nothing is answered. */
export const CUT = Symbol('cut');

/** Where the S3 endpoint finds what it is to refuse each key of a DeleteObjects with. */
export const KEYS_REFUSED = 'sandbox-keys-refused';
