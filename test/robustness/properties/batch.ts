import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runNode, type Result, type Trial } from '../../support/engine';
import { useStub, type StubAnswer, type StubRequest } from '../../support/stub';
import { nodeOf, saved } from '../../support/world';
import { batchesOf, holds } from './holds';

/** What happened with one item of a batch. */
export interface Fate {
	/** What the platform was asked for it. */
	requests: StubRequest[];
	out: INodeExecutionData[];
	/** The text of its failure. */
	failure?: string;
}

/** A property of each item of random batches. */
interface EachItem<T> {
	/** Overrides that of the file. */
	subject?: string;
	runs: number;
	inputs: fc.Arbitrary<T>;
	/** The longest batch: 40 by default. */
	most?: number;
	/** As a saved workflow holds them. */
	parameters: IDataObject;
	/** An input as an item; by default, it is the field `value`. */
	item?: (input: T, index: number) => INodeExecutionData;
	/** What the platform answers to an item's request; by default, that all went well. */
	answer?: (input: T, request: StubRequest, index: number) => StubAnswer;
	before?: (inputs: T[]) => void;
	judge?: (fate: Fate, input: T, index: number) => void;
	after?: (inputs: T[], fates: Fate[]) => void | Promise<void>;
}

export const TOKEN = 'the-token';

/** Tells which item a request belongs to. */
const RUK = "={{ 'item-' + $itemIndex }}";
const indexOf = ({ params }: StubRequest) => Number(params.ruk.replace('item-', ''));

/** What a platform answers if nothing is missing. */
export const DONE: StubAnswer = { body: { result: 0 } };

/** An item with these values, whatever they are. */
export const itemOf = (json: Record<string, unknown>): INodeExecutionData => ({
	json: json as IDataObject,
});

/** The same with a file. */
export const fileItem = (json: Record<string, unknown>): INodeExecutionData => ({
	...itemOf(json),
	binary: { data: { data: Buffer.from('x').toString('base64'), mimeType: 'text/plain' } },
});

/** The parameters of an operation on objects in a bucket. */
export const onObjects = (operation: string, fields: IDataObject = {}): IDataObject =>
	saved({ ...{ resource: 'object', operation, hostGroup: 'hg', bucketName: 'logs' }, ...fields });

/** The keys that requests delete, in order. */
export const deletedBy = (requests: StubRequest[]): string[] =>
	requests
		.filter(({ path }) => path.endsWith('deleteobject'))
		.map(({ params }) => params.key)
		.sort();

/** A server in the platform's place, and n8n's engine, which runs a batch of inputs as the items of one execution. */
export function usePlatform(subject: string) {
	const stub = useStub();

	/** Runs an operation for every item. */
	const run = async (
		parameters: IDataObject,
		items: INodeExecutionData[],
		answering: (index: number, request: StubRequest) => StubAnswer = () => DONE,
		settings: Trial['settings'] = {},
	): Promise<Result> => {
		stub.requests.length = 0;
		stub.answers((request) => answering(indexOf(request), request));
		return await runNode({
			...{ node: nodeOf(parameters.resource), credential: { host: stub.url(), token: TOKEN } },
			parameters: { ...parameters, options: { ...(parameters.options as object), ruk: RUK } },
			...{ items, settings },
		});
	};

	/** The same, continuing after failures: what happened with each item. */
	const fates = async (
		...[parameters, items, answering]: Parameters<typeof run>
	): Promise<Fate[]> => {
		const onError = 'continueRegularOutput';
		const result = await run(parameters, items, answering, { onError });
		if (result.error) throw result.error;
		return items.map((_, index) => {
			const out = result.items.filter(({ pairedItem }) => isOf(pairedItem, index));
			const failure = out[0]?.json.error as string | undefined;
			return { requests: stub.requests.filter((sent) => indexOf(sent) === index), out, failure };
		});
	};

	/** Tries a property of each item. */
	async function eachItem<T>(property: EachItem<T>): Promise<void> {
		const { runs, inputs, most, parameters, before, judge, after } = property;
		const { item = (value: T) => itemOf({ value }), answer = () => DONE } = property;
		const tried = async (batch: T[]) => {
			before?.(batch);
			const all = await fates(parameters, batch.map(item), (index, request) =>
				answer(batch[index], request, index),
			);
			all.forEach((fate, index) => judge?.(fate, batch[index], index));
			await after?.(batch, all);
			return batch.length;
		};
		await holds(property.subject ?? subject, runs, batchesOf(inputs, most), tried);
	}

	/** What happened with a single item. */
	const fateOf = async (
		parameters: IDataObject,
		item: INodeExecutionData,
		answering?: Parameters<typeof run>[2],
	) => (await fates(parameters, [item], answering))[0];

	return { ...stub, run, fateOf, eachItem };
}

const isOf = (paired: INodeExecutionData['pairedItem'], index: number) =>
	typeof paired === 'object' && !Array.isArray(paired) && paired.item === index;

/** An S3 endpoint that answers what a test wants, and the platform's answer that names it. */
export function useStorage() {
	const stub = useStub();
	const keysAnswer = (): StubAnswer => {
		const keys = [{ accKey: 'AK', secretKey: 'SK' }];
		const account = { hostGroup: 'hg', name: 'own', endpoint: stub.url(), keys };
		return { body: { result: 0, array: [account] } };
	};
	return { ...stub, keysAnswer };
}
