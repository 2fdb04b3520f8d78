import type { S3 } from '@aws-sdk/client-s3';
import { BUCKET, clientOf, EU, failureOf, onCeph, OTHER_UID, useSandbox } from './support';

// What the S3 endpoint makes of policies: the same on both stores.

const { sandbox, client: owner } = useSandbox('file', { objects: ['a/one', 'b/two'] });
const Bucket = BUCKET;
const arn = `arn:aws:s3:::${Bucket}`;
let neighbor: S3;

beforeAll(async () => {
	const id = { hostGroup: EU, ownerUid: OTHER_UID, name: 'neighbor' };
	neighbor = await clientOf(sandbox(), (await sandbox().store.createAccount(id)).keys[0]);
});
afterAll(() => neighbor.destroy());

type Statement = Record<string, unknown>;

const ALL = 'a b list write';
const allow = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` };
const deny = { ...allow, Effect: 'Deny' };

const put = (statement: Statement | Statement[] | string) => {
	const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
	return owner().putBucketPolicy({
		Bucket,
		Policy: typeof statement === 'string' ? statement : text,
	});
};

/** What a client may do: read one object, read the other, list, write. */
async function may(client: S3): Promise<string> {
	const tries = {
		a: () => client.getObject({ Bucket, Key: 'a/one' }),
		b: () => client.getObject({ Bucket, Key: 'b/two' }),
		list: () => client.listObjectsV2({ Bucket }),
		write: () => client.putObject({ Bucket, Key: 'written', Body: 'x' }),
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
	['objects', allow, 'a b', ALL],
	['some objects', { ...allow, Resource: [`${arn}/a/*`] }, 'a', ALL],
	['objects by a question mark', { ...allow, Resource: `${arn}/?/one` }, 'a', ALL],
	['everything', { ...allow, Action: 's3:*', Resource: [arn, `${arn}/*`] }, ALL, ALL],
	['the bucket only', { ...allow, Action: 's3:*', Resource: arn }, 'list', ALL],
	['by a list of principals', { ...allow, Principal: { AWS: ['*'] } }, 'a b', ALL],
	['a family of actions', { ...allow, Action: ['s3:Get*'] }, 'a b', ALL],
	['an action in lower case', { ...allow, Action: 's3:getobject' }, 'a b', ALL],
	['some not', [allow, { ...deny, Resource: `${arn}/b/*` }], 'a', 'a list write'],
	['no writing, also for the owner', [{ ...deny, Action: 's3:PutObject' }], '', 'a b list'],
])('allow %s', async (_, statement, others, own) => {
	await put(statement);
	expect([await may(neighbor), await may(owner())]).toEqual([others, own]);
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
	['an unknown action', { ...allow, Action: 's3:Nonsense' }],
	['no resource (Ceph takes it)', { ...allow, Resource: undefined }],
	['another bucket (Ceph takes it)', { ...allow, Resource: 'arn:aws:s3:::other/*' }],
	['a bucket whose name only begins so (Ceph takes it)', { ...allow, Resource: `${arn}2/*` }],
	['an invalid resource', { ...allow, Resource: 'bucket/*' }],
	['an unknown version', JSON.stringify({ Version: '2020-01-01', Statement: [allow] })],
	['an unknown field', { ...allow, Color: 'red' }],
	['an invalid condition', { ...allow, Condition: 'always' }],
])('are refused with %s', async (name, statement) => {
	await put(allow);
	if (onCeph && name.endsWith('(Ceph takes it)')) return;
	// Amazon's name for it, and Ceph's.
	expect(await failureOf(put(statement))).toBe(onCeph ? 'InvalidArgument' : 'MalformedPolicy');
	const { Policy } = await owner().getBucketPolicy({ Bucket });
	expect(JSON.parse(Policy ?? '').Statement).toEqual(allow);
});
