import type { IDataObject } from 'n8n-workflow';
import type { StubAnswer } from '../../support/stub';
import { NODES } from '../../support/engine';
import { EXAMPLES, isReadOnly, type Example, type ExampleThings } from '../../support/operations';
import { pathOf } from '../../support/methodPath';
import { byValue, nodeOf, saved } from '../../support/world';
import { DONE } from './batch';
import { bucketMeant, keyMeant, nameMeant } from './meant';

// The examples that stand for one method, with each field's value from an expression.

/** They need not exist: a stub answers. */
const THINGS: ExampleThings = {
	...{ hostGroup: 'hg', account: 'shop', accessKey: 'b09693b73b3c7686V8NZ', secretKey: 'secret' },
	...{ bucket: 'logs', key: 'a/b.txt', emptyBucket: 'archive', policy: '{"Statement":[]}' },
	...{ newAccount: 'new-shop', newBucket: 'new-logs', newPolicy: '{"Statement":[]}' },
	...{ source: 'logs', target: 'archive', full: 'logs' },
	...{ pairAccount: 'shop', inUse: 'b09693b73b3c7686V8NZ', spare: 'b09693b73b3c7686QNCL' },
};

/** An example with a right value for each of its fields. */
export interface Tried extends Pick<Example, 'resource' | 'operation'> {
	path: string;
	right: Record<string, string>;
}

const ofOneMethod = EXAMPLES.flatMap((example) =>
	example.method
		? [{ ...example, path: pathOf(example.method), right: example.parameters(THINGS) }]
		: [],
);

/** Those that have fields of their own. */
export const TRIED: Tried[] = ofOneMethod.filter(({ right }) => Object.keys(right).length > 0);

/** The parameters of those that have none: they list everything, simplified or as the platform answers. */
export const LISTINGS = ofOneMethod
	.filter(({ right }) => Object.keys(right).length === 0)
	.flatMap(({ resource, operation }) =>
		[true, false].map((simplify) => ({ resource, operation, returnAll: true, simplify })),
	);

/** The parameters of those that change nothing, whose items are as the platform answers, and of one that does. */
export const READING: IDataObject[] = ofOneMethod
	.filter((example) => isReadOnly(example) || example.name === 'key generate')
	.map(({ resource, operation, right }) => ({
		...saved({ resource, operation, ...right }),
		...(operation === 'getAll' && { returnAll: true, simplify: false }),
	}));

/** An operation's property of a name, as the editor shows it. */
export function propertyOf(resource: string, operation: string, field: string) {
	const found = NODES[nodeOf(resource)].description.properties.find(
		({ name, displayOptions: { show } = {} }) =>
			name === field && show?.resource?.includes(resource) && show.operation?.includes(operation),
	);
	if (!found) throw new Error(`${resource}: ${operation} has no field ${field}`);
	return found;
}

/** How a locator got its value: by its mode, or as a whole. */
export const WAYS = ['name', 'list', 'id', 'url', 'whole'] as const;

/** An operation's parameters, each from the input item's field of the same name. */
export function fromItems(
	{ resource, operation, right }: Tried,
	way: (typeof WAYS)[number],
): IDataObject {
	const fields = Object.keys(right).map((field) => {
		const expression = `={{ $json[${JSON.stringify(field)}] }}`;
		const isLocator = propertyOf(resource, operation, field).type === 'resourceLocator';
		const value = isLocator && way !== 'whole' ? { ...byValue(expression), mode: way } : expression;
		return [field, value];
	});
	return { resource, operation, ...Object.fromEntries(fields) } as IDataObject;
}

const KEYS = ['key', 'srcKey', 'dstKey'];

/** What a value of a field means; undefined if it can't be meant. */
export function meantIn(field: string, value: unknown): string | undefined {
	if (field === 'policy') return value as string;
	if (/bucketName$/i.test(field)) return bucketMeant(value);
	return KEYS.includes(field) ? keyMeant(value) : nameMeant(value);
}

const PAIR = { body: { result: 0, object: { accKey: 'AK', secretKey: 'SK' } } };
const LINK = { body: { result: 0, url: 'https://s3.example.com/logs/a?X-Amz-Signature=1' } };
/** Answers that need more than success, by the end of the path. */
const ANSWERS: Record<string, StubAnswer> = {
	...{ generatekey: PAIR, regeneratekeys: PAIR, getpresignedurl: LINK },
};

/** What a platform answers that does as it is told. */
export const doneAnswer = (path: string): StubAnswer =>
	ANSWERS[path.split('/').pop() ?? ''] ?? DONE;
