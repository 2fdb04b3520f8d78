import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution, N8nRest } from '../rest';
import { holds } from './expect';

const FINISHED_WITHIN_MS = 120_000;

/** Waits until an execution has ended. */
export async function ended(n8n: N8nRest, id: string): Promise<Execution> {
	const since = Date.now();
	for (;;) {
		const execution = await n8n.execution(id);
		if (!['new', 'running'].includes(execution.status)) return execution;
		holds(Date.now() - since < FINISHED_WITHIN_MS, `execution ${id} does not end`);
		await sleep(200);
	}
}

/**
 * Undoes "flatted", n8n's form for executions: a list of values in which each text within an object or
 * list is the place of a value in that list.
 */
export function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const at = (place: number): unknown => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		if (done.has(place)) return done.get(place);
		const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		done.set(place, copy);
		const inner = Object.entries(value).map(([name, held]) => [
			name,
			typeof held === 'string' ? at(Number(held)) : held,
		]);
		return Object.assign(copy, Object.fromEntries(inner));
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
