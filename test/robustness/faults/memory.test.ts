import type { IDataObject } from 'n8n-workflow';
import { answerOf, startNode } from '../../support/child';
import { makeExampleThings } from '../../support/operations';
import { saved } from '../../support/things';
import { stopSandboxes, withSandbox } from './sandboxes';

// Answers of 50 MB, one after another: the memory of each is free for the next.

afterAll(stopSandboxes);

interface Answer {
	json: IDataObject[];
	error?: string;
	peakMb: number;
}

/** Lists the buckets so many times in a process of its own, each time with an answer of 50 MB. */
const listed = async (times: number): Promise<Answer> =>
	await withSandbox({}, async (sandbox) => {
		await makeExampleThings(sandbox);
		sandbox.faults.add({ kind: 'hugeAnswer', bytes: 50e6, times: Infinity });
		const child = startNode({
			node: 'bucket',
			parameters: saved({ resource: 'bucket', operation: 'getAll', options: { concurrency: 1 } }),
			items: Array.from({ length: times }, () => ({ json: {} })),
			credential: { host: sandbox.url, token: sandbox.token },
		});
		return await answerOf<Answer>(child);
	});

test('ten times as many answers take no more memory', async () => {
	const few = await listed(2);
	const many = await listed(20);
	expect([few.error, many.error]).toEqual([undefined, undefined]);
	expect(many.json.length).toBeGreaterThanOrEqual(10 * few.json.length);
	// The 18 more are 900 MB.
	expect(many.peakMb - few.peakMb).toBeLessThan(200);
});
