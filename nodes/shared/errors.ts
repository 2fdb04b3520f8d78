/** A value the user entered that cannot be meant; carries what to do about it. */
export class BadInput extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}
