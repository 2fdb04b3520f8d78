import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
	type IConnections,
	type IDataObject,
	type INode,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWorkflowSettings,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';
import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';
import { JelasticS3Trigger } from '../../nodes/JelasticS3Trigger/JelasticS3Trigger.node';

interface Example {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: IWorkflowSettings;
}

/** The pack's own node types, by the names they have in n8n. */
const OURS: Record<string, INodeType> = {
	'n8n-nodes-jelastic-s3.jelasticS3Account': new JelasticS3Account(),
	'n8n-nodes-jelastic-s3.jelasticS3Bucket': new JelasticS3Bucket(),
	'n8n-nodes-jelastic-s3.jelasticS3Trigger': new JelasticS3Trigger(),
};

/**
 * The versions of n8n's own nodes that the examples may use, and how many outputs they have there, all seen in
 * n8n 2.41.1. Not always its newest, so that an older n8n has them too.
 */
const N8N_NODES: Record<string, { version: number; outputs?: number }> = {
	'n8n-nodes-base.aggregate': { version: 1 },
	'n8n-nodes-base.emailSend': { version: 2.1 },
	'n8n-nodes-base.extractFromFile': { version: 1 },
	'n8n-nodes-base.if': { version: 2.2, outputs: 2 },
	'n8n-nodes-base.respondToWebhook': { version: 1.1 },
	'n8n-nodes-base.scheduleTrigger': { version: 1.2 },
	'n8n-nodes-base.stickyNote': { version: 1, outputs: 0 },
	'n8n-nodes-base.stopAndError': { version: 1, outputs: 0 },
	'n8n-nodes-base.webhook': { version: 2 },
};

const FOLDER = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(FOLDER).map((file): [string, Example] => [
	file,
	JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
]);

/** Enough of a node of n8n's own for the model to take it in. */
function stub(type: string): INodeType {
	const { version, outputs = 1 } = N8N_NODES[type];
	const description = {
		name: type,
		version,
		properties: [],
		inputs: ['main'],
		outputs: Array(outputs).fill('main'),
	};
	return { description: description as unknown as INodeTypeDescription };
}

function importInto({ nodes, connections, settings, name }: Example): Workflow {
	const getByNameAndVersion = (type: string) => OURS[type] ?? stub(type);
	const nodeTypes = {
		getByName: getByNameAndVersion,
		getByNameAndVersion,
		getKnownTypes: () => ({}),
	};
	const copies = structuredClone(nodes);
	return new Workflow({ name, nodes: copies, connections, settings, active: false, nodeTypes });
}

/** The property that a parameter of this node belongs to: one that is shown for its other parameters. */
function shownProperty(node: INode, name: string): INodeProperties | undefined {
	const { description } = OURS[node.type];
	return description.properties.find(
		(property) =>
			property.name === name &&
			NodeHelpers.displayParameter(node.parameters, property, node, description),
	);
}

function outputCount(node: INode): number {
	const own = OURS[node.type] ? 1 : (N8N_NODES[node.type].outputs ?? 1);
	return own + (node.onError === 'continueErrorOutput' ? 1 : 0);
}

/** How many nodes an example may have, without its note: few enough to read and change. */
const MOST_NODES: Record<string, number> = {
	'new-customer.json': 7,
	'new-file.json': 7,
	'overdue-keys.json': 4,
	'scheduled-bucket-cleanup.json': 2,
	'webhook-key-rotation.json': 8,
};

/** Operations whose result has a secret key. */
const SECRET = ['account create', 'key generate', 'key regenerate', 'key rotate'];

/** n8n gives it to every trigger that polls. */
const POLL_TIMES = 'pollTimes';
const COLLECTIONS = ['options', 'filters', POLL_TIMES];

const isSticky = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const isTrigger = ({ type }: INode) => /\.(webhook|scheduleTrigger|jelasticS3Trigger)$/.test(type);

