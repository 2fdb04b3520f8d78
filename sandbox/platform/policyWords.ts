/** What a policy document may say, beside names of buckets and principals. */
export const POLICY_VERSIONS = ['2008-10-17', '2012-10-17'];

export const STATEMENT_FIELDS = [
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
	...withVerbs('', [
		'AccelerateConfiguration',
		'LifecycleConfiguration',
		'ReplicationConfiguration',
	]),
	...['AbortMultipartUpload', 'BypassGovernanceRetention', 'CreateBucket', 'DeleteBucket'],
	...['GetBucketLocation', 'GetBucketPolicyStatus', 'ListAllMyBuckets', 'ListBucket'],
	...['ListBucketMultipartUploads', 'ListBucketVersions', 'ListMultipartUploadParts'],
	...['RestoreObject'],
];

function withVerbs(what: string, parts: string[]): string[] {
	return parts.flatMap((part) => ['Get', 'Put', 'Delete'].map((verb) => `${verb}${what}${part}`));
}

/** Whether an action, perhaps with wildcards, is one of S3's. */
export function isS3Action(action: string): boolean {
	const escaped = action.replace(/[.+^${}()|[\]\\]/g, '\\$&');
	const pattern = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
	return ACTIONS.some((name) => pattern.test(`s3:${name}`));
}
