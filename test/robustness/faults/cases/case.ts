import type { IDataObject } from 'n8n-workflow';
import type { Change, FaultThings, Parameters } from '../things';

/** A kind of request that an operation sends: the platform's method or the S3 operation, and what it changes. */
export interface Request {
	method: string;
	/** Left out for what changes nothing that can be seen. */
	does?: Change;
	/** How many are sent without a fault: 1 when left out. */
	times?: number;
	/** All of them are sent, whatever becomes of the others. */
	isEachSent?: boolean;
	/** A failure of one is reported with its object, and does not fail the input item. */
	isReported?: boolean;
}

/** An operation to run, with all that can be known of it beforehand. */
export interface OperationCase {
	resource: string;
	operation: string;
	/** What sets it apart from another case of the same operation. */
	variant?: string;
	/** Its fields, `resource` and `operation` left out. */
	parameters: Parameters;
	/** What its input item holds as the binary field `data`. */
	file?: () => Buffer;
	/** That is large, and takes its time. */
	isLarge?: boolean;
	/** In the order in which the first of each is sent. */
	requests: Request[];
	/** Fields of the items that it gives when it is done. */
	gives: (things: FaultThings) => IDataObject[];
	/** It gives what else there is, too. */
	givesMore?: boolean;
}

/** The name of a case: "bucket delete, empty first". */
export const nameOf = ({ resource, operation, variant }: OperationCase): string =>
	`${resource} ${operation}${variant ? `, ${variant}` : ''}`;

/** Where a request goes: to the platform, or to an S3 endpoint. */
export const whereOf = ({ method }: Request): 'platform' | 'endpoints' =>
	method.startsWith('s3.') ? 'platform' : 'endpoints';

/** The platform's request for its accounts with their keys. */
export const keys: Request = { method: 's3.account.GetKeys' };
