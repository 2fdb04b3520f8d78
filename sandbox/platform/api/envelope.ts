import { S3Failure } from '../failures';
import type { Answer } from '../traffic/record';

/** A refusal by the platform itself, with the code that it answers. */
export class ApiFailure extends Error {
	constructor(
		readonly code: number,
		text: string,
	) {
		super(text);
	}
}

/** The platform's own codes that the sandbox answers with. */
export const CODES = {
	invalidParameter: 3,
	notFound: 5,
	noSuchMethod: 6,
	permissionDenied: 8,
	noSuchApplication: 11,
	unknown: 99,
	notAuthenticated: 702,
	accountQuota: 2338,
	storage: 4099,
	noTokenPermission: 8202,
};

/** For a parameter that is missing, empty, or invalid. */
export function invalidParameter(name: string): ApiFailure {
	return new ApiFailure(CODES.invalidParameter, `invalid parameter [${name}]`);
}

/** An answer of the platform: HTTP 200, whatever the result. */
export function envelope(payload: { result?: number; [field: string]: unknown }): Answer {
	const content = { result: 0, source: 'JEL', ...payload };
	const headers = { 'content-type': 'application/json; charset=utf-8' };
	return { status: 200, headers, body: JSON.stringify(content), result: content.result };
}

/** The answer for a failure: flat where the platform has its own code, else S3's nested; undefined for unexpected ones. */
export function refusal(cause: unknown): Answer | undefined {
	if (cause instanceof ApiFailure) return envelope({ result: cause.code, error: cause.message });
	if (!(cause instanceof S3Failure)) return undefined;
	const { platform, s3Code, message } = cause;
	if (platform) return envelope({ result: platform.code, error: platform.text });
	const response = { result: CODES.storage, error: `${s3Code}: ${message}`, source: 'S3' };
	return envelope({ response });
}

/** The platform's own dates: `2021-08-19 14:51:37`, GMT. */
export function platformDate(date: Date): string {
	return date.toISOString().slice(0, 19).replace('T', ' ');
}
