import type { S3Endpoint } from './endpoint';
import { s3FailureOf } from './refused';
import { send } from './request';

/** Whoever can do without the endpoint waits no longer for it. */
const PATIENCE = { timeout: 10_000, attempts: 2 };

/** Whether no endpoint answers, or only that it cannot now. */
export function isSilent(cause: unknown): boolean {
	const { status, retry = false } = s3FailureOf(cause) ?? {};
	return status === undefined || retry;
}

/**
 * Asks for the buckets of the pairs' owner (ListBuckets), which changes nothing. A refusal is an answer: an
 * account may work on objects without the right to list buckets.
 * @throws CallFailed where nothing answers
 */
export async function assertAnswering({ access, task }: S3Endpoint): Promise<void> {
	const { attempts, timeout } = PATIENCE;
	const hasty = { ...task, timeout: Math.min(task.timeout, timeout) };
	const request = { method: 'GET', expects: 'ListAllMyBucketsResult', attempts } as const;
	await send({ access, task: hasty }, request).catch((error: unknown) => {
		if (isSilent(error)) throw error;
	});
}
