import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Answer } from './answers';
import type { Parameters, Platform } from './client';
import type { ApiMethod, Field, Operation } from './operation';
import { DEFAULT_TIMEOUT_MS } from './options';
import { optionsOf } from './properties';

/** One item's work, as an operation's row sees it. */
export interface Task {
	/** What goes to the API. */
	parameters: Parameters;
	/** What the item's fields named, for results: the parameters without the options. */
	named: IDataObject;
	/** The node's own fields and options, such as `returnAll` and `timeout`. */
	settings: Record<string, string | number | boolean | undefined>;
	/** When it fires, the execution is being cancelled. */
	signal?: AbortSignal;
	/** Calls a method with the task's parameters, changed by `changes`. */
	call: (method: ApiMethod, changes?: Partial<Parameters>) => Promise<Answer>;
}

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
		if (field.property.name === 'limit' && input.settings.returnAll === true) continue;
		const { name } = field.property;
		const raw = context.getNodeParameter(name, itemIndex, undefined, { extractValue: true });
		const isNamed = put(field, raw) && field.use === 'parameter' && name !== 'policy';
		if (isNamed) input.named[name] = input.parameters[name];
	}
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	for (const field of optionsOf(operation)) put(field, options[field.property.name]);
	return input;
}

/** The labels of an operation's parameters, by the parameters' names. */
export const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(
		[...operation.fields, ...optionsOf(operation)]
			.filter(({ use }) => use === 'parameter')
			.map((field) => [field.property.name, labelOf(field)]),
	);

/** One item's task against the platform. */
export function taskOf(
	input: Input,
	operation: Operation,
	platform: Platform,
	signal?: AbortSignal,
): Task {
	const labels = labelsOf(operation);
	const timeout = Number(input.settings.timeout ?? DEFAULT_TIMEOUT_MS);
	return {
		...input,
		signal,
		call: async (method, changes = {}) =>
			await platform.call({
				method,
				parameters: defined({ ...input.parameters, ...changes }),
				rules: operation,
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
