import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NODES } from '../../support/engine';
import { REFERENCE, type ReferenceRow } from '../../support/reference';
import { byValue, nodeOf, type Things } from '../../support/world';
import { keyMeant, nameMeant } from './meant';

// The operations as the platform's reference has them, with each field's value from an expression.

/** Things that need not exist: a stub answers. */
const THINGS: Things = {
	...{ hostGroup: 'hg', account: 'shop', accKey: 'b09693b73b3c7686V8NZ', secretKey: 'secret' },
	...{ bucket: 'logs', key: 'a/b.txt', emptyBucket: 'archive', policy: '{"Statement":[]}' },
	...{ newAccount: 'new-shop', newBucket: 'new-logs' },
};

/** An operation with fields of its own, and a right value for each. */
export interface Tried extends ReferenceRow {
	right: Record<string, string>;
}

export const TRIED: Tried[] = REFERENCE.map((row) => ({ ...row, right: row.own(THINGS) })).filter(
	({ right }) => Object.keys(right).length > 0,
);

/** An operation's property of a name, as the editor shows it. */
export function propertyOf(resource: string, operation: string, field: string) {
	const found = NODES[nodeOf(resource)].description.properties.find(
		({ name, displayOptions: { show } = {} }) =>
			name === field && show?.resource?.includes(resource) && show.operation?.includes(operation),
	);
	if (!found) throw new Error(`${resource}: ${operation} has no field ${field}`);
	return found;
}

/** How a locator came to its value: by its mode, or as a whole. */
export type Way = 'name' | 'list' | 'id' | 'url' | 'whole';

/** An operation's parameters, each from the input item's field of the same name. */
export function fromItems({ resource, operation, right }: Tried, way: Way): IDataObject {
	const fields = Object.keys(right).map((field) => {
		const expression = `={{ $json[${JSON.stringify(field)}] }}`;
		const isLocator = propertyOf(resource, operation, field).type === 'resourceLocator';
		const value = isLocator && way !== 'whole' ? { ...byValue(expression), mode: way } : expression;
		return [field, value];
	});
	return { resource, operation, ...Object.fromEntries(fields) } as IDataObject;
}

/** An item with these values; a whole locator is made of each that is one. */
export const itemOf = (json: Record<string, unknown>): INodeExecutionData => ({
	json: json as IDataObject,
});

const isKey = (field: string) => /^(key|srcKey|dstKey)$/.test(field);

/** The text that a value of a field means; undefined where it cannot be meant. */
export const meantIn = (field: string, value: unknown): string | undefined =>
	isKey(field) ? keyMeant(value) : nameMeant(value);

/** Answers that each operation understands, by the last part of the path. */
const ANSWERS: Record<string, object> = {
	generatekey: { object: { accKey: 'AK', secretKey: 'SK' } },
	regeneratekeys: { object: { accKey: 'AK', secretKey: 'SK' } },
	getpresignedurl: { url: 'https://s3.example.com/logs/a?X-Amz-Signature=1' },
};

/** What a platform answers that does as it is told. */
export const doneAnswer = (path: string) => ({
	body: { result: 0, ...ANSWERS[path.split('/').pop() ?? ''] },
});
