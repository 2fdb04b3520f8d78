import { BadInput } from '../errors';

/** Half of a character (a lone surrogate), such as an emoji cut in two leaves behind. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses half characters: they have no form in UTF-8, would be sent as U+FFFD, and so name something else.
 * @param what the label of the field, or what else holds the text
 */
export function rejectLoneSurrogates(text: string, what: string): void {
	if (!LONE_SURROGATE.test(text)) return;
	throw new BadInput(
		`${what} contains half of a character`,
		'It holds one half of a character that is written in two (a lone surrogate), and cannot be sent. A text was probably cut in the middle of an emoji.',
	);
}
