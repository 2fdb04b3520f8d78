import { S3ServiceException } from '@aws-sdk/client-s3';
import { S3_FAILURES, S3Failure, type S3Code } from '../failures';

/** Names by which the gateway or the SDK call what S3 calls otherwise. */
const OTHER_NAMES: Record<string, S3Code> = {
	NotFound: 'NoSuchKey',
	InvalidObjectName: 'KeyTooLongError',
};

/** Does work on the cluster; what S3 refuses there is refused here, about this thing. */
export async function asking<T>(resource: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		const code = codeOf(cause);
		throw code ? new S3Failure(code, resource) : cause;
	}
}

/** S3's code for a refusal; undefined for other failures. */
export function codeOf(cause: unknown): S3Code | undefined {
	if (!(cause instanceof S3ServiceException)) return undefined;
	const name = OTHER_NAMES[cause.name] ?? cause.name;
	return name in S3_FAILURES ? (name as S3Code) : undefined;
}