describe.each(examples)('examples/%s', (file, example) => {
	const names = example.nodes.map(({ name }) => name);
	const own = example.nodes.filter(({ type }) => type in OURS);

	it('goes into the workflow model whole', () => {
		const workflow = importInto(example);
		expect(Object.keys(workflow.nodes).sort()).toEqual([...names].sort());
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(example.nodes.map(({ id }) => id)).size).toBe(names.length);
	});

	it('is a handful of nodes, and a note', () => {
		expect(example.nodes.filter(isSticky)).toHaveLength(1);
		expect(names.length - 1).toBeLessThanOrEqual(MOST_NODES[file]);
	});

	it('uses only node types that are there, in versions that are there', () => {
		for (const { type, typeVersion } of example.nodes) {
			const known = OURS[type]?.description.version ?? N8N_NODES[type]?.version;
			expect([type, [known].flat()]).toEqual([type, expect.arrayContaining([typeVersion])]);
		}
		expect(own.length).toBeGreaterThan(0);
	});

	it('names no credential: who imports it chooses one', () => {
		expect(example.nodes.filter(({ credentials }) => credentials)).toEqual([]);
	});

	it('explains itself in a sticky note', () => {
		expect(example.nodes.filter(isSticky)[0].parameters.content).toMatch(/^## .{200,}/s);
	});

	it('connects every node, and only outputs and nodes that are there', () => {
		const reached = new Set<string>();
		for (const [from, { main }] of Object.entries(example.connections)) {
			const source = example.nodes.find(({ name }) => name === from);
			expect(source).toBeDefined();
			expect(main.length).toBeLessThanOrEqual(outputCount(source as INode));
			for (const connection of main.flat()) reached.add(connection?.node ?? '');
		}
		const wanted = example.nodes.filter((node) => !isSticky(node) && !isTrigger(node));
		expect([...reached].sort()).toEqual(wanted.map(({ name }) => name).sort());
	});

	it('leads every answer of a node, also an error, somewhere', () => {
		for (const node of example.nodes.filter((one) => outputCount(one) > 1)) {
			const { main } = example.connections[node.name];
			expect([node.name, main.map((output) => output?.length)]).toEqual([node.name, [1, 1]]);
		}
	});

	it('refers in its expressions to nodes that are there', () => {
		const text = example.nodes.flatMap(({ parameters }) => stringsIn(parameters)).join('\n');
		const referred = [...text.matchAll(/\$\((['"])(.+?)\1\)/g)].map(([, , name]) => name);
		expect(names).toEqual(expect.arrayContaining(referred));
	});

	it('asks for a header on every webhook and answers through an answer node', () => {
		for (const { parameters } of example.nodes.filter(({ type }) => type.endsWith('.webhook'))) {
			expect(parameters).toMatchObject({
				authentication: 'headerAuth',
				responseMode: 'responseNode',
			});
		}
	});

	describe.each(own.map((node): [string, INode] => [node.name, node]))('%s', (_name, node) => {
		const { description } = OURS[node.type];

		it('chooses a resource and an operation of the menu', () => {
			for (const menu of isTrigger(node) ? [] : ['resource', 'operation']) {
				const options = shownProperty(node, menu)?.options as Array<{ value: string }>;
				expect(options.map(({ value }) => value)).toContain(node.parameters[menu]);
			}
		});

		it('sets only parameters that the operation shows', () => {
			const unknown = Object.keys(node.parameters).filter(
				(name) => name !== POLL_TIMES && !shownProperty(node, name),
			);
			expect(unknown).toEqual([]);
		});

		it.each(['options', 'filters'])('sets only %s that the operation offers', (collection) => {
			const offered = shownProperty(node, collection)?.options?.map(({ name }) => name) ?? [];
			const set = Object.keys((node.parameters[collection] ?? {}) as IDataObject);
			expect(offered).toEqual(expect.arrayContaining(set));
		});

		it('gives each parameter the shape of its field', () => {
			for (const [name, value] of Object.entries(node.parameters)) {
				const property = shownProperty(node, name);
				const modes = property?.modes?.map((mode) => mode.name);
				if (property?.type === 'resourceLocator') {
					expect(value).toMatchObject({ __rl: true, value: expect.any(String) });
					expect(modes).toContain((value as IDataObject).mode);
				} else if (property?.type === 'multiOptions') {
					expect(value).toEqual([expect.any(String), expect.any(String)]);
				} else if (!COLLECTIONS.includes(name)) {
					expect([name, typeof value]).not.toEqual([name, 'object']);
				}
			}
		});

		it('has no issue that the editor would show', () => {
			const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
			expect(issues).toBeNull();
		});
	});
});

function stringsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(stringsIn);
}

describe('examples that handle secret keys', () => {
	const files = ['webhook-key-rotation.json', 'new-customer.json'];
	const secret = examples.filter(([file]) => files.includes(file));

	it.each(secret)('%s saves no run', (_file, example) => {
		expect(example.settings).toMatchObject({
			saveDataErrorExecution: 'none',
			saveDataSuccessExecution: 'none',
			saveManualExecutions: false,
			saveExecutionProgress: false,
		});
		expect(example.nodes.filter(({ type }) => type === 'n8n-nodes-base.wait')).toEqual([]);
	});

	// The editor leaves them out when it imports a file (seen in n8n 2.41.1), so people must be told.
	it.each(secret)('%s says that importing by file loses these settings', (_file, { nodes }) => {
		const notes = nodes.filter(isSticky).map(({ parameters }) => parameters.content);
		expect(notes.join()).toContain("does not take over a workflow's settings");
	});

	it('are the only ones that ask for them', () => {
		const asking = examples.filter(([, { nodes }]) =>
			nodes.some(({ parameters: { resource, operation, options } }) => {
				const { includeSecretKeys } = (options ?? {}) as IDataObject;
				return includeSecretKeys || SECRET.includes(`${String(resource)} ${String(operation)}`);
			}),
		);
		expect(asking.map(([file]) => file).sort()).toEqual([...files].sort());
	});
});
