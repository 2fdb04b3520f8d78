import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { readPageToken, writePageToken } from '../pageToken';
import type { BucketRef, ListPage, ListQuery } from '../store';

/**
 * One full page. The gateway's pages can be shorter than they were asked to be, so they are asked for
 * until this one is full. Its own continuation token is the last name on the page, and so is ours; but
 * ours is sealed, since the platform refuses a token that is not its own.
 */
export async function listPage(
	client: S3Client,
	{ id, bucket }: BucketRef & { id: string },
	{ maxKeys, prefix, delimiter, continuationToken, startAfter }: ListQuery,
): Promise<ListPage> {
	const page: ListPage = { objects: [], commonPrefixes: [] };
	let after =
		continuationToken === undefined ? startAfter : readPageToken(id, continuationToken).after;
	for (;;) {
		const found = await client.send(
			new ListObjectsV2Command({
				Bucket: bucket,
				Prefix: prefix,
				Delimiter: delimiter,
				MaxKeys: maxKeys - page.objects.length - page.commonPrefixes.length,
				StartAfter: after,
				// Some characters that a key may hold cannot stand in XML.
				EncodingType: 'url',
			}),
		);
		for (const row of found.Contents ?? []) {
			page.objects.push({
				key: decodeURIComponent(row.Key ?? ''),
				size: row.Size ?? 0,
				lastModified: row.LastModified ?? new Date(0),
				eTag: row.ETag ?? '',
				storageClass: row.StorageClass ?? 'STANDARD',
			});
		}
		for (const { Prefix = '' } of found.CommonPrefixes ?? []) {
			page.commonPrefixes.push(decodeURIComponent(Prefix));
		}
		if (!found.IsTruncated) return page;
		after = lastOf(page) ?? after;
		if (page.objects.length + page.commonPrefixes.length < maxKeys) continue;
		const last = { after: after ?? '', folded: false };
		return { ...page, nextContinuationToken: writePageToken(id, last) };
	}
}

/** The last name of a page, by its bytes. */
function lastOf({ objects, commonPrefixes }: ListPage): string | undefined {
	const [key, folded] = [objects.at(-1)?.key, commonPrefixes.at(-1)];
	if (key === undefined || folded === undefined) return key ?? folded;
	return Buffer.compare(Buffer.from(key), Buffer.from(folded)) > 0 ? key : folded;
}
