import { BadInput } from '../errors';
import { KEY_BYTES } from '../parse/text';
import type { destinationPrefix, sourcePrefix } from '../fields/bulk';
import type { destinationBucket, sourceBucket } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import { rejectLoneSurrogates } from '../parse/unicode';

/** From where to where, below which prefixes. */
export interface Route {
	srcBucketName: string;
	srcPrefix: string;
	dstBucketName: string;
	dstPrefix: string;
}

/** What an item says of it. */
export type RouteValues = ValuesOf<
	[typeof sourceBucket, typeof sourcePrefix, typeof destinationBucket, typeof destinationPrefix]
>;

export const routeOf = ({
	srcBucketName,
	srcPrefix = '',
	dstBucketName,
	dstPrefix = '',
}: RouteValues): Route => ({ srcBucketName, srcPrefix, dstBucketName, dstPrefix });

/** A name as a storage would see it that heeds neither case nor white space nor ways to write a character. */
const folded = (name: string) => name.normalize('NFKC').toLowerCase().trim();

/** Whether it stays in one bucket. S3's bucket names are in lower case, so two that differ in nothing else are taken for one. */
export const isOneBucket = ({ srcBucketName, dstBucketName }: Route) =>
	folded(srcBucketName) === folded(dstBucketName);

/** Refuses a destination within the source: each copy would be found by the listing and copied again. */
export function assertDestinationOutsideSource(route: Route): void {
	if (!isOneBucket(route) || !route.dstPrefix.startsWith(route.srcPrefix)) return;
	throw new BadInput(
		'The destination lies within the source',
		'In one bucket, "Destination Prefix" must not begin with "Source Prefix": the copies would be copied again.',
	);
}

/** Whether some storages would take an object and its copy for the same one. */
export const mayBeOneObject = (route: Route, key: string, dstKey: string): boolean =>
	isOneBucket(route) && folded(key) === folded(dstKey);

/**
 * Why an object cannot be copied to a key, whatever the platform says; undefined where it can. The same
 * for a dry run, which must not promise what the real run refuses.
 */
export function refusalOf(route: Route, key: string, dstKey: string): BadInput | undefined {
	if (isOneBucket(route) && dstKey.startsWith(route.srcPrefix)) {
		return new BadInput(
			`The copy "${dstKey}" would lie within the source`,
			'Choose prefixes of which neither contains the other.',
		);
	}
	const bytes = Buffer.byteLength(dstKey);
	if (bytes > KEY_BYTES) {
		return new BadInput(
			`The key of the copy would have ${bytes} bytes`,
			`S3 allows object keys of at most ${KEY_BYTES} bytes in UTF-8. Shorten "Destination Prefix".`,
		);
	}
	try {
		rejectLoneSurrogates(key, 'The key of the object');
	} catch (error) {
		if (error instanceof BadInput) return error;
	}
	return undefined;
}
