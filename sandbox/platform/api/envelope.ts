import type { S3Failure } from '../failures';
import type { Answer } from '../traffic/record';

/** What the platform refuses by itself, with the code that it answers. */
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
	done: 0,
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

/** For a parameter that is missing, empty, or not what it should be. */
export function invalidParameter(name: string): ApiFailure {
	return new ApiFailure(CODES.invalidParameter, `invalid parameter [${name}]`);
}

const SOURCE = 'JEL';

/** What was done, and what came of it. Fields without a value are left out, as JSON does by itself. */
export function done(payload: object): Answer {
	return envelope({ result: CODES.done, source: SOURCE, ...payload });
}

/** A refusal by the platform itself: flat. */
export function refused(code: number, error: string): Answer {
	return envelope({ result: code, error, source: SOURCE });
}

/** A refusal by the storage behind it: flat where the platform has a code of its own, else nested. */
export function refusedByS3({ platform, s3Code, message }: S3Failure): Answer {
	if (platform) return refused(platform.code, platform.text);
	const response = { result: CODES.storage, error: `${s3Code}: ${message}`, source: 'S3' };
	return envelope({ result: CODES.done, source: SOURCE, response });
}

function envelope(content: { result: number; source: string; [field: string]: unknown }): Answer {
	return {
		status: 200,
		headers: { 'content-type': 'application/json; charset=utf-8' },
		body: JSON.stringify(content),
		result: content.result,
	};
}

/** `2021-08-19 14:51:37`, GMT: how the platform writes when something of its own was made. */
export function platformDate(date: Date): string {
	return date.toISOString().slice(0, 19).replace('T', ' ');
}
