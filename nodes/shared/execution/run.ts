import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { UnexpectedAnswer } from '../answers';
import { connect, type Platform } from '../api/client';
import { CallFailed, isFinal } from '../api/failures';
import { openGate, type Gate } from '../api/gate';
import { oncePerRun } from '../concurrency/once';
import { forEachInPool } from '../concurrency/pool';
import { howToVerify } from '../api/methods';
import { BadInput, type ErrorWithAdvice } from '../errors';
import { DEFAULT_CONCURRENCY } from '../fields/options';
import type { Operation, ResultItem, Task } from '../operation';
import { PartlyFailed, type PartialResult } from './partlyFailed';
import { readInput, taskOf, type GetParameter, type Input } from './task';

/** What became of one input item. */
type Outcome = { items: ResultItem[] } | { error: unknown; partial?: PartialResult };

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
	const gate = await openGate(context);
	try {
		return await runThrough(gate, context, selectedOperation(gate, context, operations));
	} finally {
		gate.close();
	}
}

async function runThrough(
	gate: Gate,
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const signal = context.getExecutionCancelSignal();
	const outcomes = new Array<Outcome>(count);
	const inputs = new Map<number, Input>();
	const failureOf = (error: unknown, itemIndex: number) => {
		const told = error instanceof UnexpectedAnswer ? withVerification(error, operation) : error;
		const sent = sentIn(inputs.get(itemIndex));
		return gate.failure(context.getNode(), told, itemIndex, { sent });
	};
	const attempt = async (itemIndex: number, work: () => Promise<ResultItem[]>) => {
		const outcome = await outcomeOf(work);
		if (signal?.aborted) throw canceled(context);
		if ('error' in outcome && !outcome.partial && !context.continueOnFail()) {
			throw failureOf(outcome.error, itemIndex).error;
		}
		outcomes[itemIndex] = outcome;
	};

	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		await attempt(itemIndex, async () => {
			const parameter: GetParameter = (name, fallback, options) =>
				context.getNodeParameter(name, itemIndex, fallback, options);
			const input = readInput(parameter, operation, context.getNode().parameters);
			operation.check?.({ ...input, values: input.values as Task['values'], context, itemIndex });
			inputs.set(itemIndex, input);
			return [];
		});
	}
	const { hint, showHints } = hintsOf(context, gate);
	const once = oncePerRun(isFinal);
	const concurrency = concurrencyOf(inputs);
	const place = { context, hint, note: noteOf(context, gate), once, signal };
	let platform: Promise<Platform> | undefined;
	const work = async ([itemIndex, input]: [number, Input]) =>
		await attempt(itemIndex, async () => {
			platform ??= connect(context, concurrency, gate.secrets);
			return await operation.run(taskOf(input, operation, await platform, { ...place, itemIndex }));
		});
	await forEachInPool(inputs, operation.concurrent ? concurrency : 1, work, signal).finally(
		showHints,
	);
	if (signal?.aborted) throw canceled(context);
	const partlyFailed = outcomes.findIndex((outcome) => 'partial' in outcome && outcome.partial);
	if (partlyFailed >= 0 && !context.continueOnFail()) {
		const { partial } = outcomes[partlyFailed] as { partial: PartialResult };
		throw failureOf(new CallFailed(partial.ofRun()), partlyFailed).error;
	}
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return [
		outcomes.flatMap((outcome, item) => {
			const input = inputs.get(item);
			const failed = 'error' in outcome ? failureOf(outcome.error, item).text : '';
			const items = itemsOf(outcome, failed, hasErrorOutput);
			const returnsSecret = mayReturnSecret(operation, input);
			return gate
				.items(items, { sent: sentIn(input), returnsSecret })
				.map((one) => ({ ...one, pairedItem: { item } }));
		}),
	];
}

/** What was entered for an item. */
const sentIn = (input?: Input): string[] =>
	Object.values(input?.values ?? {}).filter((value) => typeof value === 'string');

const mayReturnSecret = ({ returnsSecret }: Operation, input?: Input): boolean =>
	typeof returnsSecret === 'object'
		? input?.values[returnsSecret.property.name] === true
		: returnsSecret === true;

/** n8n's engine knows a canceled execution by this word, and calls every other one failed. */
const canceled = (context: IExecuteFunctions) =>
	new NodeOperationError(context.getNode(), 'The execution was canceled');

async function outcomeOf(work: () => Promise<ResultItem[]>): Promise<Outcome> {
	try {
		return { items: await work() };
	} catch (error) {
		return { error, partial: error instanceof PartlyFailed ? error.result : undefined };
	}
}

function selectedOperation(
	gate: Gate,
	context: IExecuteFunctions,
	operations: Operation[],
): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const found = operations.find((row) => row.resource === resource && row.value === value);
	if (found) return found;
	const unknown = new BadInput(
		`There is no operation "${String(value)}" for the resource "${String(resource)}"`,
		'Choose the resource and the operation again.',
	);
	throw gate.failure(context.getNode(), unknown).error;
}

/** n8n shows every hint it gets; of many items most would say the same. So they are shown at the end. */
function hintsOf(context: IExecuteFunctions, gate: Gate) {
	const hints = new Map<string, { message: string; type: 'info' | 'warning' }>();
	const hint: Task['hint'] = (message, type = 'info', topic = message) => {
		if (hints.size < MOST_COLLECTED || hints.has(topic)) hints.set(topic, { message, type });
	};
	const showHints = () => {
		const isWarning = ({ type }: { type: string }) => Number(type === 'warning');
		const sorted = [...hints.values()].sort((a, b) => isWarning(b) - isWarning(a));
		const rest = sorted.length - MOST_HINTS;
		const shown = rest > 0 ? [...sorted.slice(0, MOST_HINTS - 1), andMore(rest + 1)] : sorted;
		context.addExecutionHints(
			...shown.map(({ message, type }) => ({
				...{ message: gate.hint(message), type },
				location: 'outputPane' as const,
			})),
		);
	};
	return { hint, showHints };
}

/** n8n shows nothing of a node that is running; its custom data it saves with an execution that is canceled, too. */
const noteOf = (context: IExecuteFunctions, gate: Gate) => (message: string) => {
	const note = gate.text(`${context.getNode().name}: ${message}`).slice(0, 255);
	try {
		context.customData.set('jelasticS3', note);
	} catch (error) {
		// n8n takes a limited number of entries an execution; the report is then in the hint alone.
		context.logger.debug('Custom data was not taken', { error });
	}
};

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
function itemsOf(outcome: Outcome, failed: string, hasErrorOutput: boolean): ResultItem[] {
	if ('items' in outcome) return outcome.items;
	const { partial } = outcome;
	if (!partial) return [{ json: { error: failed } }];
	return hasErrorOutput ? partial.itemsBesideErrors : partial.items;
}

/** Whoever asked for what must not be repeated and cannot read the answer must know that it is done. */
function withVerification(error: UnexpectedAnswer, { methods }: Operation): ErrorWithAdvice {
	const { message, advice, details } = error;
	const how = methods.map(howToVerify).find(Boolean);
	if (!how) return error;
	return new CallFailed({
		...{ message, details },
		advice: `${advice} The work is done all the same. ${how}`,
	});
}
