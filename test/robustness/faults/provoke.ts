import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { RequestRecord, Sandbox } from '../../../sandbox/platform';
import type { Trial as NodeTrial } from '../../support/engine';
import {
	fieldsOf,
	keysOf,
	lookOutside,
	makeExampleThings,
	type Example,
	type ExampleThings,
	type Outside,
	type Request,
} from '../../support/operations';
import { runExample } from '../../support/operations/runExample';
import type { FaultRow } from './faultRow';

/** An example one of whose requests is hit by a fault: the first of the kind, or all. */
export interface Trial {
	example: Example;
	request: Request;
	fault: FaultRow;
	times: 1 | typeof Infinity;
}

/** What happened. */
export interface Seen {
	things: ExampleThings;
	before: Outside;
	after: Outside;
	/** The items of the node's first output. */
	json: IDataObject[];
	/** The texts of those of its error output. */
	failures: string[];
	/** What n8n shows below "Error details", if the node stopped. */
	details?: IDataObject;
	/** Every key pair that exists afterwards. */
	pairs: Array<{ accKey: string; secretKey: string }>;
	/** Every request that reached the sandbox. */
	requests: RequestRecord[];
	/** Those of the kind that is hit. */
	sent: RequestRecord[];
}

/** Whether a failure stops the workflow; if it does not, it leaves by the error output. Most faults try both. */
export const isStopped = ({ tried }: FaultRow, times: Trial['times']): boolean =>
	times !== 1 || tried === 'once';

/** Runs an example on things of its own, with the fault in its way, and reads what is there afterwards. */
export async function provoke(
	{ example, request, fault, times }: Trial,
	sandbox: Sandbox,
	credential?: Partial<NodeTrial['credential']>,
): Promise<Seen> {
	const things = await makeExampleThings(sandbox, keysOf(example));
	const before = await lookOutside(sandbox, things);
	const { options, ...own } = fieldsOf(example, things);
	const fields = fault.fields?.(own, things) ?? own;
	sandbox.requests.length = 0;
	if (fault.fault) sandbox.faults.add({ method: request.method, ...fault.fault, times });
	const changed = { ...fields, options: { ...options, ...fault.options } };
	const { json, failed, error } = await runExample(sandbox, example, things, changed, {
		credential,
		settings: isStopped(fault, times) ? {} : { onError: 'continueErrorOutput' },
	});
	// What nobody waits for any longer is still done, a little later.
	if (fault.fault?.kind === 'latency') await sleep(fault.fault.ms);
	sandbox.faults.clear();
	const requests = [...sandbox.requests];
	return {
		...{ things, before, json, requests },
		after: await lookOutside(sandbox, things),
		pairs: (await sandbox.accounts()).flatMap(({ keys }) =>
			keys.map(({ accKey, secretKey }) => ({ accKey, secretKey })),
		),
		failures: error
			? [`${error.message}. ${error.description}`]
			: failed.map((item) => String(item.json.error)),
		details: error?.context.data as IDataObject | undefined,
		sent: requests.filter(({ apiMethod }) => apiMethod === request.method),
	};
}
