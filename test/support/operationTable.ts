// The README's table of operations, made from the rows that the nodes themselves are made from.
import {
	operations as accountRows,
	resourceNames as accountNames,
} from '../../nodes/JelasticS3Account/operations';
import {
	operations as bucketRows,
	resourceNames as bucketNames,
} from '../../nodes/JelasticS3Bucket/operations';
import type { Operation } from '../../nodes/shared/operation';

const BEGIN = '<!-- operations:begin -->';
const END = '<!-- operations:end -->';
const PLACE = new RegExp(`${BEGIN}[^]*?${END}`, 'g');

const HEADINGS = [
	'Resource',
	'Operation',
	'What it does',
	'Permission (API method)',
	'Items',
	'Sent again',
];

const cell = (text: string) => text.replaceAll('|', '\\|');

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

function permissions({ methods, alsoNeeds = [] }: Operation): string {
	const always = methods.map((method) => `\`${method}\``);
	const sometimes = alsoNeeds.map(({ method, where }) => `\`${method}\` ${where}`);
	return [...always, ...sometimes].join(', ');
}

function cellsOf(row: Operation, resourceNames: Record<string, string>): string[] {
	return [
		resourceNames[row.resource],
		row.name,
		cell(row.description),
		permissions(row),
		row.sideBySide ? 'side by side' : 'one by one',
		row.repeatable ? 'yes' : 'never',
	];
}

/** One node's rows, in the order of its menus. */
function table(rows: Operation[], resourceNames: Record<string, string>): string {
	const cells = rows
		.map((row) => cellsOf(row, resourceNames))
		.sort(([resource, name], [otherResource, otherName]) =>
			`${resource} ${name}`.localeCompare(`${otherResource} ${otherName}`),
		);
	return padded([HEADINGS, ...cells]);
}

/** As prettier writes it: columns as wide as their widest cell. */
function padded([head, ...rows]: string[][]): string {
	const widths = head.map((_, column) =>
		Math.max(...[head, ...rows].map((cells) => cells[column].length)),
	);
	const fit = (cells: string[]) => line(cells.map((text, column) => text.padEnd(widths[column])));
	return [fit(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(fit)].join('\n');
}

/** Both nodes' tables, each under its node's name. */
export function operationTables(): string {
	return [
		'#### Jelastic S3 Account',
		table(accountRows, accountNames),
		'#### Jelastic S3 Bucket',
		table(bucketRows, bucketNames),
	].join('\n\n');
}

/**
 * A text with the tables between its two markers.
 * @throws where it has not exactly one place for them
 */
export function withOperationTables(text: string): string {
	if (text.match(PLACE)?.length !== 1) {
		throw new Error(`The text must have ${BEGIN} and, behind it, ${END}, once each`);
	}
	return text.replace(PLACE, () => `${BEGIN}\n\n${operationTables()}\n\n${END}`);
}
