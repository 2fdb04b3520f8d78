import { describeRow } from '../../../nodes/shared/execution/description';
import type { FieldRow } from '../../../nodes/shared/operation';
import { watchBucket } from '../../../nodes/shared/trigger/row';
import type { INodeProperties } from 'n8n-workflow';
import { OPERATIONS } from '../../support/operations';

// A failure may name a field only by a label that whoever reads it finds in the panel.

const labelsIn = (properties: INodeProperties[]): string[] =>
	properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		...labelsIn(options.filter((one): one is INodeProperties => 'displayName' in one)),
	]);

const labelsOf = (row: FieldRow) => labelsIn(describeRow(row));

const ALL = new Set([watchBucket, ...OPERATIONS].flatMap(labelsOf));

/** The operations that a text names: "Access Key: Get Many". */
const namedIn = (text: string) => OPERATIONS.filter(({ name }) => text.includes(`: ${name}`));

/** The quoted labels in a text that neither the operation has, nor another that the text names. */
export function foreignLabels(text: string, row: FieldRow): string[] {
	const own = [row, ...namedIn(text)].flatMap(labelsOf);
	const quoted = [...text.matchAll(/"([^"]+)"/g)].map(([, label]) => label);
	return quoted.filter((label) => ALL.has(label) && !own.includes(label));
}
