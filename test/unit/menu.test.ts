import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { operations as accountRows } from '../../nodes/JelasticS3Account/operations';
import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { operations as bucketRows } from '../../nodes/JelasticS3Bucket/operations';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';

// The menu and the table of operations are one: no entry without a row, no row without an entry, and each
// entry shows its row's fields. What saved workflows hold is a promise, written down here.

const NODES = [
	{ name: 'account', description: new JelasticS3Account().description, rows: accountRows },
	{ name: 'bucket', description: new JelasticS3Bucket().description, rows: bucketRows },
] as const;

type NodeOfPack = (typeof NODES)[number];

const valuesOf = (property?: INodeProperties) =>
	(property?.options ?? []).map((option) => ('value' in option ? String(option.value) : ''));

/** The properties that the editor shows for these parameters. */
function shown({ description }: NodeOfPack, parameters: INodeParameters): INodeProperties[] {
	const node = { typeVersion: 1, parameters } as INode;
	const all = NodeHelpers.getNodeParameters(
		...([description.properties, parameters, true, false, node, description] as const),
	)!;
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(all, property, node, description),
	);
}

const namesShown = (node: NodeOfPack, parameters: INodeParameters) =>
	shown(node, parameters)
		.map(({ name }) => name)
		.filter((name) => name !== 'resource' && name !== 'operation');

describe.each(NODES)('the node $name', (node) => {
	const { rows } = node;
	const [resource] = node.description.properties;
	const entries = valuesOf(resource).flatMap((value) => {
		const operation = shown(node, { resource: value }).find(({ name }) => name === 'operation');
		return valuesOf(operation).map((one) => `${value} ${one}`);
	});

	test('every entry of the menu has a row, and every row an entry', () => {
		expect(entries.length).toBeGreaterThan(6);
		expect([...entries].sort()).toEqual(rows.map((row) => `${row.resource} ${row.value}`).sort());
		expect(new Set(entries).size).toBe(entries.length);
	});

	test.each(rows.map((row) => [`${row.resource}: ${row.value}`, row] as const))(
		'%s shows nothing but what its row reads, and all of that',
		(_, row) => {
			const parameters = { resource: row.resource, operation: row.value };
			const own = row.fields.map(({ property }) => property.name);
			const read = [...own, ...(row.filters ? ['filters'] : []), 'options'];
			const names = namesShown(node, parameters);
			expect(read).toEqual(expect.arrayContaining(names));
			const unconditional = row.fields.filter(({ property }) => !property.displayOptions);
			expect(names).toEqual(
				expect.arrayContaining(unconditional.map(({ property }) => property.name)),
			);
			expect(names).toContain('options');
		},
	);

	test('every menu begins with an entry that is there', () => {
		for (const property of node.description.properties.filter(({ type }) => type === 'options')) {
			expect(valuesOf(property)).toContain(property.default);
		}
	});
});

const LIST = ['returnAll', 'limit', 'simplify', 'options'];

/** The fields of each operation of the issue, in the editor's order. */
const FIELDS: Record<string, string[]> = {
	'account create': ['hostGroup', 'accountName', 'ifExists', 'options'],
	'account delete': ['hostGroup', 'accountName', 'options'],
	'account getAll': ['hostGroup', ...LIST],
	'key generate': ['hostGroup', 'accountName', 'options'],
	'key getAll': ['hostGroup', 'accountName', 'olderThan', ...LIST],
	'key regenerate': ['hostGroup', 'accessKey', 'options'],
	'key revoke': ['hostGroup', 'accessKey', 'options'],
	'key revokeOthers': ['hostGroup', 'accessKey', 'options'],
	'key rotate': ['hostGroup', 'accountName', 'accessKeyInUse', 'options'],
	'key test': ['hostGroup', 'accessKey', 'options'],
	'platform check': ['options'],
	'bucket create': ['hostGroup', 'bucketName', 'ifExists', 'options'],
	'bucket delete': ['hostGroup', 'bucketName', 'emptyFirst', 'options'],
	'bucket getAll': ['hostGroup', ...LIST],
	'bucket getUsage': ['hostGroup', 'bucketName', 'prefix', 'filters', 'options'],
	'object copy': ['hostGroup', 'srcBucketName', 'srcKey', 'dstBucketName', 'dstKey', 'options'],
	'object copyMany': [
		...['hostGroup', 'srcBucketName', 'srcPrefix', 'dstBucketName', 'dstPrefix', 'filters'],
		...['ifExists', 'dryRun', 'output', 'options'],
	],
	'object delete': ['hostGroup', 'bucketName', 'key', 'options'],
	'object deleteMany': [
		...['hostGroup', 'bucketName', 'prefix', 'olderThan', 'filters'],
		...['dryRun', 'output', 'allowDeletingEverything', 'options'],
	],
	'object download': ['hostGroup', 'bucketName', 'key', 'binaryPropertyName', 'options'],
	'object getAll': [
		...['hostGroup', 'bucketName', 'prefix', 'returnAll', 'limit', 'simplify'],
		...['filters', 'options'],
	],
	'object deleteIncompleteUploads': [
		...['hostGroup', 'bucketName', 'prefix', 'olderThan', 'dryRun', 'output', 'options'],
	],
	'object get': ['hostGroup', 'bucketName', 'key', 'options'],
	'object getPresignedUrl': ['hostGroup', 'bucketName', 'key', 'options'],
	'object move': ['hostGroup', 'srcBucketName', 'srcKey', 'dstBucketName', 'dstKey', 'options'],
	'object moveMany': [
		...['hostGroup', 'srcBucketName', 'srcPrefix', 'dstBucketName', 'dstPrefix', 'filters'],
		...['ifExists', 'dryRun', 'output', 'allowMovingEverything', 'options'],
	],
	'object upload': ['hostGroup', 'bucketName', 'key', 'content', 'binaryPropertyName', 'options'],
	'policy delete': ['hostGroup', 'bucketName', 'options'],
	'policy get': ['hostGroup', 'bucketName', 'options'],
	'policy set': ['hostGroup', 'bucketName', 'access', 'policy', 'options'],
};

