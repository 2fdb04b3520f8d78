import { S3Failure } from './failures';
import type { Bucket, BucketRef, BucketStore } from './store';

interface Statement {
	Effect: 'Allow' | 'Deny';
	Principal?: unknown;
	Action?: unknown;
	Resource?: unknown;
	Condition?: unknown;
}

interface AccessRequest {
	/** `s3:GetObject` */
	action: string;
	/** Undefined: anonymous. */
	uid?: number;
	key?: string;
}

const MAX_POLICY_BYTES = 20 * 1024;
const VERSIONS = ['2008-10-17', '2012-10-17'];
const STATEMENT_FIELDS = [
	...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
	...['Resource', 'NotResource', 'Condition'],
];

/** S3's actions on buckets and objects, without their `s3:`. */
const ACTIONS = [
	...withVerbs('Bucket', ['Acl', 'CORS', 'Logging', 'Notification', 'ObjectLockConfiguration']),
	...withVerbs('Bucket', ['Policy', 'PublicAccessBlock', 'RequestPayment', 'Tagging']),
	...withVerbs('Bucket', ['Versioning', 'Website']),
	...withVerbs('Object', ['', 'Acl', 'LegalHold', 'Retention', 'Tagging', 'Torrent', 'Version']),
	...withVerbs('ObjectVersion', ['Acl', 'Tagging', 'Torrent']),
	...withVerbs('', ['AccelerateConfiguration', 'LifecycleConfiguration']),
	...withVerbs('', ['ReplicationConfiguration']),
	...['AbortMultipartUpload', 'BypassGovernanceRetention', 'CreateBucket', 'DeleteBucket'],
	...['GetBucketLocation', 'GetBucketPolicyStatus', 'ListAllMyBuckets', 'ListBucket'],
	...['ListBucketMultipartUploads', 'ListBucketVersions', 'ListMultipartUploadParts'],
	...['RestoreObject'],
];

function withVerbs(type: string, parts: string[]): string[] {
	return parts.flatMap((part) => ['Get', 'Put', 'Delete'].map((verb) => `${verb}${type}${part}`));
}

/**
 * Refuses what S3 would: owners may do everything that their bucket's policy does not deny; others only what it
 * allows. Statements with a Condition are ignored, as conditions are not evaluated.
 */
export function checkAccess(bucket: Bucket, { action, uid, key }: AccessRequest): void {
	const isOwner = uid === bucket.ownerUid;
	// An owner can always change the policy, or a bad one could never be removed.
	if (isOwner && action.endsWith('BucketPolicy')) return;
	const resource = `arn:aws:s3:::${bucket.bucket}${key === undefined ? '' : `/${key}`}`;
	const effects = (bucket.policy ? (parsePolicy(bucket.policy)?.statements ?? []) : [])
		.filter(({ Condition, Principal }) => Condition === undefined && isEverybody(Principal))
		.filter(({ Action }) => texts(Action).some((pattern) => matches(pattern, action, 'i')))
		.filter(({ Resource }) => texts(Resource).some((pattern) => matches(pattern, resource)))
		.map(({ Effect }) => Effect);
	const isAllowed = isOwner || effects.includes('Allow');
	if (effects.includes('Deny') || !isAllowed) throw new S3Failure('AccessDenied', bucket.bucket);
}

/** A bucket, when the request is allowed. */
export async function openBucket(
	store: BucketStore,
	ref: BucketRef,
	request: AccessRequest,
): Promise<Bucket> {
	const bucket = await store.getBucket(ref);
	checkAccess(bucket, request);
	return bucket;
}

/** Refuses a text that is no policy for this bucket. */
export function checkPolicy(bucket: string, text: string): void {
	const policy = parsePolicy(text);
	const arn = `arn:aws:s3:::${bucket}`;
	const why =
		(Buffer.byteLength(text) > MAX_POLICY_BYTES && 'it exceeds 20 KB') ||
		(!policy?.statements.length && 'it must be JSON with a Statement') ||
		(!VERSIONS.includes(policy?.version ?? VERSIONS[0]) && 'unknown version') ||
		policy?.statements.map((statement) => faultOf(statement, arn)).find(Boolean);
	if (why) throw new S3Failure('MalformedPolicy', why);
}

function faultOf(statement: Statement, arn: string): string | false {
	const { Effect, Principal, Action, Resource, Condition } = statement;
	const unknown = Object.keys(statement).find((name) => !STATEMENT_FIELDS.includes(name));
	const [actions, resources] = [texts(Action), texts(Resource)];
	const isKnown = (action: string) => ACTIONS.some((name) => matches(action, `s3:${name}`, 'i'));
	const isOwn = (name: string) => name === arn || name.startsWith(`${arn}/`);
	return (
		(unknown !== undefined && `unknown field ${unknown}`) ||
		(!['Allow', 'Deny'].includes(Effect) && 'invalid effect') ||
		(Principal === undefined && 'missing principal') ||
		(actions.length === 0 && 'missing action') ||
		(!actions.every(isKnown) && 'policy has invalid action') ||
		((Condition === null || !['undefined', 'object'].includes(typeof Condition)) &&
			'invalid condition') ||
		((resources.length === 0 || !resources.every(isOwn)) && 'policy has invalid resource')
	);
}

function parsePolicy(text: string): { version?: string; statements: Statement[] } | undefined {
	try {
		const { Version: version, Statement: found = [] } = JSON.parse(text);
		const statements = [found].flat() as Statement[];
		const areObjects = statements.every((one) => typeof one === 'object' && one !== null);
		return areObjects ? { version, statements } : undefined;
	} catch {
		return undefined;
	}
}

function isEverybody(principal: unknown): boolean {
	return principal === '*' || texts((principal as { AWS?: unknown } | null)?.AWS).includes('*');
}

function matches(pattern: string, text: string, flags = ''): boolean {
	const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
	const source = escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]');
	return new RegExp(`^${source}$`, flags).test(text);
}

function texts(value: unknown): string[] {
	return [value].flat().filter((one): one is string => typeof one === 'string');
}
