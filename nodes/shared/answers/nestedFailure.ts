import type { IDataObject } from 'n8n-workflow';
import { fieldsNamed, plainName } from './foldedNames';
import { isRecord, type Answer } from './read';
import { ENVELOPE_FIELD, LISTS, PAIR_PLACES } from './fieldNames';

/** A code is a whole number, also as a text. */
export const isCode = (value: unknown): boolean =>
	Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value));

/** Where payload is read from: wrappers, lists and what stands in them. */
const PLACES = [...PAIR_PLACES, ...Object.values(LISTS).flatMap(({ own }) => own)];

/**
 * The first part of an answer that says by its `result` that it failed, wherever payload is read from.
 * @returns undefined where there is none
 */
export function findFailure(answer: Answer): IDataObject | undefined {
	return hasFailed(answer) ? answer : failedWithin(answer);
}

/** A row may have a field `result` that is no code; an envelope that wraps the payload may not. */
const hasFailed = ({ result }: IDataObject, isEnvelope = false) =>
	((isEnvelope && result !== undefined) || isCode(result)) && Number(result) !== 0;

function failedWithin(record: IDataObject): IDataObject | undefined {
	// Not by flat(): this looks into each row of each page of a listing.
	for (const names of fieldsNamed(record, PLACES)) {
		for (const name of names) {
			const value = record[name];
			if (typeof value !== 'object') continue;
			const failed = failedIn(value, plainName(name) === ENVELOPE_FIELD);
			if (failed) return failed;
		}
	}
	return undefined;
}

function failedIn(value: unknown, isEnvelope: boolean): IDataObject | undefined {
	if (isRecord(value)) return hasFailed(value, isEnvelope) ? value : failedWithin(value);
	if (!Array.isArray(value)) return undefined;
	for (const one of value) {
		const failed = failedIn(one, isEnvelope);
		if (failed) return failed;
	}
	return undefined;
}
