import { S3Failure } from './failures';
import { isS3Action, POLICY_VERSIONS, STATEMENT_FIELDS } from './policyWords';
import type { Bucket } from './store';

interface Statement {
	Effect: 'Allow' | 'Deny';
	Principal?: unknown;
	Action?: unknown;
	Resource?: unknown;
	Condition?: unknown;
}

export interface Request {
	/** `s3:GetObject` */
	action: string;
	/** Nobody's, when undefined. */
	uid?: number;
	key?: string;
}

const MAX_POLICY_BYTES = 20 * 1024;

/**
 * Refuses what S3 would: owners may do everything that their bucket's policy does not deny; others
 * only what it allows. Statements with a Condition count neither way, as conditions are not evaluated.
 */
export function checkAccess(bucket: Bucket, { action, uid, key }: Request): void {
	// An owner can always get at the policy, or a bad one could never be removed.
	if (uid === bucket.ownerUid && /BucketPolicy$/.test(action)) return;
	const resource = `arn:aws:s3:::${bucket.bucket}${key === undefined ? '' : `/${key}`}`;
	const effects = statementsOf(bucket.policy)
		.filter((statement) => statement.Condition === undefined)
		.filter(({ Principal }) => isForAll(Principal))
		.filter(({ Action }) => matchesAny(Action, action, 'i'))
		.filter(({ Resource }) => matchesAny(Resource, resource, ''))
		.map(({ Effect }) => Effect);
	const isAllowed = uid === bucket.ownerUid || effects.includes('Allow');
	if (effects.includes('Deny') || !isAllowed) throw new S3Failure('AccessDenied', bucket.bucket);
}

/** Refuses a text that is no policy for this bucket. */
export function checkPolicy(bucket: string, text: string): void {
	const malformed = (why: string) => new S3Failure('MalformedPolicy', why);
	if (Buffer.byteLength(text) > MAX_POLICY_BYTES) throw malformed('it exceeds 20 KB');
	const statements = readStatements(text);
	if (!hasKnownVersion(text)) throw malformed('unknown version');
	if (!statements?.length) throw malformed('it must be JSON with a Statement');
	const arn = `arn:aws:s3:::${bucket}`;
	for (const { Effect, Principal, Action, Resource, Condition, ...others } of statements) {
		const unknown = Object.keys(others).find((name) => !STATEMENT_FIELDS.includes(name));
		if (unknown) throw malformed(`unknown field ${unknown}`);
		if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('invalid effect');
		if (Principal === undefined) throw malformed('missing principal');
		if (texts(Action).length === 0) throw malformed('missing action');
		if (!texts(Action).every(isS3Action)) throw malformed('policy has invalid action');
		const isCondition = typeof Condition === 'object' && Condition !== null;
		if (Condition !== undefined && !isCondition) throw malformed('invalid condition');
		const isOwn = (name: string) => name === arn || name.startsWith(`${arn}/`);
		if (texts(Resource).length === 0 || !texts(Resource).every(isOwn)) {
			throw malformed('policy has invalid resource');
		}
	}
}

function statementsOf(policy: string | undefined): Statement[] {
	return (policy && readStatements(policy)) || [];
}

function hasKnownVersion(text: string): boolean {
	try {
		const { Version } = JSON.parse(text) as { Version?: string };
		return Version === undefined || POLICY_VERSIONS.includes(Version);
	} catch {
		return true;
	}
}

function readStatements(text: string): Statement[] | undefined {
	try {
		const { Statement: found } = JSON.parse(text) as { Statement?: Statement | Statement[] };
		const all = Array.isArray(found) ? found : found ? [found] : [];
		return all.every((one) => typeof one === 'object' && one !== null) ? all : undefined;
	} catch {
		return undefined;
	}
}

function isForAll(principal: unknown): boolean {
	if (principal === '*') return true;
	const { AWS } = (principal ?? {}) as { AWS?: unknown };
	return texts(AWS).includes('*');
}

function matchesAny(patterns: unknown, text: string, flags: string): boolean {
	return texts(patterns).some((pattern) => {
		const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
		const source = escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]');
		return new RegExp(`^${source}$`, flags).test(text);
	});
}

function texts(value: unknown): string[] {
	return [value].flat().filter((one): one is string => typeof one === 'string');
}
