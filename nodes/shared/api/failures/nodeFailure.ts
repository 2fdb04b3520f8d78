import { NodeOperationError, type INode } from 'n8n-workflow';
import type { UserMessage } from './text';

/**
 * A failure that n8n shows as it is written: what happened as its message, what to do as its description.
 *
 * Always a NodeOperationError: around any other error n8n puts one where the node is a tool of an AI Agent, and
 * looks through its message again.
 */
export function nodeFailure(node: INode, text: UserMessage, itemIndex?: number) {
	const description = text.advice === '' ? undefined : withoutMarkup(text.advice);
	const error = new NodeOperationError(node, text.message, { description, itemIndex });
	// The editor shows it below "Error details".
	if (text.details) error.context.data = text.details;
	return withOriginalMessage(error, withoutCanceled(text.message));
}

/** An error of n8n's own, with its own message where n8n has put another in its place. */
export function withOwnMessage(error: NodeOperationError): NodeOperationError {
	const { cause, messages } = error;
	const isReplaced = cause instanceof Error && messages.includes(cause.message);
	return isReplaced ? withOriginalMessage(error, withoutCanceled(cause.message)) : error;
}

/**
 * n8n searches each message for the codes of network and file errors, and puts a sentence of its own in the place
 * of one that has them (NodeError.setDescriptiveErrorMessage): "logs/apacheaccess.log" holds EACCES.
 */
function withOriginalMessage(error: NodeOperationError, message: string): NodeOperationError {
	error.message = message;
	error.messages = [];
	return error;
}

const WORD_JOINER = '\u2060';

/**
 * n8n's engine calls an execution canceled, not failed, if the message contains this word, and starts no error
 * workflow (WorkflowExecute.processSuccessExecution). A name may contain it; with an invisible character in it, the
 * word looks the same.
 */
const withoutCanceled = (message: string) =>
	message.replaceAll('canceled', `cancel${WORD_JOINER}ed`);

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '`': '&#96;' };

/** n8n's editor shows a description or a hint as HTML, and what stands between backticks as code; a message it shows as text. */
export const withoutMarkup = (text: string): string =>
	text.replace(/&(?=#?\w+;)|<(?=[a-z!/?])|`/gi, (sign) => ENTITIES[sign]);
