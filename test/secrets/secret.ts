import type { Lane } from './lane';

export type Kind = 'token' | 'secret key' | 'signature' | 'webhook key';

/** Something that only some may see. */
export interface Secret {
	kind: Kind;
	text: string;
	/** On whose platform it means something; what means something everywhere has none. */
	lane?: Lane;
	/** Whether an operation that was asked for it has put it out. */
	isShown?: boolean;
}

/** Where things can be found. */
export type Place =
	| 'execution'
	| 'answer'
	| 'database row'
	| 'file'
	| 'platform: URL'
	| 'platform: headers'
	| 'platform: body'
	| 'S3 endpoint: URL'
	| 'S3 endpoint: headers'
	| 'S3 endpoint: body'
	| 'decrypted credential';

/** A piece of what is searched. */
export interface Piece {
	place: Place;
	/** Where in it: a field, a row, a file's name. */
	address: string;
	/** What had it written, where that is known. */
	lane?: Lane;
	bytes: Buffer;
}

/** A secret that was found. */
export interface Found extends Omit<Piece, 'bytes'> {
	secret: Secret;
	form: string;
}
