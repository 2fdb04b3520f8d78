import type { Stage } from './stage';

/** One thing that a person does: throws what is wrong, gives what was seen. */
export interface Check {
	name: string;
	run: () => Promise<string | void>;
}

/** What a person does in one go; a later check builds on what an earlier one did. */
export interface Chapter {
	title: string;
	/** Whether the other chapters build on it. */
	isNeeded?: boolean;
	checks: (stage: Stage) => Check[];
}

/** What became of a check. */
export interface Outcome {
	chapter: string;
	name: string;
	passed: boolean;
	/** What was seen, or what is wrong. */
	text: string;
	seconds: number;
	/** The page at its end: a file's name in the report's folder. */
	screenshot: string;
}
