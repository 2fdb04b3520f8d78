import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { UnexpectedAnswer } from '../answers';
import { connect, type Platform } from '../api/client';
import { CallFailed, type UserMessage } from '../api/failures';
import { nodeFailure, withOwnMessage } from '../api/failures/nodeFailure';
import { oncePerRun } from '../concurrency/once';
import { forEachInPool } from '../concurrency/pool';
import { describeError } from '../api/failures/describeError';
import { howToVerify } from '../api/methods';
import { DEFAULT_CONCURRENCY } from '../fields/options';
import type { Operation, ResultItem, Task } from '../operation';
import { PartlyFailed, type PartialResult } from './partlyFailed';
import { readInput, taskOf, type GetParameter, type Input } from './task';

/** A failure as n8n shows it on the node, and as one text. */
interface ItemFailure {
	error: NodeOperationError;
	text: string;
}

/** What became of one input item. */
type Outcome = { items: ResultItem[] } | { failure: ItemFailure; partial?: PartialResult };

/**
 * Runs the operation that the node is set to, once for each input item. The output keeps the input's
 * order and each item is paired with its input. All inputs are checked before the first request is sent.
 * Without "continue on fail" nothing new starts after the first failure, unless only a part of an item's work failed.
 * @throws NodeOperationError naming the item, unless the node continues on failures
 */
export async function runOperations(
	context: IExecuteFunctions,
	operations: Operation[],
): Promise<INodeExecutionData[][]> {
	const operation = selectedOperation(context, operations);
	const count = context.getInputData().length;
	const signal = context.getExecutionCancelSignal();
	const outcomes = new Array<Outcome>(count);
	const attempt = async (itemIndex: number, work: () => Promise<ResultItem[]>) => {
		const outcome = await outcomeOf(work, (error) =>
			failureOf(error, context, operation, itemIndex),
		);
		if (signal?.aborted) throw canceled(context);
		if ('failure' in outcome && !outcome.partial && !context.continueOnFail()) {
			throw outcome.failure.error;
		}
		outcomes[itemIndex] = outcome;
	};

	const inputs = new Map<number, Input>();
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		await attempt(itemIndex, async () => {
			const parameter: GetParameter = (name, fallback, options) =>
				context.getNodeParameter(name, itemIndex, fallback, options);
			inputs.set(itemIndex, readInput(parameter, operation, context.getNode().parameters));
			return [];
		});
	}
	const { hint, showHints } = hintsOf(context);
	const once = oncePerRun();
	const concurrency = concurrencyOf(inputs);
	let platform: Promise<Platform> | undefined;
	const work = async ([itemIndex, input]: [number, Input]) =>
		await attempt(itemIndex, async () => {
			platform ??= connect(context, concurrency);
			return await operation.run(
				taskOf(input, operation, await platform, { context, hint, itemIndex, once, signal }),
			);
		});
	await forEachInPool(inputs, operation.concurrent ? concurrency : 1, work, signal).finally(
		showHints,
	);
	if (signal?.aborted) throw canceled(context);
	const partlyFailed = outcomes.findIndex((outcome) => 'partial' in outcome && outcome.partial);
	if (partlyFailed >= 0 && !context.continueOnFail()) {
		const { partial } = outcomes[partlyFailed] as { partial: PartialResult };
		throw failureOf(new CallFailed(partial.ofRun()), context, operation, partlyFailed).error;
	}
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return [outcomes.flatMap((outcome, at) => outputOf(outcome, at, hasErrorOutput))];
}

/** n8n's engine knows a canceled execution by this word, and calls every other one failed. */
const canceled = (context: IExecuteFunctions) =>
	new NodeOperationError(context.getNode(), 'The execution was canceled');

async function outcomeOf(
	work: () => Promise<ResultItem[]>,
	failureFrom: (error: unknown) => ItemFailure,
): Promise<Outcome> {
	try {
		return { items: await work() };
	} catch (error) {
		const partial = error instanceof PartlyFailed ? error.result : undefined;
		return { failure: failureFrom(error), partial };
	}
}

function selectedOperation(context: IExecuteFunctions, operations: Operation[]): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const found = operations.find((row) => row.resource === resource && row.value === value);
	if (found) return found;
	throw nodeFailure(context.getNode(), {
		message: `There is no operation "${String(value)}" for the resource "${String(resource)}"`,
		advice: 'Choose the resource and the operation again.',
	});
}

/** n8n shows every hint it gets; of many items most would say the same. So they are shown at the end. */
function hintsOf(context: IExecuteFunctions) {
	const hints = new Map<string, { message: string; type: 'info' | 'warning' }>();
	const hint: Task['hint'] = (message, type = 'info', topic = message) => {
		if (hints.size < MOST_COLLECTED || hints.has(topic)) hints.set(topic, { message, type });
	};
	const showHints = () => {
		const isWarning = ({ type }: { type: string }) => Number(type === 'warning');
		const sorted = [...hints.values()].sort((a, b) => isWarning(b) - isWarning(a));
		const rest = sorted.length - MOST_HINTS;
		const shown = rest > 0 ? [...sorted.slice(0, MOST_HINTS - 1), andMore(rest + 1)] : sorted;
		context.addExecutionHints(...shown.map((one) => ({ ...one, location: 'outputPane' as const })));
	};
	return { hint, showHints };
}

const andMore = (count: number) => ({
	message: `And ${count} more messages of this kind.`,
	type: 'info' as const,
});

/** Of a run over very many items. */
const MOST_COLLECTED = 1000;

const MOST_HINTS = 5;

/** One number for the whole run: that of the first item. */
function concurrencyOf(inputs: Map<number, Input>): number {
	const [first] = inputs.values();
	return first?.concurrency ?? DEFAULT_CONCURRENCY;
}

/**
 * The item of a failure is exactly `{ json: { error } }`: with anything else in it n8n would send it to
 * the success branch. The advice stands in the text, because it is all that the error branch gets.
 */
function outputOf(
	outcome: Outcome,
	itemIndex: number,
	hasErrorOutput: boolean,
): INodeExecutionData[] {
	const pairedItem = { item: itemIndex };
	const paired = (items: ResultItem[]) => items.map((item) => ({ ...item, pairedItem }));
	if ('items' in outcome) return paired(outcome.items);
	const { failure, partial } = outcome;
	if (!partial) return paired([{ json: { error: failure.text } }]);
	return paired(hasErrorOutput ? partial.itemsBesideErrors : partial.items);
}

function failureOf(
	error: unknown,
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): ItemFailure {
	const node = context.getNode();
	const words = describeError(error);
	if (!words) {
		const cause = error instanceof Error ? error : String(error);
		const own = withOwnMessage(new NodeOperationError(node, cause, { itemIndex }));
		return { error: own, text: sentences(own.message, own.description ?? '') };
	}
	const text = error instanceof UnexpectedAnswer ? withVerification(words, operation) : words;
	return {
		error: nodeFailure(node, text, itemIndex),
		text: sentences(text.message, text.advice),
	};
}

/** Whoever asked for what must not be repeated and cannot read the answer must know that it is done. */
function withVerification(text: UserMessage, { methods }: Operation): UserMessage {
	const advice = methods.map(howToVerify).find(Boolean);
	return advice
		? { ...text, advice: `${text.advice} The work is done all the same. ${advice}` }
		: text;
}

const sentences = (message: string, advice: string) =>
	advice === '' ? message : `${message}. ${advice}`;
