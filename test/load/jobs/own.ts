import { slot } from '../../secrets/expressions';
import { byValue } from '../../support/things';

export { byValue, slot };

/** The host group and the bucket that a caller calls its own. */
export const own = { hostGroup: byValue(slot('hostGroup')), bucketName: byValue(slot('bucket')) };

/** As source and destination of copies. */
export const ownBoth = {
	hostGroup: byValue(slot('hostGroup')),
	srcBucketName: byValue(slot('bucket')),
	dstBucketName: byValue(slot('bucket')),
};

/** The caller's own account. */
export const ownAccount = { hostGroup: byValue(slot('hostGroup')), name: byValue(slot('name')) };

/** `a/000`, `a/001`, … */
export const texts = (count: number, prefix: string): string[] =>
	Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(3, '0')}`);

/** Objects that have their keys as contents. */
export const asContents = (keys: string[]): Record<string, string> =>
	Object.fromEntries(keys.map((key) => [key, key]));
