/**
 * Patterns for what platforms and storages say in sentences. They must not find more than that: what follows from
 * them (a deletion counts as done, a pair is to be revoked) does harm where it is not so.
 */

/** What sentences are about. Between one of these and what is said of it, no other may stand. */
const NOUNS =
	'bucket|object|keys?|account|user|policy|host ?group|node ?group|cluster|region|name|storage|parameter|method|service|api|permission|certificate|version|upload|session|token|quota|length|size';

/** After these, a noun only says which is meant: in "the key in the bucket does not exist" it is the key. */
const ASIDE =
	'(?<!\\b(?:in|of|at|on|for|from|with|by|to|inside|creating) (?:(?:the|this|that|an?|your|its|same|new) ){0,2})';

/** Some words on, in the same sentence and about the same thing. */
const ON = `(?:(?!${ASIDE}\\b(?:${NOUNS})\\b)(?:[^.;]|\\.(?!\\s))){0,60}?`;

/** That something is said of a thing. @param noun as a pattern @param said as a pattern */
export const said = (noun: string, what: string): RegExp =>
	new RegExp(`${ASIDE}\\b(?:${noun})\\b:?${ON}\\b(?:${what})`, 'i');

/** That a thing is not there. */
export const missing = (noun: string): RegExp[] => [
	said(
		noun,
		'(?:not|never) (?:be |been )?found|(?:does|do|did)(?: not|n.t) exist|no longer exists|is unknown',
	),
	new RegExp(`\\b(?:no such|unknown) (?:${noun})\\b(?! (?:${NOUNS})\\b)`, 'i'),
	new RegExp(`\\b(?:can ?not|can.t|could not|unable to) find (?:the )?(?:${noun})\\b`, 'i'),
];

/** That a thing of this name is there. */
export const existing = (noun: string): RegExp =>
	said(noun, 'already (?:exists?|been created|owned|taken|used|in use)|exists? already');

/** That a thing is not as it must be. */
export const invalid = (noun: string): RegExp[] => [
	said(noun, '(?:is |was )?(?:invalid|malformed|illegal|not valid)\\b'),
	new RegExp(`\\b(?:invalid|malformed|illegal) (?:${noun})\\b`, 'i'),
];
