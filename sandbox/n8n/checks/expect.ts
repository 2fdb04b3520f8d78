import { isDeepStrictEqual } from 'node:util';
import type { WebhookAnswer } from './webhook';

const show = (value: unknown) => JSON.stringify(value) ?? String(value);

/** Fails unless both are the same, down to the last field. */
export function same(actual: unknown, expected: unknown, what: string): void {
	if (isDeepStrictEqual(actual, expected)) return;
	throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** Fails unless it holds. */
export function holds(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

/** Fails unless the webhook answered with this status, as JSON. */
export function answered(answer: WebhookAnswer, status: number): void {
	if (answer.status === status && typeof answer.body === 'object') return;
	throw new Error(`expected HTTP ${status}, got ${answer.status} ${show(answer.body)}`);
}
