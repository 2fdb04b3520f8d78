import type { IDataObject } from 'n8n-workflow';
import { fieldsNamed } from './names';
import { isRecord, type Answer } from './read';
import { LISTS, PAIR_PLACES, WRAPPERS } from './spellings';

/** A code is a whole number, also as a text. */
export const isCode = (value: unknown): boolean =>
	Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value));

/** Where payload is read from: wrappers, lists and what stands in them. */
const PLACES = [...PAIR_PLACES, ...Object.values(LISTS).flatMap(({ own }) => own)];

/**
 * The first part of an answer that says by its `result` that it failed, wherever payload is read from.
 * @returns undefined where there is none
 */
export function failedPart(answer: Answer): IDataObject | undefined {
	return hasFailed(answer) ? answer : failedWithin(answer);
}

/** A row may have a field `result` that is no code; an envelope that wraps the payload may not. */
const hasFailed = ({ result }: IDataObject, isEnvelope = false) =>
	(isEnvelope && result !== undefined && result !== null) || isCode(result)
		? Number(result) !== 0
		: false;

function failedWithin(record: IDataObject): IDataObject | undefined {
	for (const name of fieldsNamed(record, PLACES).flat()) {
		const value = record[name];
		const isEnvelope = WRAPPERS[0] === name;
		for (const part of Array.isArray(value) ? value : [value]) {
			if (!isRecord(part)) continue;
			const failed = hasFailed(part, isEnvelope) ? part : failedWithin(part);
			if (failed) return failed;
		}
	}
	return undefined;
}
