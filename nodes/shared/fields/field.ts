import type { INodeProperties } from 'n8n-workflow';
import { requiredText, trimmedName } from '../parse/text';

/** A field whose value is sent to the API under its property's name. */
export const parameter = (
	property: INodeProperties,
	read: Field['read'] = requiredText,
): Field => ({
	property,
	use: 'parameter',
	read,
});

/** A field whose value steers the node. */
export const setting = (property: INodeProperties, read: Field['read']): Field => ({
	property,
	use: 'setting',
	read,
});

/** A text that steers the node. */
export const textSetting = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
	read: Field['read'],
): Field =>
	setting({ displayName, name, type: 'string', default: '', placeholder, description }, read);

/** A setting of how the chosen are worked on: it shows below the filters that choose them. */
export const belowFilters = (property: INodeProperties, read: Field['read']): Field => ({
	...setting(property, read),
	isBelowFilters: true,
});

interface Locator {
	displayName: string;
	name: string;
	description: string;
	/** What is picked, in lower case: "bucket". */
	thing: string;
	/** The label of the mode by value: "By Name". */
	byValue: string;
	placeholder: string;
	searchListMethod: string;
	/** Parameters whose change makes the list stale. */
	dependsOn?: string[];
}

const locatorShape = { type: 'resourceLocator', required: true } as const;

/** A field that is picked from a list or entered. */
export function locator(field: Locator, read: Field['read'] = trimmedName): Field {
	return parameter(
		{
			displayName: field.displayName,
			name: field.name,
			...locatorShape,
			default: { mode: 'list', value: '' },
			description: field.description,
			...(field.dependsOn && { typeOptions: { loadOptionsDependsOn: field.dependsOn } }),
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: `Select ${/^[aeiou]/.test(field.thing) ? 'an' : 'a'} ${field.thing}…`,
					typeOptions: { searchListMethod: field.searchListMethod, searchable: true },
				},
				{
					displayName: field.byValue,
					// Not `id`: n8n's editor would call that "By ID", whatever stands above.
					name: 'name',
					type: 'string',
					placeholder: field.placeholder,
				},
			],
		},
		read,
	);
}

/** A field of a node: the n8n property, and what becomes of its value. */
export interface Field {
	/** Without displayOptions: the rows decide where it shows. */
	property: INodeProperties;
	/** `parameter`: sent to the API under the property's name. `setting`: steers the node, stays here. */
	use: 'parameter' | 'setting';
	/** Turns the value as entered into the value to use; throws a BadInput for one that cannot be. */
	read: (value: unknown, label: string) => string | number | boolean | undefined;
	/** Whether it shows below the collection "Filters". */
	isBelowFilters?: true;
}
