import type { INodeProperties } from 'n8n-workflow';
import * as account from '../../nodes/JelasticS3Account/operations';
import * as bucket from '../../nodes/JelasticS3Bucket/operations';
import type { Operation } from '../../nodes/shared/operation';
import { optionsOf } from '../../nodes/shared/properties';
import type { StoredCredential } from '../../sandbox/n8n/rest';

/** A node whose panel is looked at. */
export interface PanelNode {
	id: string;
	/** Such as `jelasticS3Bucket-object-getAll-full`; a file's name, too. */
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials: Record<string, { id: string; name: string }>;
}

const TABLES = [
	{ type: 'jelasticS3Account', rows: account.operations },
	{ type: 'jelasticS3Bucket', rows: bucket.operations },
];

const defaults = (properties: INodeProperties[]) =>
	Object.fromEntries(properties.map(({ name, default: value }) => [name, value]));

/** Every option and filter there is, so that all of them show. */
function everything(row: Operation): Record<string, unknown> {
	const options = defaults(optionsOf(row).map(({ property }) => property));
	if (!row.filters) return { options };
	return { options, filters: defaults(row.filters.map(({ property }) => property)) };
}

/** Each operation twice: as it comes, and with every option shown. */
export function panelNodes(credential: StoredCredential): PanelNode[] {
	const { id, name } = credential;
	const nodes = TABLES.flatMap(({ type, rows }) =>
		rows.flatMap((row) => [
			{ type, row, suffix: '', more: {} },
			{ type, row, suffix: '-full', more: everything(row) },
		]),
	);
	return nodes.map(({ type, row, suffix, more }, index) => {
		const { resource, value: operation } = row;
		return {
			id: `panel-${index}`,
			name: `${type}-${resource}-${operation}${suffix}`,
			type: `n8n-nodes-jelastic-s3.${type}`,
			typeVersion: 1,
			position: [(index % 8) * 220, Math.floor(index / 8) * 160],
			parameters: { resource, operation, ...more },
			credentials: { jelasticApi: { id, name } },
		};
	});
}
