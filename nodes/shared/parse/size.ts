import { BadInput } from '../errors';
import { trimmed } from './trimmed';

const SIZE_UNITS = new Map([
	['', 1],
	['b', 1],
	['kb', 1e3],
	['mb', 1e6],
	['gb', 1e9],
	['tb', 1e12],
	['kib', 2 ** 10],
	['mib', 2 ** 20],
	['gib', 2 ** 30],
	['tib', 2 ** 40],
]);

/** A reader of sizes: a number of bytes, or with a unit, such as "10 MB" or "1.5 GiB"; in bytes. */
export function sizeInBytes(value: unknown, label: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	// A list of one number reads like the number.
	const text = typeof value === 'object' ? '' : trimmed(String(value));
	const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
	const bytes = Number(amount) * (SIZE_UNITS.get(unit.toLowerCase()) ?? NaN);
	if (Number.isFinite(bytes)) return bytes;
	throw new BadInput(
		`${label} is not a size`,
		`Enter "${label}" in bytes, or with a unit, like 500 KB, 10 MB or 1.5 GiB.`,
	);
}
