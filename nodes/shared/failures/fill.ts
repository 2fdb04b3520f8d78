import type { CallContext } from './failure';
import type { FailureText } from './text';

const quoted = (values: Array<string | number | undefined>) =>
	[...new Set(values)]
		.filter((value) => value !== undefined)
		.map((value) => `"${value}"`)
		.join(' or ');

/** A text with values in its slots: `{bucket}`. */
export const withSlots = (text: string, values: Record<string, string>): string =>
	text.replace(/\{(\w+)\}/g, (_, slot: string) => values[slot] ?? '');

function filled(text: string, { method, parameters, labels, address }: CallContext): string {
	const { hostGroup, name, accKey, key, srcKey, bucketName, srcBucketName, dstBucketName } =
		parameters;
	const named = Object.entries(parameters)
		.filter(([parameter]) => parameter in labels && parameter !== 'policy')
		.map(([parameter, value]) => `${labels[parameter]} "${value}"`)
		.join(', ');
	const values: Record<string, string> = {
		method,
		server: 'The platform',
		address,
		named: named || 'S3 storage',
		hostGroup: quoted([hostGroup]),
		account: quoted([name]),
		accessKey: quoted([accKey]),
		key: quoted([key ?? srcKey]),
		bucket: quoted([bucketName, srcBucketName, dstBucketName]),
		objectBucket: quoted([bucketName ?? srcBucketName]),
	};
	return withSlots(text, values);
}

/** A text with what the call named in its slots. */
export const fill = (text: FailureText, context: CallContext): FailureText => ({
	message: filled(text.message, context),
	advice: filled(text.advice, context),
});
