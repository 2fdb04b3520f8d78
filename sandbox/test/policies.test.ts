import {
	GetBucketPolicyCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutBucketPolicyCommand,
	PutObjectCommand,
	type S3Client,
} from '@aws-sdk/client-s3';
import { startSandbox, type Sandbox } from '../platform';
import { clientOf, failureOf, onCeph } from './support';

// What the storage itself makes of policies, past the platform: the same on both stores.

let sandbox: Sandbox;
let owner: S3Client;
let neighbour: S3Client;
const hostGroup = 's3-eu1.example';
const Bucket = 'bucket';
const arn = `arn:aws:s3:::${Bucket}`;

beforeAll(async () => {
	sandbox = await startSandbox();
	await sandbox.createAccount(hostGroup, 'one');
	await sandbox.fill(hostGroup, Bucket, [
		{ key: 'a/one', body: 'x' },
		{ key: 'b/two', body: 'x' },
	]);
	owner = await clientOf(sandbox);
	const id = { hostGroup, ownerUid: 40388, name: 'neighbour' };
	neighbour = await clientOf(sandbox, hostGroup, (await sandbox.store.createAccount(id)).keys[0]);
});
afterAll(async () => {
	owner.destroy();
	neighbour.destroy();
	await sandbox.stop();
});

type Statement = Record<string, unknown>;

const allow = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` };

const put = (statement: Statement | Statement[] | string) => {
	const text = { Version: '2012-10-17', Statement: statement };
	const Policy = typeof statement === 'string' ? statement : JSON.stringify(text);
	return owner.send(new PutBucketPolicyCommand({ Bucket, Policy }));
};

/** What a client may do: read one, read the other, list, write. */
async function may(client: S3Client): Promise<string> {
	const get = (Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));
	const tries = {
		a: () => get('a/one'),
		b: () => get('b/two'),
		list: () => client.send(new ListObjectsV2Command({ Bucket })),
		write: () => client.send(new PutObjectCommand({ Bucket, Key: 'written', Body: 'x' })),
	};
	const done: string[] = [];
	for (const [name, work] of Object.entries(tries)) {
		const failure = await failureOf(work());
		if (failure === 'none') done.push(name);
		else expect(failure).toBe('AccessDenied');
	}
	return done.join(' ');
}

it.each<[string, Statement | Statement[], string, string]>([
	['objects', allow, 'a b', 'a b list write'],
	['some objects', { ...allow, Resource: [`${arn}/a/*`] }, 'a', 'a b list write'],
	['objects by a question mark', { ...allow, Resource: `${arn}/?/one` }, 'a', 'a b list write'],
	[
		'everything',
		{ ...allow, Action: 's3:*', Resource: [arn, `${arn}/*`] },
		'a b list write',
		'a b list write',
	],
	['the bucket only', { ...allow, Action: 's3:*', Resource: arn }, 'list', 'a b list write'],
	['by a list of principals', { ...allow, Principal: { AWS: ['*'] } }, 'a b', 'a b list write'],
	['a family of actions', { ...allow, Action: ['s3:Get*'] }, 'a b', 'a b list write'],
	['an action in other letters', { ...allow, Action: 's3:getobject' }, 'a b', 'a b list write'],
	[
		'all but some',
		[allow, { ...allow, Effect: 'Deny', Resource: `${arn}/b/*` }],
		'a',
		'a list write',
	],
	[
		'nothing to write, not even for the owner',
		[{ ...allow, Effect: 'Deny', Action: 's3:PutObject' }],
		'',
		'a b list',
	],
])('allow %s', async (_, statement, others, own) => {
	await put(statement);
	expect([await may(neighbour), await may(owner)]).toEqual([others, own]);
});

it.each<[string, Statement | string]>([
	['no JSON', '{'],
	['no object', '[]'],
	['no statement (Ceph takes it)', '{}'],
	['an empty list of statements (Ceph takes it)', '{"Statement":[]}'],
	['another effect', { ...allow, Effect: 'Perhaps' }],
	['no effect (Ceph takes it)', { ...allow, Effect: undefined }],
	['no principal (Ceph takes it)', { ...allow, Principal: undefined }],
	['no action (Ceph takes it)', { ...allow, Action: undefined }],
	['an action that S3 has not', { ...allow, Action: 's3:Nonsense' }],
	['no resource (Ceph takes it)', { ...allow, Resource: undefined }],
	['another bucket (Ceph takes it)', { ...allow, Resource: 'arn:aws:s3:::other/*' }],
	['a bucket whose name begins so (Ceph takes it)', { ...allow, Resource: `${arn}2/*` }],
	['no name of a resource', { ...allow, Resource: 'bucket/*' }],
	['a version that does not exist', JSON.stringify({ Version: '2020-01-01', Statement: [allow] })],
	['a field that does not exist', { ...allow, Colour: 'red' }],
	['no condition', { ...allow, Condition: 'always' }],
])('are refused: %s', async (name, statement) => {
	await put(allow);
	if (onCeph && name.endsWith('(Ceph takes it)')) return;
	// Amazon's name for it, and Ceph's.
	expect(await failureOf(put(statement))).toBe(onCeph ? 'InvalidArgument' : 'MalformedPolicy');
	const { Policy } = await owner.send(new GetBucketPolicyCommand({ Bucket }));
	expect(JSON.parse(Policy ?? '').Statement).toEqual(allow);
});
