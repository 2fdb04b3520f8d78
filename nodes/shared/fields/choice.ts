import type { Read } from './field';
import { BadInput } from '../errors';
import { emptyField, optionalText } from '../parse/text';

/** A reader of one of a few values; the first where none is entered. */
export const oneOf =
	<const Value extends string>(...values: Value[]): Read<Value> =>
	(value, label) =>
		knownAmong(values, optionalText(value, label) ?? values[0], label);

/** A reader of at least one of a few values. */
export const someOf =
	<const Value extends string>(...values: Value[]): Read<Value[]> =>
	(value, label) => {
		const chosen = [value ?? []].flat().map((one) => knownAmong(values, one, label));
		if (chosen.length === 0) throw emptyField(label);
		return chosen;
	};

function knownAmong<Value extends string>(values: Value[], value: unknown, label: string): Value {
	const known = values.find((one) => one === value);
	if (known !== undefined) return known;
	throw new BadInput(`${label} has an unknown value`, `Choose "${label}" again.`);
}
