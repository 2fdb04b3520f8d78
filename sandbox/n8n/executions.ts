import { poll } from './poll';
import type { Execution, N8nRest } from './rest';

/** Waits until an execution has ended. */
export async function ended(n8n: N8nRest, id: string): Promise<Execution> {
	const look = async () => {
		const execution = await n8n.execution(id);
		return !['new', 'running'].includes(execution.status) && execution;
	};
	return (await poll(look, `Execution ${id} should end`, 120_000)) as Execution;
}

/**
 * Parses n8n's format for executions, "flatted": a list of values in which each text within an object or list is
 * the index of a value in that list.
 */
export function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const done = new Set<unknown>();
	const at = (index: number): unknown => {
		const value = values[index] as Record<string, unknown> | string | null;
		if (typeof value !== 'object' || value === null || done.has(value)) return value;
		done.add(value);
		for (const [name, inner] of Object.entries(value)) {
			if (typeof inner === 'string') value[name] = at(Number(inner));
		}
		return value;
	};
	return at(0);
}

interface ExecutionData {
	resultData: {
		runData: Record<string, Array<{ data: { main: Array<Array<{ json: unknown }>> } }>>;
		error?: { message: string };
	};
}

const resultOf = ({ data = '[{}]' }: Execution) => (unflatten(data) as ExecutionData).resultData;

/** The first item that a node put out in an execution. */
export function firstItem(execution: Execution, node: string): unknown {
	return resultOf(execution).runData[node]?.[0].data.main[0][0].json;
}

/** Why an execution failed, in n8n's words. */
export function failureOf(execution: Execution): string | undefined {
	return resultOf(execution)?.error?.message;
}
