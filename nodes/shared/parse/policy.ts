import { BadInput } from '../errors';
import { requiredText } from './text';
import { rejectLoneSurrogates } from './unicode';

/** Reads a bucket policy: a JSON object with a Statement, as text or as an object; gives its text. */
export function policyDocument(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value : jsonOf(value);
	if (text === undefined) {
		throw new BadInput(
			`${label} is not valid JSON`,
			`Correct "${label}": what the expression gave cannot be written as JSON.`,
		);
	}
	rejectLoneSurrogates(text, label);
	if (text.trim() === '' || text === '""') return requiredText('', label);
	const { document, problem } = parsed(text);
	if (problem) throw new BadInput(`${label} is not valid JSON`, `Correct "${label}": ${problem}.`);
	if (typeof document !== 'object' || document === null || Array.isArray(document)) {
		throw new BadInput(
			`${label} is not a JSON object`,
			'A bucket policy looks like {"Version": "2012-10-17", "Statement": […]}.',
		);
	}
	if (!('Statement' in document) || typeof document.Statement !== 'object' || !document.Statement) {
		throw new BadInput(
			`${label} has no Statement`,
			'A bucket policy needs a "Statement": a list of what is allowed or denied, to whom, on which resources.',
		);
	}
	return text;
}
function parsed(text: string): { document?: unknown; problem?: string } {
	try {
		return { document: JSON.parse(text) as unknown };
	} catch (error) {
		return { problem: error instanceof Error ? error.message : 'it cannot be parsed' };
	}
}

/** A value as JSON; undefined where that has no form for it. */
function jsonOf(value: unknown): string | undefined {
	try {
		return JSON.stringify(value ?? '') ?? '';
	} catch {
		return undefined;
	}
}
