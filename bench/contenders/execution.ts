// Before n8n-core: it writes its settings to a folder, which must be a scratch one.
import '../../test/support/setup';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { execute, type Step } from '../../test/support/workflow';
import { CONCURRENCY, keyOf, UPLOAD_BYTES, UPLOAD_TYPE } from '../works';
import type { Place } from './contender';
import { inPool, upTo } from './pool';

/** Runs a chain of nodes as a schedule or a webhook would; returns what its last node returned. */
export async function itemsOf(
	steps: Step[],
	{ url, token }: Place,
	items: INodeExecutionData[] = [{ json: {} }],
): Promise<IDataObject[]> {
	const run = await execute({ steps, items, credential: { host: url, token }, mode: 'trigger' });
	const { runData, error } = run.data.resultData;
	if (error) throw new Error([error.message, error.description].filter(Boolean).join('. '));
	const [last] = runData[steps[steps.length - 1].name] ?? [];
	return (last?.data?.main[0] ?? []).map(({ json }) => json);
}

/** As many items as there are objects, each with a key. */
export const keyItems = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({ json: { key: keyOf(index) } }));

/** The same, each with a file. */
export const fileItems = (count: number): INodeExecutionData[] =>
	keyItems(count).map(({ json }) => ({
		json,
		binary: { data: { data: UPLOAD_BYTES.toString('base64'), mimeType: UPLOAD_TYPE } },
	}));

/** Many executions of one item each, some in progress at a time. */
export async function singly(steps: Step[], place: Place): Promise<number> {
	let done = 0;
	await inPool(upTo(place.count), CONCURRENCY, async (index) => {
		const items = await itemsOf(steps, place, [{ json: { key: keyOf(index) } }]);
		done += items.length;
	});
	return done;
}

/** The nodes' credential. */
export const CREDENTIALS = { jelasticApi: { id: 'bench', name: 'bench' } };
