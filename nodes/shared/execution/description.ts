import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodeHint,
} from 'n8n-workflow';
import type { FieldRow, Operation } from '../operation';
import type { Field } from '../fields/field';
import { commonOptions, concurrency } from '../fields/options';

type Named = { name: string } | { displayName: string };

const label = (entry: Named) => ('displayName' in entry ? entry.displayName : entry.name);

const alphabetically = (a: Named, b: Named) => label(a).localeCompare(label(b));

const dropdown = { type: 'options', noDataExpression: true } as const;

const unique = <T>(values: T[]): T[] => [...new Set(values)];

/**
 * A field's property as n8n gets it. n8n offers a field to an AI agent if it takes expressions. A text may need some,
 * such as the bucket's name in a policy; there, only `readInput` refuses what an agent fills in.
 */
const propertyOf = ({ property, isForPeople }: Field): Field['property'] =>
	isForPeople && !['string', 'json'].includes(property.type)
		? { ...property, noDataExpression: true }
		: property;

/** The fields of an operation's collection "Options", in the menu's order. */
export function optionsOf(operation: FieldRow): Field[] {
	const shared: readonly Field[] = operation.concurrent
		? [...commonOptions, concurrency]
		: commonOptions;
	return [...(operation.options ?? []), ...shared].sort((a, b) =>
		alphabetically(a.property, b.property),
	);
}

function resourceProperty(operations: Operation[], names: Record<string, string>): INodeProperties {
	const resources = unique(operations.map(({ resource }) => resource));
	return {
		displayName: 'Resource',
		name: 'resource',
		...dropdown,
		options: resources
			.map((value): INodePropertyOptions => ({ name: names[value], value }))
			.sort(alphabetically),
		default: resources[0],
	};
}

function operationProperty(resource: string, operations: Operation[]): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		...dropdown,
		displayOptions: { show: { resource: [resource] } },
		options: operations
			.map(({ name, value, action, description }): INodePropertyOptions => ({
				name,
				value,
				action,
				description,
			}))
			.sort(alphabetically),
		default: operations.find(({ value }) => value === 'getAll')?.value ?? operations[0].value,
	};
}

/** All rows' fields, each once, in an order that is every row's own order. */
function inFieldOrder(operations: Operation[]): Field[] {
	const rows = operations.map(({ fields }) => fields);
	let left = unique(rows.flat());
	const ordered: Field[] = [];
	while (left.length > 0) {
		const firstOf = rows.map((row) => row.find((field) => left.includes(field)));
		const next = left.find((field) =>
			rows.every((row, index) => !row.includes(field) || firstOf[index] === field),
		);
		if (!next) throw new Error(`The rows of ${operations[0].resource} contradict in their order`);
		ordered.push(next);
		left = left.filter((field) => field !== next);
	}
	return ordered;
}

/** Each of a resource's fields once, shown for the operations whose rows name it. */
function fieldProperties(
	fields: Field[],
	resource: string,
	operations: Operation[],
): INodeProperties[] {
	return fields.map((field) => {
		const users = operations.filter(({ fields: own }) => own.includes(field));
		const { show, ...rest } = field.property.displayOptions ?? {};
		return {
			...propertyOf(field),
			displayOptions: {
				...rest,
				// In this order: n8n takes a field with an expression for shown, without a look at what stands behind it.
				show: { resource: [resource], operation: users.map(({ value }) => value), ...show },
			},
		};
	});
}

function collection(
	shape: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
	fields: readonly Field[],
): INodeProperties {
	return {
		...shape,
		type: 'collection',
		default: {},
		options: fields.map(propertyOf) as Array<INodeProperties & INodePropertyCollection>,
	};
}

/** The collection of one operation only. */
const collectionOf = (
	{ resource, value }: Operation,
	...shapeAndFields: Parameters<typeof collection>
): INodeProperties => ({
	...collection(...shapeAndFields),
	displayOptions: { show: { resource: [resource], operation: [value] } },
});

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };
const OPTIONS = { displayName: 'Options', name: 'options', placeholder: 'Add option' };

/** A resource's properties from top to bottom: fields, filters, what shows below them, options. */
function resourceProperties(resource: string, operations: Operation[]): INodeProperties[] {
	const fields = inFieldOrder(operations);
	const part = (isBelow: boolean) =>
		fieldProperties(
			fields.filter(({ isBelowFilters = false }) => isBelowFilters === isBelow),
			resource,
			operations,
		);
	return [
		...part(false),
		...operations.flatMap((row) => (row.filters ? [collectionOf(row, FILTERS, row.filters)] : [])),
		...part(true),
		...operations.map((row) => collectionOf(row, OPTIONS, optionsOf(row))),
	];
}

/**
 * The node's properties, all derived from the rows: the two dropdowns, the fields, the options.
 * @param resourceNames each resource's name in the menu
 */
export function describeProperties(
	operations: Operation[],
	resourceNames: Record<string, string>,
): INodeProperties[] {
	const resources = unique(operations.map(({ resource }) => resource));
	const byResource = resources.map((resource) => ({
		resource,
		own: operations.filter((operation) => operation.resource === resource),
	}));
	return [
		resourceProperty(operations, resourceNames),
		...byResource.map(({ resource, own }) => operationProperty(resource, own)),
		...byResource.flatMap(({ resource, own }) => resourceProperties(resource, own)),
	];
}

/** The node's hints before a run: the rows' warnings. In the output pane, since n8n hides only these after it. */
export const describeHints = (operations: Operation[]): NodeHint[] =>
	operations.flatMap(({ resource, value, warning }) => {
		if (!warning) return [];
		const conditions = [
			`$parameter["resource"] === "${resource}"`,
			`$parameter["operation"] === "${value}"`,
			...(warning.when ? [warning.when] : []),
		];
		return [
			{
				message: warning.message,
				type: 'warning',
				location: 'outputPane',
				whenToDisplay: 'beforeExecution',
				displayCondition: `={{ ${conditions.join(' && ')} }}`,
			},
		];
	});

/** The properties of a node that is one row: it has no menu. */
export const describeRow = (row: FieldRow): INodeProperties[] => [
	...row.fields.map(propertyOf),
	...(row.filters ? [collection(FILTERS, row.filters)] : []),
	collection(OPTIONS, optionsOf(row)),
];