const COMMON = ['ownerUid', 'ruk', 'timeout'];
const BULK = ['concurrency', 'maxObjects', 'onObjectFailure', 'refuseAbove', 'via'];
const OPTIONS: Record<string, string[]> = {
	'account create': [...COMMON, 'withAccessKey'],
	'account getAll': ['concurrency', ...COMMON],
	'key getAll': ['concurrency', 'includeSecretKeys', ...COMMON],
	'key revokeOthers': [...COMMON, 'testFirst'],
	'key test': ['concurrency', ...COMMON, 'waitSeconds'],
	'platform check': ['concurrency', ...COMMON],
	'bucket delete': ['concurrency', ...COMMON, 'via'],
	'bucket getAll': ['concurrency', ...COMMON],
	'bucket getUsage': ['concurrency', 'groupBy', ...COMMON],
	'object copy': ['concurrency', ...COMMON],
	'object copyMany': ['concurrency', 'maxObjects', 'onObjectFailure', ...COMMON],
	'object delete': ['concurrency', ...COMMON],
	'object download': ['concurrency', 'fileName', ...COMMON],
	'object upload': [
		...['cacheControl', 'concurrency', 'contentDisposition', 'contentType', 'ifExists'],
		...['metadata', ...COMMON],
	],
	'object getAll': [...['concurrency', 'continuationToken', 'delimiter', 'maxKeys', ...COMMON]],
	'object getPresignedUrl': [
		...['concurrency', 'contentType', 'fileName', 'for', ...COMMON, 'validFor'],
	],
	'object get': ['concurrency', 'ifMissing', ...COMMON],
	'object deleteIncompleteUploads': ['concurrency', 'onObjectFailure', ...COMMON],
	'object deleteMany': [...BULK, ...COMMON],
	'object moveMany': [...BULK, ...COMMON],
	'policy get': ['concurrency', ...COMMON],
};

describe.each(Object.keys(FIELDS))('%s', (entry) => {
	const [resource, operation] = entry.split(' ');
	const node = NODES.find(({ rows }) => rows.some((row) => row.resource === resource))!;
	const properties = () => shown(node, { resource, operation });

	test('has the fields that were promised, in order', () => {
		expect(namesShown(node, { resource, operation })).toEqual(FIELDS[entry]);
	});

	test('has the options that were promised', () => {
		const options = properties().find(({ name }) => name === 'options')?.options ?? [];
		expect(options.map(({ name }) => name).sort()).toEqual([...(OPTIONS[entry] ?? COMMON)].sort());
	});

	test('hides Limit when Return All is on', () => {
		const names = namesShown(node, { resource, operation, returnAll: true });
		expect(names).toEqual(FIELDS[entry].filter((name) => name !== 'limit'));
	});
});

const shows = (parameters: INodeParameters, name: string) =>
	namesShown(NODES[1], { resource: 'object', ...parameters }).includes(name);

test.each<[INodeParameters, boolean]>([
	[{}, true],
	[{ prefix: 'logs/' }, false],
	[{ olderThan: '30 days' }, false],
	// n8n cannot ask whether a filter is set.
	[{ filters: { nameMatches: '*' } }, true],
	// It may come out empty.
	[{ prefix: '={{ $json.prefix }}' }, true],
])('Allow Deleting Everything shows where it counts: %j', (fields, isShown) => {
	expect(shows({ operation: 'deleteMany', ...fields }, 'allowDeletingEverything')).toBe(isShown);
});

test.each<[INodeParameters, boolean]>([
	[{}, true],
	[{ srcPrefix: 'logs/' }, false],
	[{ srcPrefix: '={{ $json.prefix }}' }, true],
])('Allow Moving Everything shows where it counts: %j', (fields, isShown) => {
	expect(shows({ operation: 'moveMany', ...fields }, 'allowMovingEverything')).toBe(isShown);
	expect(shows({ operation: 'copyMany', ...fields }, 'allowMovingEverything')).toBe(false);
});

test.each(['custom', 'private', 'publicRead'])('Policy shows with Access %s', (access) => {
	const names = namesShown(NODES[1], { resource: 'policy', operation: 'set', access });
	expect(names.includes('policy')).toBe(access === 'custom');
});

test('the table above is the whole menu', () => {
	const rows = NODES.flatMap((node) => node.rows.map((row) => `${row.resource} ${row.value}`));
	expect(Object.keys(FIELDS).sort()).toEqual(rows.sort());
});
