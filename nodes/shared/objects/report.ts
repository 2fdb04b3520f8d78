import type { IDataObject } from 'n8n-workflow';
import { CallFailed, type Failure } from '../api/failures';
import { PartlyFailed } from '../execution/partlyFailed';
import type { dryRun, onObjectFailure, output } from '../fields/bulk';
import type { ValuesOf } from '../fields/field';
import type { HostGroupValues, OptionValues, ResultItem, Task } from '../operation';
import { isoTime } from '../answers/values';
import { placesOf } from '../execution/placeLast';
import { errorText, describeError } from '../api/failures/describeError';
import type { ListedObject } from './listedObject';
import {
	countsOfRun,
	noCounts,
	couldNot,
	sentenceOf,
	sumOf,
	type Counts,
	type ObjectOutcome,
	type BulkAction,
} from './tally';

export type { BulkAction } from './tally';

/** One item's work on many objects. */
export type BulkTask<Values = object> = Task<
	HostGroupValues &
		ValuesOf<[typeof dryRun, typeof output]> &
		OptionValues<[typeof onObjectFailure]> &
		Values
>;

/** Keeps the tally of a run over many objects, and one item an object where that is asked for. */
export class Report {
	private readonly counts = noCounts();
	private readonly countsOfRun: Counts;
	/** In the order of the listing, with gaps where an object is still worked on. */
	private readonly items: Array<IDataObject | undefined> = [];
	private readonly places = new Map<ListedObject, number>();
	private readonly startedAt = Date.now();
	/** Fields of every item and of the summary: where it happened. */
	private readonly place: IDataObject;
	private bytes = 0;
	private firstFailure?: string;
	private firstDetails: Failure['details'];

	constructor(
		private readonly task: BulkTask,
		private readonly work: BulkAction,
	) {
		this.countsOfRun = countsOfRun(task.context);
		this.place = placesOf(task.named);
	}

	private get hasItems(): boolean {
		return this.task.values.output !== 'summary';
	}

	private count(fate: ObjectOutcome): void {
		this.counts[fate]++;
		this.countsOfRun[fate]++;
	}

	/** How many objects are done, or would be. */
	get countDone(): number {
		return this.counts.done + this.counts.planned;
	}

	/** Counts an object that needs no work, without an item of its own. */
	countSkipped(): void {
		this.count('skipped');
	}

	/** Keeps an object's place among the items, where another may be done before it. */
	reserveSlot(object: ListedObject): void {
		if (this.hasItems) this.places.set(object, this.items.push(undefined) - 1);
	}

	/** Notes what became of an object; a failure is passed as what was thrown. */
	add(object: ListedObject, fate: ObjectOutcome, failure?: unknown, more: IDataObject = {}): void {
		this.count(fate);
		if (fate === 'done' || fate === 'planned') this.bytes += object.size ?? 0;
		const text = fate === 'failed' ? errorText(failure) : undefined;
		if (text && this.firstFailure === undefined) {
			this.firstFailure = `"${object.key}": ${text}`;
			this.firstDetails = describeError(failure)?.details;
		}
		if (!this.hasItems) return;
		const place = this.places.get(object) ?? this.items.length;
		this.places.delete(object);
		this.items[place] = {
			[this.work.key]: object.key,
			...more,
			...(!this.task.values.dryRun && { [this.work.done]: fate === 'done' }),
			...(fate === 'planned' && { [this.work.planned]: true }),
			...(fate === 'skipped' && { skipped: true }),
			...(text && { failure: text }),
			...(object.size !== undefined && { size: object.size }),
			...(object.lastModified !== undefined && { lastModified: isoTime(object.lastModified) }),
			...this.place,
		};
	}

