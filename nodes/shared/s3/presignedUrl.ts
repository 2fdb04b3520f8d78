import { presignedExpiry, urlOf } from '../answers';
import { omitUndefined } from '../answers/omitUndefined';
import { BadInput } from '../errors';
import { placeLast } from '../execution/placeLast';
import type { bucket, hostGroup, key } from '../fields/common';
import type { downloadedName, linkFor, uploadedType, validFor } from '../fields/links';
import type { CheckedTask, ResultItem, TaskOf } from '../operation';
import { openEndpoint } from './endpoint';
import { placeOf } from './place';
import { encoded, presignedQuery, queryText, type S3Request } from './signature';
import { keyFitsUrl } from './validate';

type LinkTask = TaskOf<
	[typeof hostGroup, typeof bucket, typeof key],
	[typeof uploadedType, typeof downloadedName, typeof linkFor, typeof validFor]
>;

/** How long a link works where another option is set, but not this one. */
const DEFAULT_VALIDITY_MS = 60 * 60 * 1000;

/** Refuses a key that no URL can have, and what is for another kind of link. */
export function checkLink(task: CheckedTask<LinkTask['values']>): void {
	keyFitsUrl(task);
	const { for: purpose = 'download', contentType, fileName } = task.values;
	const isUpload = purpose === 'upload';
	if (isUpload && fileName !== undefined) throw onlyFor('File Name', 'Download');
	if (!isUpload && contentType !== undefined) throw onlyFor('Content Type', 'Upload');
}

/** Object: Get Presigned URL. The platform makes the link; with options it is signed here, without a request. */
export async function getPresignedUrl(task: LinkTask): Promise<ResultItem[]> {
	const { for: purpose, validFor, contentType, fileName, hostGroup, bucketName, key } = task.values;
	const isPlain = [purpose, validFor, contentType, fileName].every((one) => one === undefined);
	const url = isPlain
		? urlOf(await task.call('s3.bucket.GetPresignedURL', { hostGroup, bucketName, key }))
		: await signedUrl(task);
	const method = purpose === 'upload' ? 'PUT' : 'GET';
	const link = omitUndefined({ url, expiresAt: presignedExpiry(url), method });
	return [{ json: placeLast(task.named, link) }];
}

async function signedUrl(task: LinkTask): Promise<string> {
	const { for: purpose = 'download', contentType, fileName, bucketName, key } = task.values;
	const isUpload = purpose === 'upload';
	const storage = await openEndpoint(task, bucketName);
	const method = isUpload ? 'PUT' : 'GET';
	const { origin, host, path } = placeOf(storage.access, { bucketName, key });
	const request: Omit<S3Request, 'body'> = {
		...{ method, host, path },
		query: fileName ? { 'response-content-disposition': dispositionOf(fileName) } : {},
		headers: contentType ? { 'content-type': contentType } : {},
	};
	if (contentType) task.hint(`Uploads need the header Content-Type: ${contentType}`);
	const { pairs, region } = storage.access;
	const { validFor = DEFAULT_VALIDITY_MS } = task.values;
	const seconds = Math.floor(validFor / 1000);
	const query = presignedQuery(request, pairs[0], region, new Date(), seconds);
	return `${origin}${path}?${queryText(query)}`;
}

const onlyFor = (label: string, purpose: string) =>
	new BadInput(
		`"${label}" is for another kind of link`,
		`Remove "${label}" from "Options", or choose ${purpose} as "For".`,
	);

/** As browsers understand it (RFC 6266, 4.3): old ones read the first name, which holds ASCII only. */
function dispositionOf(fileName: string): string {
	const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
	const whole = plain === fileName ? '' : `; filename*=UTF-8''${encoded(fileName)}`;
	return `attachment; filename="${plain}"${whole}`;
}
