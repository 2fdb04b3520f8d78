import type { IDataObject } from 'n8n-workflow';
import { CallFailed, type Failure } from '../api/failures';
import { interpolate } from '../api/failures/interpolate';
import { secondsToWait } from '../api/backoff';
import { isSurelyUndone } from '../api/failures/statuses';
import { quotable } from '../api/redact';
import { NOT_OFFERED_BY, REFUSALS, UNKNOWN_REFUSAL, type Refusal } from './refusals';
import { elementText } from './xml';

/** A failure with S3's own code of it. */
export interface S3Failure extends Failure {
	code?: string;
	status?: number;
	/** Another key pair may be accepted. */
	isPairRefused?: boolean;
	/** The region that the storage wants requests to be signed for. */
	region?: string;
}

/** What a storage refused with; undefined for any other error. */
export const s3FailureOf = (cause: unknown): S3Failure | undefined =>
	cause instanceof CallFailed ? cause.failure : undefined;

/** Whether a storage said that it does not have the operation. */
export function isNotOffered(cause: unknown): boolean {
	const { code = '', status = 0 } = s3FailureOf(cause) ?? {};
	return NOT_OFFERED_BY.codes.includes(code) || NOT_OFFERED_BY.statuses.includes(status);
}

/** An answer that is no success, and what was asked for. */
export interface RefusedAnswer {
	status: number;
	headers: IDataObject;
	xml: string;
	/** The endpoint's scheme and host. */
	origin: string;
	bucketName?: string;
	key?: string;
	/** What may be repeated, although it looks like a secret. */
	sent: object;
}

/** The row of a code, else that of a status. */
export function refusalOf(code: string | undefined, status?: number): Refusal {
	const byCode = REFUSALS.find(({ codes }) => code !== undefined && codes?.includes(code));
	const byStatus = REFUSALS.find(
		({ statuses }) => status !== undefined && statuses?.includes(status),
	);
	return byCode ?? byStatus ?? UNKNOWN_REFUSAL;
}

/** The region that a refusal names as the storage's own; what is no region's name would become part of a header. */
function regionIn({ status, headers, xml }: RefusedAnswer): string | undefined {
	if (status !== 400 && status !== 403) return undefined;
	const named = headers['x-amz-bucket-region'] ?? elementText(xml, 'Region');
	const region = typeof named === 'string' ? named.trim() : '';
	return /^[\w-]{1,63}$/.test(region) ? region : undefined;
}

/** An answer that is no success, as a failure with S3's own code and text. */
export function refusalFailure(answer: RefusedAnswer): S3Failure {
	const { status, headers, xml, origin, bucketName = '', key = '' } = answer;
	if (status >= 300 && status < 400) {
		return {
			message: `The S3 endpoint ${origin} redirects elsewhere`,
			advice: 'Redirects are not followed, because the signature would go with the request.',
			mayHaveSucceeded: true,
		};
	}
	const code = elementText(xml, 'Code')?.trim() || undefined;
	const text = elementText(xml, 'Message') ?? '';
	const said = code ? quotable(`${code.slice(0, 100)}: ${text}`, answer.sent) : `HTTP ${status}`;
	const row = refusalOf(code, status);
	return {
		message: row.message
			? interpolate(row.message, { bucket: bucketName, key })
			: `The S3 endpoint refused the request: ${said}`,
		advice: row.advice ?? '',
		details: { answer: said },
		retry: row.retry,
		// Without a code of S3's it is a gateway that answers.
		mayHaveSucceeded: row.isUnknown ?? (code === undefined && !isSurelyUndone(status)),
		notFound: row.isGone && 'something',
		isPairRefused: row.isPairRefused,
		region: regionIn(answer),
		endsRun: row.endsRun,
		retryAfter: secondsToWait(headers['retry-after']),
		code,
		status,
	};
}