	private get summary(): IDataObject {
		const { done, skipped, failed, planned } = this.counts;
		const { dryRun } = this.task.values;
		const { work } = this;
		const isDeletion = work.done === 'deleted';
		return {
			...(dryRun ? { dryRun, [work.planned]: planned } : { [work.done]: done }),
			...(!isDeletion && { skipped }),
			// A dry run deletes nothing, so nothing can fail; what cannot be copied it finds out.
			...(!(dryRun && isDeletion) && { failed }),
			matched: sumOf(this.counts),
			...(work.bytes && { [dryRun ? 'bytes' : work.bytes]: this.bytes }),
			...(this.firstFailure && { firstFailure: this.firstFailure }),
			seconds: (Date.now() - this.startedAt) / 1000,
			...this.place,
		};
	}

	private sentence(counts: Counts): string {
		return sentenceOf(counts, this.work, this.task.values.dryRun);
	}

	/**
	 * The run's items, once it came to its end; says so where n8n shows it.
	 * @throws PartlyFailed where objects failed, unless they are only to be reported; a dry run always reports
	 */
	finish(): ResultItem[] {
		const { countsOfRun, work } = this;
		const nothing = `No object matched; nothing was ${work.done}.`;
		this.publish(
			countsOfRun.failed > 0 ? 'warning' : 'info',
			sumOf(countsOfRun) === 0 ? nothing : undefined,
		);
		const jsons = this.hasItems ? this.items.filter((json) => json !== undefined) : [this.summary];
		const items = jsons.map((json) => ({ json }));
		const { onObjectFailure = 'failAtEnd', dryRun } = this.task.values;
		if (this.counts.failed === 0 || onObjectFailure !== 'failAtEnd' || dryRun) return items;
		throw new PartlyFailed({
			items,
			itemsBesideErrors: this.hasItems ? items.map(this.asError) : [...items, this.summaryError],
			ofRun: () => this.failureOf(countsOfRun),
		});
	}

	/** An item of a failed object as n8n wants it for the error output. */
	private readonly asError = ({ json }: ResultItem): ResultItem => {
		const { [this.work.key]: key, failure } = json;
		if (failure === undefined) return { json };
		return { json: { error: `"${String(key)}": ${String(failure)}` } };
	};

	private get summaryError(): ResultItem {
		const { message, advice } = this.failureOf(this.counts);
		return { json: { error: `${message}. ${advice}` } };
	}

	private failureOf(counts: Counts): Failure {
		const message = couldNot(counts, this.work);
		return { message, advice: `First: ${this.firstFailure}`, details: this.firstDetails };
	}

	/** Why the run ended before its end, with how far it came. */
	toError(cause: unknown): CallFailed {
		if (sumOf(this.countsOfRun) > 0) this.publish('warning');
		const cancelled = this.task.signal?.aborted;
		const words = cancelled
			? { message: 'The execution was cancelled', advice: '' }
			: (describeError(cause) ?? { message: errorText(cause), advice: '' });
		return new CallFailed({
			...words,
			advice: `${words.advice} ${this.progress}`.trim(),
			notFound: cause instanceof CallFailed ? cause.failure.notFound : undefined,
		});
	}

	/** How far the run came, where it began. */
	private get progress(): string {
		if (sumOf(this.counts) === 0) return '';
		const next = this.task.values.dryRun ? '' : ' Running it again goes on from there.';
		return `Up to then: ${this.sentence(this.counts)}${next}`;
	}

	/** n8n shows nothing of a node that is running; afterwards, a hint and the execution's custom data. */
	private publish(type: 'info' | 'warning', message = this.sentence(this.countsOfRun)): void {
		publish(this.task, message, type);
	}

	/** Writes how far the run came into the execution's custom data. */
	saveProgress(): void {
		if (sumOf(this.countsOfRun) > 0) this.task.note(this.sentence(this.countsOfRun));
	}
}

/** Says what became of a run on many objects, in place of what was said of it before. */
export function publish(task: Task, message: string, type: 'info' | 'warning' = 'info'): void {
	task.hint(message, type, 'objects');
	task.note(message);
}
