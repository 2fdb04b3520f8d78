import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/platform';
import { itemWith } from '../binary';
import { runNode, type Result, type Trial } from '../engine';
import { nodeOf, saved } from '../things';
import type { Example } from './example';
import type { ExampleThings } from './things';

/** Runs an example with these fields (`fieldsOf`, or changed) on the things that they name. */
export async function runExample(
	sandbox: Sandbox,
	{ resource, operation, file, token = 'full' }: Example,
	things: ExampleThings,
	fields: IDataObject,
	{
		credential,
		settings,
	}: { credential?: Partial<Trial['credential']>; settings?: Trial['settings'] } = {},
): Promise<Result> {
	return await runNode({
		node: nodeOf(resource),
		parameters: saved({ resource, operation, ...fields }),
		items: [file ? await itemWith(file(things)) : { json: {} }],
		credential: { host: sandbox.url, token: sandbox.tokens[token], ...credential },
		settings,
	});
}
