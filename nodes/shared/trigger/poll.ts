import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { connect } from '../api/client';
import { timerMs } from '../api/deadline';
import { openGate, type Gate } from '../api/gate';
import { BadInput } from '../errors';
import { readInput, taskOf } from '../execution/task';
import { DEFAULT_POLL_LIMIT } from '../fields/trigger';
import { listAllObjects } from '../objects/bucketListing';
import type { ListedObject } from '../objects/listedObject';
import type { ResultItem } from '../operation';
import { unlessBusy } from './busy';
import { byKey, compare, settle, TOO_SLOW, type Found, type Watch } from './compare';
import { deliver, type Delivery } from './deliver';
import { fromSaved, noteFailure, toSaved } from './memory';
import { pollFailure } from './pollFailure';
import { watchBucket, type PollTask } from './row';

/** n8n gives up a poll that takes longer than its budget; so it ends a little before that. */
const SHARE_OF_BUDGET = 0.9;

/** Older versions of n8n give none; this is what newer ones give by default. */
const USUAL_BUDGET_MS = 300_000;

const EXAMPLES = 3;

/**
 * Polls a bucket: gives what happened since the last poll, or null where nothing did. A poll that comes while the
 * last one still runs gives null, and leaves everything to that one.
 * @throws NodeOperationError with the cause that n8n's scheduler goes by
 */
export async function pollBucket(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = context.getNode();
	const isManual = context.getMode() === 'manual';
	const budget = (context as Partial<IPollFunctions>).getPollBudgetMs?.() || USUAL_BUDGET_MS;
	const work = async () => {
		const gate = await openGate(context);
		const signal = AbortSignal.timeout(timerMs(budget * SHARE_OF_BUDGET));
		try {
			const task = await openTask(context, gate, signal);
			const items = await (isManual ? exampleItems(task) : newItems(task));
			return items.length > 0 ? [gate.items(items)] : null;
		} catch (error) {
			// Whatever failed then was cut short.
			throw pollFailure(gate, node, signal.aborted ? TOO_SLOW : error);
		} finally {
			gate.close();
		}
	};
	if (isManual) return await work();
	return await unlessBusy(`${context.getWorkflow().id}:${node.id}`, work, {
		milliseconds: budget,
		isOver: () =>
			context.logger.warn(
				`${node.name}: A poll takes longer than n8n allows. No other is begun before it ends.`,
			),
	});
}

async function openTask(
	context: IPollFunctions,
	gate: Gate,
	signal: AbortSignal,
): Promise<PollTask> {
	const input = readInput(
		(name, fallback, options) => context.getNodeParameter(name, fallback, options),
		watchBucket,
		context.getNode().parameters,
	);
	const platform = await connect(context, input.concurrency, gate.secrets, signal);
	const warn = (message: string) =>
		context.logger.warn(gate.text(`${context.getNode().name}: ${message}`));
	return taskOf(input, watchBucket, platform, { context, signal, warn }) as PollTask;
}

const listingOf = (task: PollTask, isWhole: boolean) =>
	listAllObjects(task, { bucketName: task.values.bucketName, prefix: task.values.prefix }, isWhole);

function watchOf({ values, selection, signal }: PollTask): Watch {
	const { events, firstRun, download } = values;
	const { limit = DEFAULT_POLL_LIMIT } = values;
	return {
		events,
		chooses: (object) => selection.tests.every((test) => test(object)),
		// What cannot be downloaded leaves its place to others.
		limit: download ? Math.max(limit, DEFAULT_POLL_LIMIT) : limit,
		isExistingWanted: firstRun === 'existing',
		signal,
	};
}

/** Items for somebody who builds the workflow: a few objects that are there. What is known is neither read nor changed. */
async function exampleItems(task: PollTask): Promise<ResultItem[]> {
	const { events, chooses } = watchOf(task);
	const { limit = DEFAULT_POLL_LIMIT } = task.values;
	const [event] = events;
	const found: Found[] = [];
	for await (const object of listingOf(task, false)) {
		if (!chooses(object)) continue;
		const shown = event === 'deleted' ? { key: object.key } : object;
		found.push({ event, id: object.key, object: shown, failures: 0 });
		if (found.length >= Math.min(limit, EXAMPLES)) break;
	}
	if (found.length === 0) throw NO_EXAMPLE;
	const { items, failures } = await deliver(task, found);
	if (items.size === 0) throw [...failures.values()][0];
	return inOrder(items);
}

const NO_EXAMPLE = new BadInput(
	'No object matches, so there is none to show',
	'Upload an object to try the workflow with, or check "Bucket", "Prefix" and "Filters".',
);

async function newItems(task: PollTask): Promise<ResultItem[]> {
	const { hostGroup, bucketName, prefix = '', ownerUid = 0 } = task.values;
	return await newsOf(task.context.getWorkflowStaticData('node'), {
		watch: watchOf(task),
		place: JSON.stringify([hostGroup, bucketName, prefix, ownerUid]),
		list: () => listingOf(task, true),
		deliver: async (found) => await deliver(task, found),
	});
}

/** What a poll works with. */
export interface Poll {
	watch: Watch;
	/** What is known of another place says nothing of this one. */
	place: string;
	list: () => AsyncIterable<ListedObject>;
	/** Makes events into items; of those without an item a later poll tells. */
	deliver: (found: Found[]) => Promise<Delivery>;
}

/**
 * The items of one poll. What is known is changed at the end, in one step: a poll that fails changes nothing.
 * @param data what n8n keeps for the node; written to only where something is new, since n8n saves it whole
 */
export async function newsOf(data: IDataObject, poll: Poll): Promise<ResultItem[]> {
	const { watch, place } = poll;
	const before = fromSaved(data, place);
	let comparison = await compare(poll.list(), before, watch);
	// An answer that lost its list looks the same, and all objects would count as new with the next one.
	const isDoubtful = comparison.isEmpty && before?.marks.isEmpty === false;
	if (isDoubtful) comparison = await compare(poll.list(), before, watch);
	const { found, known } = comparison;
	const { items, failures } = await poll.deliver(found);
	for (const { mark = '', failures: count } of failures.keys()) noteFailure(known, mark, count + 1);
	for (const one of items.keys()) settle(known, one);
	const saved = toSaved(known, place);
	const isNew = Object.entries(saved).some(([name, value]) => data[name] !== value);
	if (isNew) Object.assign(data, saved);
	return inOrder(items);
}

const inOrder = (items: Map<Found, ResultItem>): ResultItem[] =>
	byKey([...items.keys()]).map((one) => items.get(one)!);
