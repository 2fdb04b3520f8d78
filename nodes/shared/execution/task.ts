import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Platform } from '../api/client';
import type { Parameters } from '../api/methods';
import type { Operation, Task } from '../operation';
import type { Field } from '../fields/field';
import { BadInput } from '../errors';
import { DEFAULT_TIMEOUT_MS } from '../fields/options';
import { optionsOf } from './description';

export type Input = Pick<Task, 'parameters' | 'named' | 'settings'>;

const labelOf = ({ property }: Field) => property.displayName;

/**
 * Reads one item's fields and options, each checked by its row.
 * @throws BadInput for a value that cannot be meant, naming the field by its label
 */
export function readInput(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): Input {
	const input: Input = { parameters: {}, named: {}, settings: {} };
	const put = (field: Field, raw: unknown) => {
		const value = field.read(raw, labelOf(field));
		if (value === undefined) return false;
		if (field.use === 'setting') input.settings[field.property.name] = value;
		else input.parameters[field.property.name] = value as string | number;
		return true;
	};
	for (const field of operation.fields) {
		const { name } = field.property;
		if (isHidden(field, input)) continue;
		const raw = context.getNodeParameter(name, itemIndex, undefined, { extractValue: true });
		const isNamed = put(field, raw) && field.use === 'parameter' && name !== 'policy';
		if (isNamed) input.named[name] = input.parameters[name];
	}
	const entered = (name: 'filters' | 'options') =>
		(context.getNodeParameter(name, itemIndex, {}) ?? {}) as IDataObject;
	for (const [field, raw] of entriesOf(optionsOf(operation), entered('options'))) put(field, raw);
	for (const [field, raw] of entriesOf(operation.filters ?? [], entered('filters'))) {
		// What an expression that came out empty leaves: without the filter, more would be meant.
		if (!put(field, raw)) throw emptyFilter(labelOf(field));
	}
	return input;
}

/** The fields that were added to a collection, each with what was entered. */
const entriesOf = (fields: Field[], entered: IDataObject): Array<[Field, unknown]> =>
	fields
		.filter(({ property }) => Object.hasOwn(entered, property.name))
		.map((field) => [field, entered[field.property.name]]);

const emptyFilter = (label: string) =>
	new BadInput(
		`${label} is empty`,
		`Enter a value for "${label}", or remove it from "Filters"; where it is an expression, check that the input item has the field.`,
	);

/** Whether a field does not show because of a setting above it, such as Limit beside Return All. */
const isHidden = ({ property }: Field, { settings }: Input): boolean =>
	Object.entries(property.displayOptions?.show ?? {}).some(
		([name, values]) => name in settings && !values?.includes(settings[name] as never),
	);

/** The labels of an operation's parameters, by the parameters' names. */
export const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(
		[...operation.fields, ...optionsOf(operation)]
			.filter(({ use }) => use === 'parameter')
			.map((field) => [field.property.name, labelOf(field)]),
	);

/** How long one answer is waited for, in milliseconds. */
export const timeoutOf = ({ timeout }: Task['settings']): number =>
	Number(timeout ?? DEFAULT_TIMEOUT_MS);

/** One item's task against the platform. */
export function taskOf(
	input: Input,
	operation: Operation,
	platform: Platform,
	place: Pick<Task, 'context' | 'hint' | 'itemIndex' | 'once' | 'signal'>,
): Task {
	const labels = labelsOf(operation);
	const timeout = timeoutOf(input.settings);
	return {
		...input,
		...place,
		platform,
		call: async (method, changes = {}) =>
			await platform.call({
				method,
				parameters: defined({ ...input.parameters, ...changes }),
				// What a listing cannot find is not what a deletion wanted gone.
				rules: {
					...operation,
					notFoundMeansDone: operation.notFoundMeansDone && /Delete|Revoke/.test(method),
					repeatable: operation.repeatable || /\.(Get|List)/.test(method),
				},
				timeout,
				labels,
			}),
	};
}

const defined = (values: Partial<Parameters>): Parameters =>
	Object.fromEntries(
		Object.entries(values).filter(
			(entry): entry is [string, string | number] => entry[1] !== undefined,
		),
	);
