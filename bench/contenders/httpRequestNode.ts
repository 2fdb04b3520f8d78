import { itemsOf, keyItems, singly } from './execution';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INode, INodeType, IVersionedNodeType } from 'n8n-workflow';
import type { Step } from '../../test/support/workflow';
import { N8N_HOME } from '../../sandbox/n8n/folders';
import type { Contender, Place } from './contender';
import {
	filterOld,
	linkRequest,
	listRequest,
	deleteRequest,
	splitOut,
	summarize,
} from './httpRequestParameters';

const NODES = join(N8N_HOME, 'node_modules', 'n8n-nodes-base', 'dist', 'nodes');

/** n8n's own nodes, each by its file and in its newest version. */
const FILES = {
	HttpRequest: 'HttpRequest/HttpRequest.node.js',
	SplitOut: 'Transform/SplitOut/SplitOut.node.js',
	Filter: 'Filter/Filter.node.js',
	Summarize: 'Transform/Summarize/Summarize.node.js',
};

const load = createRequire(__filename);

type NodeName = keyof typeof FILES;
type NodeType = INodeType | IVersionedNodeType;

/** A step with one of n8n's own nodes. */
function step(name: string, type: NodeName, parameters: IDataObject): Step {
	const classes = load(join(NODES, FILES[type])) as Record<string, new () => NodeType>;
	const nodeType = new classes[type]();
	return {
		name,
		nodeType,
		typeVersion: 'currentVersion' in nodeType ? nodeType.currentVersion : 1,
		parameters: parameters as INode['parameters'],
	};
}

const listing = (place: Place): Step[] => [
	step('List', 'HttpRequest', listRequest(place)),
	step('Objects', 'SplitOut', splitOut),
];

const link = (place: Place) => step('Link', 'HttpRequest', linkRequest(place));

export const httpRequestNode: Contender = {
	'list-10000': async (place) => (await itemsOf(listing(place), place)).length,
	'delete-5000': async (place) => {
		const steps = [
			...listing(place),
			step('Old', 'Filter', filterOld),
			step('Delete', 'HttpRequest', deleteRequest(place)),
		];
		return (await itemsOf(steps, place)).filter(({ result }) => result === 0).length;
	},
	'presign-1000': async (place) =>
		(await itemsOf([link(place)], place, keyItems(place.count))).length,
	'single-1000': async (place) => await singly([link(place)], place),
	'summary-100000': async (place) => {
		const steps = [...listing(place), step('Sum', 'Summarize', summarize)];
		const [sums] = await itemsOf(steps, place);
		return Number(sums.count_key);
	},
};
