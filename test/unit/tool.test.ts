import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import type { IDataObject, INode, INodeType } from 'n8n-workflow';
import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { operations as accountRows } from '../../nodes/JelasticS3Account/operations';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';
import { operations as bucketRows } from '../../nodes/JelasticS3Bucket/operations';

const NODES: Array<{ nodeType: INodeType; rows: typeof accountRows }> = [
	{ nodeType: new JelasticS3Account(), rows: accountRows },
	{ nodeType: new JelasticS3Bucket(), rows: bucketRows },
];

const CASES = NODES.flatMap(({ nodeType, rows }) =>
	rows.map((row) => ({
		nodeType,
		row,
		title: `${nodeType.description.displayName}: ${row.action}`,
	})),
);

/** The tool that n8n's AI Agent gets for a node, as n8n itself makes it. */
function toolOf(nodeType: INodeType, parameters: IDataObject, invoked: unknown[] = []) {
	const node: INode = {
		id: 'tool',
		name: `${nodeType.description.displayName} Tool`,
		type: `n8n-nodes-jelastic-s3.${nodeType.description.name}Tool`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { descriptionType: 'auto', ...parameters } as INode['parameters'],
	};
	const { response } = createNodeAsTool({
		node,
		nodeType,
		handleToolInvocation: async (given) => {
			invoked.push(given);
			return 'done';
		},
	});
	return response;
}

const fromAi = (name: string, description: string, type = 'string') =>
	`={{ $fromAI('${name}', '${description}', '${type}') }}`;

const byModel = (name: string, description: string) => ({
	__rl: true,
	mode: 'name',
	value: fromAi(name, description),
});

describe('as tools of an AI Agent', () => {
	it.each(NODES.map(({ nodeType }) => nodeType))(
		'$description.displayName is usable so',
		(nodeType) => {
			expect(nodeType.description.usableAsTool).toBe(true);
		},
	);

	it.each(CASES)('$title says what it does, and with what', ({ nodeType, row }) => {
		const { resource, value: operation } = row;
		const { description, name } = toolOf(nodeType, { resource, operation });
		const { displayName } = nodeType.description;
		expect(description).toBe(`${row.action} in ${displayName}`);
		expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
	});

	it('no two operations say the same, so that a model can tell them apart', () => {
		const said = CASES.map(
			({ nodeType, row: { resource, value: operation } }) =>
				toolOf(nodeType, { resource, operation }).description,
		);
		expect(new Set(said).size).toBe(said.length);
	});

	it.each(CASES)(
		'$title: what the model may fill in becomes its schema',
		async ({ nodeType, row }) => {
			const asked = row.fields.map(({ property }) => property);
			const parameters = Object.fromEntries(
				asked.map(({ name, type, description }) => {
					const words = String(description).replaceAll("'", '');
					if (type === 'resourceLocator') return [name, byModel(name, words)];
					const kind = type === 'number' || type === 'boolean' ? type : 'string';
					return [name, fromAi(name, words, kind)];
				}),
			);
			const { schema } = toolOf(nodeType, {
				resource: row.resource,
				operation: row.value,
				...parameters,
			});
			const { shape } = schema as unknown as {
				shape: Record<string, { description?: string; _def: { typeName: string } }>;
			};
			expect(Object.keys(shape)).toEqual(asked.map(({ name }) => name));
			for (const { name, type, description } of asked) {
				expect(shape[name].description).toBe(String(description).replaceAll("'", ''));
				const kind = { number: 'ZodNumber', boolean: 'ZodBoolean' }[String(type)] ?? 'ZodString';
				expect(shape[name]._def.typeName).toBe(kind);
			}
		},
	);

	it('hands over what the model filled in, and refuses what is of another type', async () => {
		const invoked: unknown[] = [];
		const parameters = {
			resource: 'object',
			operation: 'getAll',
			hostGroup: { __rl: true, mode: 'list', value: 's3-eu1.example' },
			bucketName: byModel('bucket', 'The bucket to look into'),
			returnAll: false,
			limit: fromAi('limit', 'How many objects at most', 'number'),
			options: { prefix: fromAi('prefix', 'Only keys that begin with this') },
		};
		const tool = toolOf(new JelasticS3Bucket(), parameters, invoked);
		const given = { bucket: 'app-logs', limit: 5, prefix: 'logs/' };
		await expect(tool.invoke(given)).resolves.toBe('done');
		expect(invoked).toEqual([given]);
		await expect(tool.invoke({ ...given, limit: 'five' })).rejects.toThrow(/schema/);
		await expect(tool.invoke({ limit: 5, prefix: '' })).rejects.toThrow(/schema/);
		expect(invoked).toHaveLength(1);
	});

	it('asks the model for nothing where everything is filled in', () => {
		const { schema } = toolOf(new JelasticS3Bucket(), { resource: 'bucket', operation: 'getAll' });
		expect(Object.keys((schema as unknown as { shape: object }).shape)).toEqual([]);
	});
});
