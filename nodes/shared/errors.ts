/** An error whose message is for the user, with what to do about it. */
export class ErrorWithAdvice extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}

/** A value the user entered that cannot be used. */
export class BadInput extends ErrorWithAdvice {}
