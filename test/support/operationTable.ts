// The documents' tables of operations, made from the rows that the nodes themselves are made from.
import {
	operations as accountRows,
	resourceNames as accountNames,
} from '../../nodes/JelasticS3Account/operations';
import {
	operations as bucketRows,
	resourceNames as bucketNames,
} from '../../nodes/JelasticS3Bucket/operations';
import { howToVerify } from '../../nodes/shared/api/methods';
import type { Operation } from '../../nodes/shared/operation';

type Names = Record<string, string>;

const NODES: Array<{ title: string; rows: Operation[]; names: Names }> = [
	{ title: 'Jelastic S3 Account', rows: accountRows, names: accountNames },
	{ title: 'Jelastic S3 Bucket', rows: bucketRows, names: bucketNames },
];

const byName = ([name]: string[], [other]: string[]) => name.localeCompare(other);

const titleOf = (row: Operation, names: Names) => `${names[row.resource]}: ${row.name}`;

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

/** Padded as prettier does it: each column as wide as its widest cell. */
function table([head, ...rows]: string[][]): string {
	const widths = head.map((_, column) =>
		Math.max(...[head, ...rows].map((cells) => cells[column].length)),
	);
	const pad = (cells: string[]) => line(cells.map((text, column) => text.padEnd(widths[column])));
	return [pad(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(pad)].join('\n');
}

/** The part of a description that says what is done; the rest, behind a semicolon or colon or in another sentence, is detail. */
const summary = ({ description }: Operation) =>
	description
		.split(/[;:]|\. (?=[A-Z])/)[0]
		.replace(/\.$/, '')
		.replaceAll('|', '\\|');

const code = (text: string) => `\`${text}\``;

function summaryTable(): string {
	const cells = NODES.flatMap(({ rows, names }) =>
		rows.map((row) => [titleOf(row, names), summary(row)]).sort(byName),
	);
	return table([['Operation', 'What it does'], ...cells]);
}

/** More permissions than these would make the table too wide. */
const MOST_IN_CELL = 2;

function permissionCells(row: Operation, names: Names): string[] {
	return [
		titleOf(row, names),
		row.methods.length > MOST_IN_CELL ? 'see below' : row.methods.map(code).join(', '),
		row.concurrent ? 'side by side' : 'one by one',
		row.methods.some(howToVerify) ? 'fails' : 'sent again',
	];
}

/** Permissions that depend on a setting, or are many, as a list: in a cell they would make the table too wide. */
function listedPermissions(rows: Operation[], names: Names): string[] {
	return rows.flatMap((row) => {
		const title = titleOf(row, names);
		const also = (row.alsoNeeds ?? []).map(
			({ method, where }) => `- ${title} also needs ${code(method)} ${where}.`,
		);
		if (row.methods.length <= MOST_IN_CELL) return also;
		return [`- ${title} calls ${row.methods.map(code).join(', ')}.`, ...also];
	});
}

function permissionTables(): string {
	const head = ['Operation', 'Permissions', 'Items', 'Lost answer'];
	return NODES.map(({ title, rows, names }) => {
		const cells = rows.map((row) => permissionCells(row, names)).sort(byName);
		const listed = listedPermissions(rows, names).sort().join('\n');
		return [`### ${title}`, table([head, ...cells]), listed].filter(Boolean).join('\n\n');
	}).join('\n\n');
}

/** Each document that has derived tables, with the name of their place in it. */
export const DERIVED = [
	{ file: 'README.md', place: 'operations', tables: summaryTable },
	{ file: 'docs/operations.md', place: 'permissions', tables: permissionTables },
];

/**
 * The text with up-to-date tables between `<!-- place:begin -->` and `<!-- place:end -->`.
 * @throws if the text does not have exactly one such place
 */
export function withTables(text: string, place: string, tables: () => string): string {
	const begin = `<!-- ${place}:begin -->`;
	const end = `<!-- ${place}:end -->`;
	const pattern = new RegExp(`${begin}[^]*?${end}`, 'g');
	if (text.match(pattern)?.length !== 1) {
		throw new Error(`The text needs ${begin} followed by ${end}, exactly once`);
	}
	return text.replace(pattern, () => `${begin}\n\n${tables()}\n\n${end}`);
}
