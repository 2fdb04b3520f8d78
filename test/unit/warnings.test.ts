import { Workflow, type IDataObject, type INode, type NodeHint } from 'n8n-workflow';
import { NODES } from '../support/engine';
import { OPERATIONS } from '../support/operations';
import { nodeOf, saved } from '../support/things';

// What the editor shows before a run: one warning for what destroys something or shows a secret, none for the rest.

/** The warnings that n8n's editor shows, by n8n's own expressions, for these parameters. */
function shownFor(parameters: IDataObject): NodeHint[] {
	const nodeType = NODES[nodeOf(parameters.resource)];
	const node = {
		...{ id: 'Node', name: 'Node', type: 'Node', typeVersion: 1, position: [0, 0] },
		parameters: saved(parameters),
	} as INode;
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return (nodeType.description.hints ?? []).filter(({ displayCondition = '' }) =>
		workflow.expression.getSimpleParameterValue(
			workflow.nodes.Node,
			displayCondition,
			'internal',
			{},
		),
	);
}

const SECRET = /^The result contains a secret key\. In the settings/;

/** Operations with the settings with which they warn, and what the warning says. */
const WARNED: Array<[string, IDataObject, RegExp]> = [
	['account create', {}, SECRET],
	['account create', { options: { withAccessKey: true } }, SECRET],
	['account delete', {}, /with all its access keys\. This cannot be undone\.$/],
	['key generate', {}, SECRET],
	['key getAll', { options: { includeSecretKeys: true } }, SECRET],
	['key regenerate', {}, /^The old key stops working immediately\..*contains a secret key/],
	['key revoke', {}, /stops working immediately\. This cannot be undone\.$/],
	['key revokeOthers', {}, /stops working immediately\. This cannot be undone\.$/],
	['key rotate', {}, SECRET],
	['bucket delete', { emptyFirst: true }, /^All objects in the bucket are deleted first\./],
	['object delete', {}, /cannot be restored\.$/],
	['object deleteMany', {}, /^Deleted objects cannot be restored\. Turn on Dry Run/],
	['object deleteIncompleteUploads', {}, /^Uploads that are still in progress/],
	['object moveMany', {}, /^The originals are deleted .* Turn on Dry Run/],
];

/** Settings with which the same operations do nothing of the kind. */
const HARMLESS: Array<[string, IDataObject]> = [
	['account create', { options: { withAccessKey: false } }],
	['key getAll', {}],
	['key getAll', { options: { includeSecretKeys: false } }],
	['bucket delete', {}],
	['object deleteMany', { dryRun: true }],
	['object deleteIncompleteUploads', { dryRun: true }],
	['object moveMany', { dryRun: true }],
];

const withName = (name: string, fields: IDataObject) => {
	const [resource, operation] = name.split(' ');
	return { resource, operation, ...fields };
};

test.each(WARNED)('%s %j warns once', (name, fields, message) => {
	const shown = shownFor(withName(name, fields));
	expect(shown.map((hint) => hint.message)).toEqual([expect.stringMatching(message)]);
	// n8n hides a hint after a run only in this place.
	expect(shown[0]).toMatchObject({ location: 'outputPane', whenToDisplay: 'beforeExecution' });
	expect(shown[0].type).toBe('warning');
});

const warned = WARNED.map(([name]) => name);
const others = OPERATIONS.map(({ resource, value }) => `${resource} ${value}`)
	.filter((name) => !warned.includes(name))
	.map((name): [string, IDataObject] => [name, {}]);

test.each([...HARMLESS, ...others])('%s %j warns of nothing', (name, fields) => {
	expect(shownFor(withName(name, fields))).toEqual([]);
});

test('every warning is in the table', () => {
	const rows = OPERATIONS.filter(({ warning }) => warning !== undefined);
	const names = rows.map(({ resource, value }) => `${resource} ${value}`);
	expect([...new Set(warned)].sort()).toEqual(names.sort());
	for (const { hints = [] } of Object.values(NODES).map(({ description }) => description)) {
		expect(hints.length).toBeGreaterThan(3);
	}
});
