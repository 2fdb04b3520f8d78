import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { byValue, readOnlyPolicy } from '../../support/things';
import { callField, type Step } from '../support/workflow';
import type { Caller } from './caller';
import { NOT_FROM_N8N } from './requestsInFlight';

/** A workflow that callers run, and what shows that it has done its work. */
export interface LoadWorkflow {
	name: string;
	steps: Array<[resource: string, operation: string, fields: IDataObject, options?: IDataObject]>;
	/** The most requests that one execution may have in flight; 5 by default, as in the nodes. */
	concurrency?: number;
	/** Has enough to do to get there. */
	reachesConcurrency?: boolean;
	splitOut?: string;
	file?: string;
	/** Keys of the objects that are in the bucket beforehand; without, it stays as it is. */
	before?: string[];
	fields?: IDataObject | ((caller: Caller) => IDataObject | Promise<IDataObject>);
	/** Fields that the items must have. */
	items?: IDataObject[];
	/** The objects in the bucket afterwards, with their contents. */
	after?: Record<string, string>;
	verify?: (caller: Caller, items: IDataObject[], fields: IDataObject) => Promise<void> | void;
}

/** The steps of a workflow. The request key tells whose request it is. */
export const stepsOf = ({ steps, concurrency }: LoadWorkflow): Step[] =>
	steps.map(([resource, operation, fields, options]) => ({
		...{ resource, operation },
		parameters: {
			...fields,
			options: { ...options, ...(concurrency && { concurrency }), ruk: callField('name') },
		},
	}));

const field = (name: string) => byValue(callField(name));
const hostGroup = field('hostGroup');
const bucket = { hostGroup, bucketName: field('name') };
const buckets = { hostGroup, srcBucketName: field('name'), dstBucketName: field('name') };
const all = { returnAll: true };
const itemKey = '{{ $json.key }}';

