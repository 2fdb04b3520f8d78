import type { INode, NodeOperationError } from 'n8n-workflow';
import { declaredCause } from '../api/failures';
import type { Gate } from '../api/gate';

/** Why a poll failed, as n8n shows it, and with the cause by which its scheduler decides when to poll again. */
export function pollFailure(gate: Gate, node: INode, thrown: unknown): NodeOperationError {
	const { error } = gate.failure(node, thrown);
	error.failure = declaredCause(thrown) ?? error.failure;
	return error;
}
