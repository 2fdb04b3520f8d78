/** Codes and keys by which a failure is found in logs. */
export type Details = Record<string, string | number>;

/** An error whose message is for the user, with what to do about it. */
export class ErrorWithAdvice extends Error {
	constructor(
		message: string,
		readonly advice: string,
		/** For the provider of the platform: codes and keys, shown as n8n's error details. */
		readonly details?: Details,
	) {
		super(message);
	}
}

/** A value the user entered that cannot be used. */
export class BadInput extends ErrorWithAdvice {}
