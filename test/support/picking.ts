import { LoadOptionsContext } from 'n8n-core';
import type { IDataObject, INode, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { NODES, type Trial } from './engine';
import { additionalData, workflowOf } from './workflow';
import { nodeOf, saved } from './world';

/** What is chosen in the editor while a list is opened. */
export interface Picking {
	/** As the fields ask for it: `searchBuckets`. */
	list: string;
	parameters: IDataObject;
	credential: Trial['credential'];
	/** What is typed into the search. */
	filter?: string;
	paginationToken?: string;
}

/** Opens a list as n8n's editor does, through n8n's own context. */
export async function pick(picking: Picking): Promise<INodeListSearchResult> {
	const { list, credential, filter, paginationToken } = picking;
	const parameters = saved(picking.parameters) as INode['parameters'];
	const nodeType = NODES[nodeOf(parameters.resource)];
	const credentials = { jelasticApi: { id: 'one', name: 'one' } };
	const workflow = workflowOf([{ name: 'Node', nodeType, parameters, credentials }]);
	const node = workflow.nodes.Node;
	const data = {
		...additionalData({ steps: [], items: [], credential }, workflow),
		// As they are sent: n8n would fill in defaults here.
		currentNodeParameters: parameters,
	};
	const search = nodeType.methods?.listSearch?.[list];
	if (!search) throw new Error(`The node has no list "${list}"`);
	const context = new LoadOptionsContext(workflow, node, data, '');
	return await search.call(context, filter, paginationToken);
}

/** The values in a list. */
export const valuesOf = ({ results }: { results: INodeListSearchItems[] }) =>
	results.map(({ value }) => value);
