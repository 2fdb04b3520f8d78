import { NodeOperationError, type INode } from 'n8n-workflow';
import { declaredCause } from '../api/failures';
import { describeError } from '../api/failures/describeError';
import { nodeFailure, withOwnMessage } from '../api/failures/nodeFailure';

/** Why a poll failed, as n8n shows it, and with the cause by which its scheduler decides when to poll again. */
export function pollFailure(node: INode, error: unknown): NodeOperationError {
	const words = describeError(error);
	const failure = words
		? nodeFailure(node, words)
		: withOwnMessage(new NodeOperationError(node, error instanceof Error ? error : String(error)));
	failure.failure = declaredCause(error) ?? failure.failure;
	return failure;
}
