/**
 * White space, control characters, and what shows nothing: a zero-width space, a byte order mark, a direction mark.
 * What makes part of an emoji (variation selectors, tags) shows something.
 */
const SHOWS_NOTHING =
	/^(?!\p{Variation_Selector}|[\u{E0000}-\u{E007F}])[\s\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

/**
 * A token without what it was pasted with. Tokens are of printable ASCII; the credential's expression, which puts the
 * token on each request, says the same.
 */
export const bareToken = (text: string): string => text.replace(/^[^!-~]+|[^!-~]+$/g, '');

/** Whether a character shows nothing at the beginning or end of a text. */
export const isBlank = (character: string): boolean => SHOWS_NOTHING.test(character);

/** Without the blanks around it. From its ends: an expression for the end would try each run of blanks within. */
export function trimmed(text: string): string {
	let [start, end] = [0, text.length];
	while (start < end && isBlank(text[start])) start++;
	while (end > start && isBlank(text[end - 1])) end--;
	return text.slice(start, end);
}
