import type { IBinaryData } from 'n8n-workflow';
import { requiredText } from './text';
import { BadInput } from '../errors';

/** Whether a value is a file as n8n hands it on. */
export const isFile = (value: unknown): value is IBinaryData =>
	typeof value === 'object' &&
	value !== null &&
	'mimeType' in value &&
	('data' in value || 'id' in value);

/** Reads a field's name; or a file itself, which an expression may give and `inputFile` then takes. */
export const nameOrFile = (value: unknown, label: string): string | undefined => {
	if (isFile(value)) return undefined;
	const isWithoutBytes = typeof value === 'object' && value !== null && 'mimeType' in value;
	if (!isWithoutBytes) return requiredText(value, label);
	throw new BadInput(
		`The expression in ${label} gives a file without its bytes`,
		`While n8n keeps files in memory, expressions do not get their bytes. Enter the name of the field, such as data, as "${label}".`,
	);
};
