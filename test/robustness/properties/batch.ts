import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runNode, type Result, type Trial } from '../../support/engine';
import { useStub, type StubAnswer, type StubRequest } from '../../support/stub';
import { nodeOf } from '../../support/world';

/** What became of one item of a batch. */
export interface Fate {
	/** What the platform was asked for it. */
	requests: StubRequest[];
	out: INodeExecutionData[];
	/** The text of its failure. */
	failure?: string;
}

/** A platform's answer to an item's request. */
export type Answering = (index: number, request: StubRequest) => StubAnswer;

export const TOKEN = 'the-token';

/** By this each request can be told to be an item's. */
const RUK = "={{ 'item-' + $itemIndex }}";

const indexOf = ({ params }: StubRequest) => Number(params.ruk.replace('item-', ''));

/** A server in the platform's place, and n8n's engine, which runs a batch of inputs as the items of one execution. */
export function usePlatform() {
	const stub = useStub();

	/** Runs an operation for every item; its parameters are as a saved workflow holds them. */
	const run = async (
		parameters: IDataObject,
		items: INodeExecutionData[],
		answering: Answering,
		more: Partial<Trial> = {},
	): Promise<Result> => {
		stub.requests.length = 0;
		stub.answers((request) => answering(indexOf(request), request));
		return await runNode({
			node: nodeOf(parameters.resource),
			credential: { host: stub.url(), token: TOKEN },
			items,
			...more,
			parameters: { ...parameters, options: { ...(parameters.options as object), ruk: RUK } },
		});
	};

	/** The same, going on after failures: what became of each item. */
	const fates = async (
		parameters: IDataObject,
		items: INodeExecutionData[],
		answering: Answering,
		more: Partial<Trial> = {},
	): Promise<Fate[]> => {
		const settings = { onError: 'continueRegularOutput', ...more.settings } as Trial['settings'];
		const result = await run(parameters, items, answering, { ...more, settings });
		if (result.error) throw result.error;
		return items.map((_, index) => {
			const out = result.items.filter(({ pairedItem }) => isOf(pairedItem, index));
			const failure = out[0]?.json.error as string | undefined;
			return { requests: stub.requests.filter((sent) => indexOf(sent) === index), out, failure };
		});
	};

	return { ...stub, run, fates };
}

const isOf = (paired: INodeExecutionData['pairedItem'], index: number) =>
	typeof paired === 'object' && !Array.isArray(paired) && paired.item === index;
