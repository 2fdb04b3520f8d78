import type { IDataObject } from 'n8n-workflow';
import { optionsOf } from '../../../nodes/shared/execution/description';
import type { Field } from '../../../nodes/shared/fields/field';
import type { Operation } from '../../../nodes/shared/operation';

// What can be set in an operation: each choice of a menu (`via=s3`), each switch on and off, each other field.

const fieldsOf = (row: Operation): readonly Field[] => [
	...row.fields,
	...(row.filters ?? []),
	...optionsOf(row),
];

function choicesOf({ property: { name, type, options = [] } }: Field): string[] {
	if (type === 'boolean') return [`${name}=true`, `${name}=false`];
	if (type !== 'options') return [name];
	return options.map((option) => `${name}=${String('value' in option && option.value)}`);
}

/** All that can be set. */
export const settingsOf = (row: Operation): string[] => fieldsOf(row).flatMap(choicesOf);

/** What is set by these values of a node; a menu or switch that is left alone has its default. */
export function settingsIn(row: Operation, values: IDataObject): string[] {
	const { options, filters } = values as Record<string, IDataObject | undefined>;
	const all: IDataObject = { ...values, ...options, ...filters };
	return fieldsOf(row).flatMap(({ property: { name, type, default: preset } }) => {
		if (type === 'boolean' || type === 'options') return [`${name}=${String(all[name] ?? preset)}`];
		return all[name] === undefined ? [] : [name];
	});
}