/** `a/000`, `a/001`, … */
const keysBelow = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(3, '0')}`);

/** Objects that have their keys as contents, or those of the keys that they are copied from. */
const objects = (keys: string[], nameOf = (key: string) => key) =>
	Object.fromEntries(keys.map((key) => [nameOf(key), key]));

const LISTED = keysBelow('listed/', 100);
const LINKED = keysBelow('linked ä/', 8);
const COPIED = keysBelow('from/', 10);
const KEPT = ['kept/a', 'kept/b'];
const ONE = 'one, and only/ä.txt';
const FILE = `a small file ${'ä'.repeat(2000)}`;
const OLD = keysBelow('old/', 40);
const STAYS = keysBelow('stays/', 3);

const deleteMany = (
	variant: string,
	concurrency: number,
	{ dryRun = false, ...options }: { dryRun?: boolean; through?: string },
): LoadWorkflow => ({
	name: `Object: Delete Many, ${variant}`,
	steps: [['object', 'deleteMany', { ...bucket, prefix: 'old/', dryRun }, options]],
	...{ concurrency, before: [...OLD, ...STAYS] },
	items: OLD.map((key) => ({ key, deleted: !dryRun })),
	after: objects([...(dryRun ? OLD : []), ...STAYS]),
});

const transfer = (operation: string, result: string, concurrency: number): LoadWorkflow => ({
	name: `Object: ${operation === 'copyMany' ? 'Copy' : 'Move'} Many`,
	steps: [['object', operation, { ...buckets, srcPrefix: 'old/', dstPrefix: 'new/' }]],
	...{ concurrency, reachesConcurrency: true, before: [...OLD, ...STAYS] },
	items: OLD.map((srcKey) => ({ srcKey, [result]: true })),
	after: {
		...objects(OLD, (key) => key.replace('old/', 'new/')),
		...objects([...(operation === 'copyMany' ? OLD : []), ...STAYS]),
	},
});

export const WORKFLOWS: LoadWorkflow[] = [
	{
		name: 'Bucket: Get Many',
		steps: [['bucket', 'getAll', all]],
		verify: ({ name }, items) =>
			expect(items.filter(({ bucketName }) => bucketName === name)).toHaveLength(1),
	},
	{
		name: 'Object: Get Many',
		steps: [['object', 'getAll', { ...bucket, ...all }, { maxKeys: 40 }]],
		before: LISTED,
		items: LISTED.map((key) => ({ key })),
	},
	{
		name: 'Key: Get Many',
		steps: [['key', 'getAll', all]],
		verify: async (caller, items) => {
			const own = items.filter(({ name }) => name === caller.name);
			const accessKeys = await caller.accessKeys();
			const secretKey = '********';
			expect(own).toMatchObject(accessKeys.map((accKey) => ({ accKey, secretKey })));
		},
	},
	{
		name: 'Object: Get Presigned URL, eight items',
		steps: [['object', 'getPresignedUrl', { ...bucket, key: byValue(itemKey) }]],
		...{ concurrency: 8, reachesConcurrency: true, splitOut: 'keys', before: LINKED },
		fields: { keys: LINKED },
		verify: async (_, items) => {
			const contents = items.map(async ({ url }) =>
				(await fetch(String(url), { headers: NOT_FROM_N8N })).text(),
			);
			expect(await Promise.all(contents)).toEqual(LINKED);
		},
	},
	{
		name: 'Object: Copy',
		steps: [['object', 'copy', { ...buckets, srcKey: field('key'), dstKey: callField('target') }]],
		before: [ONE, ...KEPT],
		fields: { key: ONE, target: `copies/${ONE}` },
		items: [{ copied: true }],
		after: { ...objects([...KEPT, ONE]), [`copies/${ONE}`]: ONE },
	},
	{
		name: 'Object: Copy, ten items',
		steps: [
			['object', 'copy', { ...buckets, srcKey: byValue(itemKey), dstKey: `copies/${itemKey}` }],
		],
		...{ concurrency: 3, reachesConcurrency: true, splitOut: 'keys', before: COPIED },
		fields: { keys: COPIED },
		items: COPIED.map((key) => ({ dstKey: `copies/${key}`, copied: true })),
		after: { ...objects(COPIED), ...objects(COPIED, (key) => `copies/${key}`) },
	},
	{
		name: 'Object: Delete',
		steps: [['object', 'delete', { ...bucket, key: field('key') }]],
		before: [ONE, ...KEPT],
		fields: { key: ONE },
		items: [{ deleted: true }],
		after: objects(KEPT),
	},
	{
		name: 'Object: Upload',
		steps: [['object', 'upload', { ...bucket, key: callField('key') }]],
		...{ file: FILE, before: KEPT },
		fields: { key: 'uploaded' },
		items: [{ uploaded: true }],
		after: { ...objects(KEPT), uploaded: FILE },
	},
	{
		name: 'Object: Download, then Upload',
		steps: [
			['object', 'download', { ...bucket, key: field('key') }],
			['object', 'upload', { ...bucket, key: callField('target') }],
		],
		fields: async (caller) => {
			const key = `${randomUUID()} `.repeat(20).trim();
			await caller.fill([key]);
			return { key, target: 'uploaded' };
		},
		items: [{ uploaded: true }],
		verify: async (caller, _, fields) => {
			const key = String(fields.key);
			expect(await caller.objects()).toEqual({ [key]: key, uploaded: key });
		},
	},
	deleteMany('dry', 5, { dryRun: true }),
	{ ...deleteMany('through the platform', 10, {}), reachesConcurrency: true },
	deleteMany('through the S3 endpoint', 2, { through: 's3' }),
	transfer('copyMany', 'copied', 6),
	transfer('moveMany', 'moved', 4),
	{
		name: 'Key: Generate, then Revoke',
		steps: [
			['key', 'generate', { hostGroup, name: field('name') }],
			['key', 'revoke', { hostGroup, accKey: byValue('{{ $json.accKey }}') }],
		],
		fields: async (caller) => ({ keysBefore: await caller.accessKeys() }),
		items: [{ revoked: true }],
		verify: async (caller, [{ accKey }], { keysBefore }) => {
			expect(keysBefore).not.toContain(accKey);
			expect(await caller.accessKeys()).toEqual(keysBefore);
		},
	},
	{
		name: 'Policy: Set, then Get',
		steps: [
			['policy', 'set', { ...bucket, policy: callField('policy') }],
			['policy', 'get', bucket],
		],
		fields: ({ name }) => ({
			policy: readOnlyPolicy(name).replace('{', `{"Id":"${randomUUID()}",`),
		}),
		verify: async (caller, items, { policy }) => {
			const wanted = JSON.parse(String(policy)) as unknown;
			expect(items[0]?.policy).toEqual(wanted);
			expect(JSON.parse((await caller.policy()) ?? '')).toEqual(wanted);
		},
	},
	{
		name: 'Bucket: Create, then Delete',
		steps: [
			['bucket', 'create', { hostGroup, bucketName: callField('newBucket') }],
			['bucket', 'delete', { hostGroup, bucketName: field('newBucket') }],
		],
		fields: ({ name }) => ({ newBucket: `${name}-${randomUUID().slice(0, 8)}` }),
		items: [{ deleted: true }],
		verify: async (caller, _, { newBucket }) => {
			const found = await caller.buckets();
			expect(found).not.toContain(newBucket);
			expect(found).toContain(caller.name);
		},
	},
];
