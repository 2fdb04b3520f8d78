import type { IDataObject, IGetNodeParameterOptions, INodeParameters } from 'n8n-workflow';
import type { Platform } from '../api/client';
import type { Parameters } from '../api/methods';
import { BadInput } from '../errors';
import type { Field } from '../fields/field';
import { EVERYTHING, narrowed, type Selection } from '../fields/filters';
import { concurrency, DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT_MS } from '../fields/options';
import type { FieldRow, Task } from '../operation';
import { emptyField, isNothing } from '../parse/text';
import { optionsOf } from './description';

/** What one item's fields, filters and options hold. */
export interface Input extends Pick<Task, 'named' | 'selection' | 'timeout' | 'concurrency'> {
	values: Record<string, unknown>;
}

const labelOf = ({ property }: Field) => property.displayName;

/** A node's parameter as n8n's context gives it; that of a trigger knows no items. */
export type GetParameter = (
	name: string,
	fallback?: unknown,
	options?: IGetNodeParameterOptions,
) => unknown;

/**
 * Reads one item's fields and options, each checked by its row.
 * @param saved the node's parameters as they are saved, with their expressions
 * @throws BadInput for a value that cannot be meant, naming the field by its label
 */
export function readInput(
	parameter: GetParameter,
	operation: FieldRow,
	saved: INodeParameters,
): Input {
	const values: Record<string, unknown> = {};
	const named: IDataObject = {};
	let selection = EVERYTHING;
	/** @returns whether there is a value */
	const put = (field: Field, entered: unknown, savedAs: unknown): boolean => {
		const { name } = field.property;
		if (field.isForPeople && isByAgent(savedAs)) throw notForAgents(labelOf(field));
		if (isFromNothing(field, entered, savedAs)) throw emptyField(labelOf(field));
		const value = field.read(entered, labelOf(field));
		if (value === undefined) return false;
		values[name] = value;
		if (field.isIdentifier) named[name] = value as string;
		if (field.isFilter) selection = narrowed(selection, value as Partial<Selection>);
		return true;
	};
	for (const field of operation.fields) {
		if (isHidden(field, values)) continue;
		const { name } = field.property;
		put(field, parameter(name, undefined, { extractValue: true }), saved[name]);
	}
	const putAdded = (fields: readonly Field[], collection: 'filters' | 'options') => {
		const entered = (parameter(collection, {}) ?? {}) as IDataObject;
		const savedAs = (saved[collection] ?? {}) as IDataObject;
		for (const field of fields) {
			const { name } = field.property;
			if (!Object.hasOwn(entered, name)) continue;
			const isWithout = !put(field, entered[name], savedAs[name]);
			// Whoever adds a filter does not mean everything.
			if (isWithout && collection === 'filters') throw emptyField(labelOf(field));
		}
	};
	putAdded(optionsOf(operation), 'options');
	putAdded(operation.filters ?? [], 'filters');
	const { timeout = DEFAULT_TIMEOUT_MS, concurrency: most = DEFAULT_CONCURRENCY } = values as {
		timeout?: number;
		concurrency?: number;
	};
	return { values, named, selection, timeout, concurrency: most };
}

/**
 * Whether an expression gave nothing. What a field means when it is left empty (everything, the root, off) is
 * never what an expression meant that asked for a value.
 */
const isFromNothing = (field: Field, entered: unknown, savedAs: unknown): boolean =>
	field.mayBeEmpty === undefined && hasExpression(savedAs) && isNothing(entered, !field.isVerbatim);

/** Whether an AI agent fills a field: n8n evaluates this even where a field takes no expressions. */
const isByAgent = (savedAs: unknown): boolean => /\$fromAI/i.test(JSON.stringify(savedAs) ?? '');

const notForAgents = (label: string) =>
	new BadInput(
		`${label} can't be set by an AI agent`,
		`Choose "${label}" in the node yourself. It can delete, overwrite, reveal or publish something, or prevents that.`,
	);

/** Whether a field is saved with an expression, which n8n marks by a leading "="; a locator has it inside. */
function hasExpression(savedAs: unknown): boolean {
	if (typeof savedAs === 'string') return savedAs.startsWith('=');
	return (
		typeof savedAs === 'object' && savedAs !== null && Object.values(savedAs).some(hasExpression)
	);
}

/** Whether a field does not show because of a setting above it, such as Limit beside Return All. */
const isHidden = ({ property }: Field, values: Record<string, unknown>): boolean =>
	Object.entries(property.displayOptions?.show ?? {}).some(
		([name, shown = []]) => name in values && !(shown as unknown[]).includes(values[name]),
	);

/** The labels of an operation's fields, by the parameters that they are sent as; "Concurrency" is named in advice. */
const labelsOf = (operation: FieldRow): Record<string, string> =>
	Object.fromEntries(
		[...operation.fields, ...optionsOf(operation)]
			.filter((field) => field.sentAs !== undefined || field === concurrency)
			.map((field) => [field.sentAs ?? field.property.name, labelOf(field)]),
	);

/** One item's task against the platform; `place` is what else it has there. */
export function taskOf<Place extends object>(
	input: Input,
	operation: FieldRow,
	platform: Platform,
	place: Place,
): Input & Place & Pick<Task, 'values' | 'platform' | 'call'> {
	const labels = labelsOf(operation);
	const values = input.values as Task['values'];
	const { ownerUid, ruk } = values;
	return {
		...input,
		...place,
		values,
		platform,
		call: async (method, parameters) =>
			await platform.call({
				method,
				parameters: defined({ ...parameters, ownerUid, ruk }),
				timeout: input.timeout,
				labels,
			}),
	};
}

const defined = (values: Record<string, string | number | undefined>): Parameters =>
	Object.fromEntries(
		Object.entries(values).filter(
			(entry): entry is [string, string | number] => entry[1] !== undefined,
		),
	);
