import type { INodeProperties } from 'n8n-workflow';
import { objectKey, optionalName, requiredText, trimmedName } from '../parse/text';

/**
 * Turns the value as entered into the value to use.
 * @throws BadInput for a value that cannot be meant, naming the field by its label
 */
export type Read<Value> = (value: unknown, label: string) => Value;

/** A property without displayOptions on operations: the rows decide where it shows. */
type Property<Name extends string> = INodeProperties & { name: Name };

/** A field of a node: the n8n property, and what becomes of its value. */
export interface Field<
	Name extends string = string,
	Value = unknown,
	SentAs extends string | undefined = string | undefined,
> {
	property: Property<Name>;
	read: Read<Value>;
	/** The API's parameter that it fills; undefined for what steers the node and is not sent. */
	sentAs: SentAs;
	/** Whether it names what is worked on, so that results repeat it. */
	isIdentifier?: true;
	/** Whether it chooses objects: its value is a part of the task's selection. */
	isFilter?: true;
	/** Why an expression in it may give nothing; everywhere else, that is refused. */
	mayBeEmpty?: string;
	/** Whether white space alone is a value. */
	isVerbatim?: true;
	/** Whether only a person sets it, no AI agent: it deletes, overwrites, reveals or publishes, or is a brake. */
	isForPeople?: true;
	/** Whether it shows below the collection "Filters". */
	isBelowFilters?: true;
}

/** The values of fields, by the fields' names. */
export type ValuesOf<Fields extends readonly Field[]> = {
	[F in Fields[number] as F['property']['name']]: ReturnType<F['read']>;
};

/** A field whose value steers the node. */
export const setting = <const Name extends string, Value>(
	property: Property<Name>,
	read: Read<Value>,
): Field<Name, Value, undefined> => ({ property, read, sentAs: undefined });

/** A field whose value is sent to the API under its name. */
export const parameter = <const Name extends string, Value>(
	property: Property<Name>,
	read: Read<Value>,
): Field<Name, Value, Name> => ({ property, read, sentAs: property.name });

/** A field that names what is worked on: it is sent to the API, and results repeat it. */
export const identifier = <const Name extends string>(
	property: Property<Name>,
	read: Read<string> = requiredText,
): Field<Name, string, Name> => ({ ...parameter(property, read), isIdentifier: true });

/** The key of an object, as it is, with its white space. */
export const keyIdentifier = <const Name extends string>(
	property: Property<Name>,
): Field<Name, string, Name> => ({ ...identifier(property, objectKey), isVerbatim: true });

/** The same field, sent as an API parameter of another name. */
export const sentAs = <Name extends string, Value, const Parameter extends string>(
	parameterName: Parameter,
	field: Field<Name, Value>,
): Field<Name, Value, Parameter> => ({ ...field, sentAs: parameterName });

/** The same field, for people only. */
export const forPeople = <F extends Field>(field: F): F & { isForPeople: true } => ({
	...field,
	isForPeople: true,
});

/** A text that steers the node. */
export const textSetting = <const Name extends string, Value>(
	displayName: string,
	name: Name,
	placeholder: string,
	description: string,
	read: Read<Value>,
): Field<Name, Value, undefined> =>
	setting({ displayName, name, type: 'string', default: '', placeholder, description }, read);

/** A setting of how the chosen objects are worked on: it shows below the filters that choose them. */
export const belowFilters = <const Name extends string, Value>(
	property: Property<Name>,
	read: Read<Value>,
): Field<Name, Value, undefined> => ({ ...setting(property, read), isBelowFilters: true });

interface Locator<Name extends string> {
	displayName: string;
	name: Name;
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

const locatorShape = { type: 'resourceLocator' } as const;

/** The property of what is picked from a list or entered. */
function locatorProperty<const Name extends string>(
	field: Locator<Name>,
	listPlaceholder: string,
): Property<Name> {
	return {
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
				placeholder: listPlaceholder,
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
	};
}

/** The property of an identifier that is picked from a list or entered. */
export function requiredLocator<const Name extends string>(field: Locator<Name>): Property<Name> {
	const article = /^[aeiou]/.test(field.thing) ? 'an' : 'a';
	const property = locatorProperty(field, `Select ${article} ${field.thing}…`);
	return { ...property, required: true };
}

/** A name that is picked from a list or entered. */
export const locator = <const Name extends string>(
	field: Locator<Name>,
): Field<Name, string, Name> => identifier(requiredLocator(field), trimmedName);

/** What a listing is narrowed to, picked from a list or entered; empty for all. */
export const locatorFilter = <const Name extends string>(
	field: Locator<Name>,
): Field<Name, string | undefined, undefined> =>
	setting(locatorProperty(field, `All ${field.thing}s`), optionalName);
