import {
	NodeOperationError,
	type IBinaryData,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { isRecord } from '../answers';
import { SECRET_NAME } from '../answers/fieldNames';
import { forgetNames, plainName } from '../answers/foldedNames';
import { describeError, sentencesOf } from './failures/describeError';
import { nodeFailure, withoutMarkup, withOwnMessage } from './failures/nodeFailure';
import { bareToken } from '../parse/trimmed';
import { CREDENTIAL, type Caller } from './request';
import { Secrets } from './secrets';

type Item = Pick<INodeExecutionData, 'json' | 'binary'>;

/** Whose work leaves. */
interface Passage {
	/** What was entered, and may be repeated. */
	sent?: readonly string[];
	/** Whether the items may hold secret keys, in fields of that name. */
	returnsSecret?: boolean;
}

/** A failure as n8n shows it on the node, and as one text. */
export interface ShownFailure {
	error: NodeOperationError;
	text: string;
}

/**
 * What one run of a node, poll or list gives to n8n leaves through here: items, failures, hints, notes and log lines.
 * Whatever it was made of, the token and the secret keys that the run has read are not in it.
 */
export class Gate {
	readonly secrets = new Secrets();

	/** A text for a log, or wherever n8n shows it as it is. */
	text(text: string, { sent }: Passage = {}): string {
		return this.secrets.removedFrom(text, sent);
	}

	/** A text that n8n's editor shows as HTML. */
	hint(text: string): string {
		return withoutMarkup(this.text(text));
	}

	items<T extends Item>(items: T[], passage: Passage = {}): T[] {
		const names = new Map<string, string>();
		return items.map((item) => {
			const json = this.value(item.json, passage, names);
			const binary = item.binary && this.files(item.binary, passage);
			return json === item.json && binary === item.binary ? item : { ...item, json, binary };
		});
	}

	list(list: INodeListSearchResult): INodeListSearchResult {
		return this.value(list, {});
	}

	failure(node: INode, error: unknown, itemIndex?: number, passage: Passage = {}): ShownFailure {
		const words = describeError(error);
		if (!words) {
			const own = this.ofOthers(node, error, itemIndex);
			return { error: own, text: sentencesOf(own.message, own.description ?? '') };
		}
		const { message, advice, details } = this.value({ ...words }, passage);
		return {
			error: nodeFailure(node, { message, advice, details }, itemIndex),
			text: sentencesOf(message, advice),
		};
	}

	/** Leaves nothing behind of what was read. */
	close(): void {
		forgetNames();
	}

	/** An error that is none of ours. It may hold a whole request. */
	private ofOthers(node: INode, thrown: unknown, itemIndex?: number): NodeOperationError {
		const error = withOwnMessage(
			new NodeOperationError(node, thrown instanceof Error ? thrown : String(thrown), {
				itemIndex,
			}),
		);
		const { message, description, messages, context, stack, cause } = error;
		const shown = { message, description, messages, context, stack };
		Object.assign(error, this.value(shown, {}), { errorResponse: undefined });
		if (cause instanceof Error) error.cause = this.bare(cause);
		return error;
	}

	/** An error by its name and message alone. */
	private bare({ name, message, stack }: Error): Error {
		return Object.assign(new Error(), this.value({ name, message, stack }, {}));
	}

	/** Files' names and types; what is in them is the user's. */
	private files(files: Record<string, IBinaryData>, passage: Passage): Record<string, IBinaryData> {
		return Object.fromEntries(
			Object.entries(files).map(([field, { data, id, ...about }]) => [
				this.text(field, passage),
				{ ...this.value(about, passage), data, ...(id !== undefined && { id }) },
			]),
		);
	}

	/** A value without secrets, at any depth and in the names of fields, too. The same value where it has none. */
	private value<T>(value: T, passage: Passage, names?: Map<string, string>, mayStay = false): T {
		if (typeof value === 'string') {
			return (mayStay ? this.secrets.withoutToken(value) : this.text(value, passage)) as T;
		}
		if (Array.isArray(value)) {
			const list: unknown[] = value;
			const left = list.map((one) => this.value(one, passage, names, mayStay));
			return left.every((one, at) => one === list[at]) ? value : (left as T);
		}
		if (!isRecord(value)) return value;
		let left: Array<[string, unknown]> | undefined;
		const fields = Object.keys(value);
		for (const [at, field] of fields.entries()) {
			const name = this.name(field, names);
			const isReturned =
				passage.returnsSecret === true && (mayStay || SECRET_NAME.test(plainName(field)));
			const inner = this.value(value[field], passage, names, isReturned);
			if (!left && (name !== field || inner !== value[field])) {
				left = fields.slice(0, at).map((before) => [before, value[before]]);
			}
			left?.push([name, inner]);
		}
		return left ? (Object.fromEntries(left) as T) : value;
	}

	/** The items of a list have the same names. @param names the names that were looked at before */
	private name(field: string, names?: Map<string, string>): string {
		const known = names?.get(field);
		if (known !== undefined) return known;
		const name = this.text(field);
		if (names && names.size < MOST_NAMES) names.set(field, name);
		return name;
	}
}

const MOST_NAMES = 1000;

/** A gate that knows the token already: a failure may come before the first request. */
export async function openGate(caller: Caller): Promise<Gate> {
	const credential = await caller.getCredentials(CREDENTIAL).catch(() => undefined);
	return gateWith(credential?.token);
}

/** A gate that knows a token as it was entered. */
export function gateWith(token: unknown): Gate {
	const gate = new Gate();
	if (typeof token === 'string') gate.secrets.learnToken(bareToken(token));
	return gate;
}
