import type { IDataObject } from 'n8n-workflow';
import { CHOSEN, type Change, type ExampleThings } from './things';

/** What a request is for, which decides what follows when it or its answer is lost, refused or strange. */
export const KINDS = {
	reads: 'Its answer is what the operation returns or works on.',
	compares: 'The key pairs before a change; the change happens without them, too.',
	finds: 'What there is, without which nothing is done.',
	tries: 'The key pair that signs requests to the S3 endpoint; without one, there is another way.',
	eases: 'Makes the work quicker; if it fails, the work is done another way.',
	signs: 'The key pair that signs requests to the S3 endpoint.',
	links: 'A presigned URL.',
	changes: 'May be repeated: the result is the same.',
	creates: 'Must not be repeated.',
	heals: 'Makes a key pair; if its answer is lost, the pairs are read again.',
	opens: 'Opens the S3 endpoint; whether it accepts the key pair is the result.',
	checks: 'Whether it is answered, and how, is the result.',
	lists: 'What the S3 endpoint lists in XML.',
	looks: "An object's headers, from the S3 endpoint.",
	misses: 'Whether it is the object that the S3 endpoint does not have.',
	downloads: "An object's bytes, from the S3 endpoint.",
	uploads: "An object's bytes, to the S3 endpoint, confirmed by headers.",
	removes: 'Removes something at the S3 endpoint, which confirms it by a status.',
	confirms: 'Changes something at the S3 endpoint, and confirms it in XML.',
};
export type Kind = keyof typeof KINDS;

const CHANGING: Kind[] = [
	...(['changes', 'creates', 'heals', 'eases'] as const),
	...(['uploads', 'removes', 'confirms'] as const),
];

/** A kind of request that an operation sends. */
export interface Request {
	/** The platform's method or the S3 operation. */
	method: string;
	kind: Kind;
	/** Omitted for what changes nothing that can be seen. */
	does?: Change;
	/** It is hit by faults in this other example; here they would show nothing new. */
	hitIn?: string;
	/** The most requests for one call: 4 by default. */
	attempts?: number;
	/** How many are sent: 1 by default. */
	times?: number;
	/** How many of them come before anything is changed: all by default. */
	timesBefore?: number;
	/** All of them are sent, even if some fail. */
	isEachSent?: boolean;
	/** If one fails, its object is reported as failed, and the input item is not. */
	isReported?: boolean;
}

interface Fields {
	/** The fields that name what the operation works on. Of a row with a method, they are the method's parameters. */
	parameters: (things: ExampleThings) => Record<string, string>;
	/** The other fields, as n8n has them. */
	settings?: IDataObject;
	/** The keys that it works on: `CHOSEN` by default. */
	keys?: string[];
	/** The access token, by its name in the sandbox: `full` by default. */
	token?: string;
	/** The contents of the binary field `data` of its input item. */
	file?: (things: ExampleThings) => Buffer;
	/** Which is large, and takes time. */
	isLarge?: boolean;
	/** Fields of the items that it returns, if these are the keys that it works on. */
	gives: (things: ExampleThings, keys: string[]) => IDataObject[];
	/** The items if a request that is reported fails for good; those of its objects by default. */
	givesWithout?: (things: ExampleThings, method: string) => IDataObject[];
	/** There may be other items among these. */
	givesMore?: boolean;
	/** The field of its items that has a secret, as the user wants. */
	reveals?: 'secretKey' | 'url';
}

/**
 * How an operation is written in the tables: it stands for one method of the platform's API, or sends several kinds
 * of requests, in the order in which the first of each is sent.
 */
export type Row = Fields &
	((Request & { first?: Request; then?: Request }) | { requests: Request[] });

/** An operation that can be run, and all that is known about it beforehand. */
export interface Example extends Fields {
	/** `bucket delete, empty first`: resource and operation, and what distinguishes it from others of the operation. */
	name: string;
	resource: string;
	operation: string;
	variant?: string;
	/** The method that it stands for. */
	method?: string;
	requests: Request[];
}

/** A row of the tables as an example. */
export function exampleOf([name, row]: [string, Row]): Example {
	const [whole, variant] = name.split(', ');
	const [resource, operation] = whole.split(' ');
	const about = { ...row, name, resource, operation, variant };
	if ('requests' in row) return { ...about, requests: row.requests };
	const { method, first, then } = row;
	return { ...about, method, requests: [first, row, then].filter((one) => one !== undefined) };
}

/** The keys that an example works on. */
export const keysOf = ({ keys = CHOSEN }: Pick<Example, 'keys'>): string[] => keys;

/** Where a request goes: to the platform, or to an S3 endpoint. */
export const whereOf = ({ method }: Pick<Request, 'method'>): 'platform' | 'endpoints' =>
	method.includes('.') ? 'platform' : 'endpoints';

/** All fields of an example's node but `resource` and `operation`. */
export const fieldsOf = (
	{ parameters, settings }: Example,
	things: ExampleThings,
): IDataObject & { options?: IDataObject } => ({ ...parameters(things), ...settings });

/** Whether it changes nothing. */
export const isReadOnly = ({ requests }: Example): boolean =>
	requests.every(({ kind }) => !CHANGING.includes(kind));
