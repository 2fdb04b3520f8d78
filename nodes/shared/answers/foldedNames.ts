import type { IDataObject } from 'n8n-workflow';

/** A field's name as names are compared: without case, `_` and `-`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** A test for names, whatever their case, `_` and `-`. */
export function nameTest(names: readonly string[]): (name: string) => boolean {
	const plain = new Set(names.map(plainName));
	return (name) => plain.has(name) || plain.has(plainName(name));
}

/** The fields of a row that bear known names: those of the first name, then those of the second. */
type Fields = string[][];

type Shape = Map<readonly string[], Fields>;

/**
 * Rows of one list have the same fields, so they are compared once for all of them: comparing anew for
 * each of 100,000 objects would take seconds. What is kept is bounded; names come from outside.
 */
const shapes = new Map<string, Shape>();
const MOST_SHAPES = 500;
const MOST_FIELDS = 50;
const LONGEST_SHAPE = 2000;

/** A row is read role by role, so the next question is mostly about the same row. */
let latest: { row: WeakKey; own: string[]; shape: Shape } | undefined;

/** Forgets the rows and names of answers: they may hold secrets. */
export function forgetNames(): void {
	latest = undefined;
	shapes.clear();
}

/** A row's own fields that bear the names, in the names' order. */
export function fieldsNamed(row: IDataObject, names: readonly string[]): Fields {
	if (latest?.row !== row) {
		const own = Object.keys(row);
		// The next row of a list mostly has the fields of the one before.
		const shape = latest && isSame(latest.own, own) ? latest.shape : shapeOf(own);
		latest = { row, own, shape };
	}
	const { own, shape } = latest;
	let fields = shape.get(names);
	if (!fields) {
		fields = compared(own, names);
		shape.set(names, fields);
	}
	return fields;
}

function isSame(a: string[], b: string[]): boolean {
	if (a.length !== b.length) return false;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}

function shapeOf(own: string[]): Shape {
	const name = own.length <= MOST_FIELDS ? own.join('\0') : '';
	if (name === '' || name.length > LONGEST_SHAPE) return new Map();
	let shape = shapes.get(name);
	if (!shape) {
		if (shapes.size === MOST_SHAPES) shapes.clear();
		shape = new Map();
		shapes.set(name, shape);
	}
	return shape;
}

function compared(own: string[], names: readonly string[]): Fields {
	const byPlainName = new Map<string, string[]>();
	for (const name of own) {
		const plain = plainName(name);
		const same = byPlainName.get(plain);
		if (same) same.push(name);
		else byPlainName.set(plain, [name]);
	}
	return [...new Set(names.map(plainName))].flatMap((plain) => {
		const fields = byPlainName.get(plain);
		return fields ? [fields] : [];
	});
}
