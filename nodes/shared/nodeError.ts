import { NodeApiError, NodeOperationError, type INode, type NodeError } from 'n8n-workflow';
import { BadInput } from './operation';
import { wordsOf } from './words';

/**
 * Any failure as n8n shows it: what happened as its message, what to do as its description.
 * @param more what to do beside that
 */
export function nodeErrorOf(error: unknown, node: INode, itemIndex?: number, more = ''): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const words = wordsOf(error);
	const cause = error instanceof Error ? error : new Error(String(error));
	const { message } = words ?? cause;
	const description = `${words?.advice ?? ''}${more}` || undefined;
	const made =
		words && !(error instanceof BadInput)
			? new NodeApiError(node, {}, { message, description, itemIndex })
			: new NodeOperationError(node, words ? message : cause, { description, itemIndex });
	return withText(made, message, description);
}

/**
 * n8n looks for error codes anywhere in a message, and puts a text of its own in its place: a key such as
 * "apacheaccess.log" holds EACCES (`setDescriptiveErrorMessage` of NodeError in n8n-workflow 2.41, called by
 * the constructors alone). So the texts are set again afterwards.
 */
function withText(error: NodeError, message: string, description: string | undefined): NodeError {
	error.message = message;
	error.description = description;
	// What n8n moves the original message to, for its editor to list it as a second one.
	error.messages = [];
	return error;
}
