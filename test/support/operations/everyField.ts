import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { optionsOf } from '../../../nodes/shared/execution/description';
import type { Field } from '../../../nodes/shared/fields/field';
import type { FieldRow } from '../../../nodes/shared/operation';
import { readOnlyPolicy } from '../things';
import { EXAMPLES, OPERATIONS, fieldsOf, type ExampleThings } from '.';

// For tests over every field, filter and option of every row.

export type Place = 'fields' | 'filters' | 'options';

const placesOf = (row: FieldRow): Array<[Place, readonly Field[]]> => [
	['fields', row.fields],
	['filters', row.filters ?? []],
	['options', optionsOf(row)],
];

/** Every field of a row, with the part of the node it is in. */
export const entriesOf = (row: FieldRow): Array<{ place: Place; field: Field }> =>
	placesOf(row).flatMap(([place, fields]) => fields.map((field) => ({ place, field })));

/** What shows a field: the settings above it. */
export const shownBy = ({ displayOptions }: INodeProperties): IDataObject =>
	Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).map(([name, shown]) => [name, shown?.[0]]),
	) as IDataObject;

/** A field's value as a node holds it. */
export const inPlace = (place: Place, name: string, value: unknown): IDataObject =>
	(place === 'fields' ? { [name]: value } : { [place]: { [name]: value } }) as IDataObject;

/** Something for every field that names something; nothing of it exists. */
const things = new Proxy({ newPolicy: readOnlyPolicy('bucket') } as Partial<ExampleThings>, {
	get: (some, name) => some[name as 'newPolicy'] ?? String(name),
}) as ExampleThings;

/** Parameters with which an operation can be run. */
export const parametersOf = ({ resource, value }: (typeof OPERATIONS)[number]): IDataObject => {
	const example = EXAMPLES.find(
		(one) => one.resource === resource && one.operation === value && !one.file,
	)!;
	return { resource, operation: value, ...fieldsOf(example, things) };
};

/** Every row, with its name. */
export const ROWS = OPERATIONS.map((row) => ({ row, name: `${row.resource} ${row.value}` }));
