import type { INodeProperties } from 'n8n-workflow';
import * as account from '../../../../nodes/JelasticS3Account/operations';
import * as bucket from '../../../../nodes/JelasticS3Bucket/operations';
import type { Operation } from '../../../../nodes/shared/operation';
import { optionsOf } from '../../../../nodes/shared/execution/description';
import type { StoredCredential } from '../../../../sandbox/n8n/rest';

const NODES = [
	{ type: 'jelasticS3Account', operations: account.operations },
	{ type: 'jelasticS3Bucket', operations: bucket.operations },
];

const defaults = (properties: INodeProperties[]) =>
	Object.fromEntries(properties.map(({ name, default: value }) => [name, value]));

/** Every option and filter, so that all of them show. */
function everything(operation: Operation): Record<string, unknown> {
	const options = defaults(optionsOf(operation).map(({ property }) => property));
	if (!operation.filters) return { options };
	return { options, filters: defaults(operation.filters.map(({ property }) => property)) };
}

/** A node with the defaults of each operation, named like `jelasticS3Bucket-object-getAll`, and one with every option. */
export function panelNodes({ id, name }: StoredCredential) {
	const variants = NODES.flatMap(({ type, operations }) =>
		operations.flatMap((operation) => [
			{ type, operation, suffix: '', added: {} },
			{ type, operation, suffix: '-full', added: everything(operation) },
		]),
	);
	return variants.map(({ type, operation, suffix, added }, index) => ({
		id: `panel-${index}`,
		name: `${type}-${operation.resource}-${operation.value}${suffix}`,
		type: `n8n-nodes-jelastic-s3.${type}`,
		typeVersion: 1,
		position: [(index % 8) * 220, Math.floor(index / 8) * 160],
		parameters: { resource: operation.resource, operation: operation.value, ...added },
		credentials: { jelasticApi: { id, name } },
	}));
}
